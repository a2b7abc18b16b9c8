'use client';
/** The open notebook: bar, title, column of cells, and the panels over it. */
import { useTranslations } from 'use-intl';
import { Toasts } from '@/components/ui/toasts';
import { useNotebook } from '@/lib/stores/notebook-context';
import { CellColumn } from './cell-column';
import { KeyHandler } from './key-handler';
import { Notices } from './notices';
import { NotebookTitle } from './title';
import { TopBar } from './top-bar';

export function Notebook() {
  const t = useTranslations('notebook');
  const title = useNotebook((document) => document.title);
  return (
    <>
      <title>{`${title === '' ? t('untitled') : title} · Skipbook`}</title>
      <KeyHandler />
      <TopBar />
      <Notices />
      <main className="notebook">
        <NotebookTitle />
        <CellColumn />
      </main>
      <Toasts />
    </>
  );
}
