'use client';
/** The page before its notebook is there: lines where the text will be. */
import { useTranslations } from 'use-intl';

export function Skeleton() {
  const t = useTranslations('notebook');
  return (
    <main className="notebook skeleton" aria-busy="true" aria-label={t('loading')}>
      <i className="bone title" />
      <i className="bone" />
      <i className="bone" />
    </main>
  );
}
