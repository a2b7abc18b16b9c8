'use client';
/** The page of notebooks that are kept in this browser. */
import { useTranslations } from 'use-intl';

export function Library() {
  const t = useTranslations('library');
  return (
    <main className="library">
      <h1>{t('title')}</h1>
    </main>
  );
}
