'use client';
/** The page of a notebook that is not here: why, and the way on. */
import Link from 'next/link';
import { useLocale, useTranslations } from 'use-intl';
import { problemSentence } from '@/lib/i18n/format';
import type { Problem } from '@/lib/util/problem';
import { BarStart } from './bar-start';

export function Missing({ problem }: { readonly problem: Problem }) {
  const t = useTranslations('notebook');
  const locale = useLocale();
  return (
    <>
      <header className="topbar">
        <BarStart />
      </header>
      <main className="notebook">
        <div className="text">
          <h1>{t('missingHeading')}</h1>
          <p>{problemSentence(problem, locale)}</p>
          <p>
            <Link className="btn" href="/">
              {t('toLibrary')}
            </Link>
          </p>
        </div>
      </main>
    </>
  );
}
