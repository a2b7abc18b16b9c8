'use client';
/** Left end of the top bar: the mark, and the way back to the notebooks. */
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { Mark } from '@/components/ui/brand';

export function BarStart({ title }: { readonly title?: string }) {
  const t = useTranslations('notebook');
  const common = useTranslations('common');
  return (
    <nav className="row bar-start" aria-label={common('appName')}>
      <Link className="brand" href="/" aria-label={common('appName')}>
        <Mark />
        <span className="wide-only">{common('appName')}</span>
      </Link>
      <span className="crumb">
        <span className="wide-only">/</span>
        <Link className="wide-only" href="/">
          {t('notebooks')}
        </Link>
        {title === undefined ? null : (
          <>
            <span className="wide-only">/</span>
            <b className="crumb-title">{title}</b>
          </>
        )}
      </span>
    </nav>
  );
}
