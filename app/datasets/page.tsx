'use client';
/** The data sets of this browser. */
import { useTranslations } from 'use-intl';
import { DatasetPage } from '@/components/datasets/dataset-page';
import { BarStart } from '@/components/notebook/bar-start';
import { LanguageSwitch, ThemeSwitch } from '@/components/ui/preferences';

export default function Page() {
  const t = useTranslations('datasets');
  return (
    <>
      <header className="topbar">
        <BarStart title={t('title')} />
        <span className="grow" />
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <DatasetPage />
    </>
  );
}
