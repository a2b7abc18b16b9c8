'use client';
/** The data sets as a page of their own. */
import { useTranslations } from 'use-intl';
import { DatasetBrowser } from './dataset-browser';

export function DatasetPage() {
  const t = useTranslations('datasets');
  return (
    <main className="dataset-page">
      <h1>{t('title')}</h1>
      <p className="muted">{t('intro')}</p>
      <DatasetBrowser />
    </main>
  );
}
