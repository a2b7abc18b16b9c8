'use client';
/** The open notebook: bar, title, column of cells, and the panels over it. */
import { useRouter } from 'next/navigation';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { importFiles } from '@/components/actions/import-file';
import { FileDrop } from '@/components/ui/file-drop';
import { Toasts } from '@/components/ui/toasts';
import { useDefinitionPanels } from '@/lib/stores/definition-panels';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useNotebookUi } from '@/lib/stores/notebook-ui';
import { CellColumn } from './cell-column';
import { ClipboardEvents } from './clipboard-events';
import { GuideOffer } from './guide-offer';
import { KeyHandler } from './key-handler';
import { Notices } from './notices';
import { OutlinePanel } from './outline-panel';
import { NotebookTitle } from './title';
import { TabBar } from './tab-bar';
import { TopBar } from './top-bar';

const CommandPalette = lazy(() => import('./command-palette').then((module) => ({ default: module.CommandPalette })));
const VersionList = lazy(() => import('./version-list').then((module) => ({ default: module.VersionList })));
const ZooPicker = lazy(() => import('./zoo-picker').then((module) => ({ default: module.ZooPicker })));
const HelpSheet = lazy(() => import('./help-sheet').then((module) => ({ default: module.HelpSheet })));
const DefinitionDialog = lazy(() => import('@/components/canvas/definitions/definition-dialog').then((module) => ({ default: module.DefinitionDialog })));
const DefinitionList = lazy(() => import('@/components/canvas/definitions/definition-list').then((module) => ({ default: module.DefinitionList })));

export function Notebook() {
  const t = useTranslations('notebook');
  const router = useRouter();
  const title = useNotebook((document) => document.title);
  const { commands, help, versions, zoo } = useNotebookUi();
  const { editing, list } = useDefinitionPanels();

  function openFiles(files: readonly File[]): void {
    void importFiles(files).then((id) => (id === null ? undefined : router.push(`/notebook/?id=${id}`)));
  }

  return (
    <>
      <title>{`${title === '' ? t('untitled') : title} · Skipbook`}</title>
      <KeyHandler />
      <ClipboardEvents />
      <TopBar />
      <Notices />
      <main className="notebook">
        <OutlinePanel />
        <NotebookTitle />
        <CellColumn />
        <GuideOffer />
      </main>
      <TabBar />
      <Suspense>
        {commands ? <CommandPalette /> : null}
        {help ? <HelpSheet /> : null}
        {versions ? <VersionList /> : null}
        {zoo ? <ZooPicker /> : null}
        {list ? <DefinitionList /> : null}
        {editing === null ? null : <DefinitionDialog key={editing} id={editing} />}
      </Suspense>
      <FileDrop hint={t('dropHint')} onFiles={openFiles} />
      <Toasts />
    </>
  );
}
