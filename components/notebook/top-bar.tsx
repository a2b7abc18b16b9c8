'use client';
/** The bar over a notebook: where one is, whether it is saved, undo, search, file menu, language and theme. */
import { Redo2, Search, Undo2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { showStroke } from '@/components/actions/keys';
import { LanguageSwitch, ThemeSwitch } from '@/components/ui/preferences';
import { useNotebook, useNotebookStore, useReadOnly } from '@/lib/stores/notebook-context';
import { useNotebookUi } from '@/lib/stores/notebook-ui';
import { BarStart } from './bar-start';
import { FileMenu } from './file-menu';
import { KeepMark, SavedState } from './saved-state';

function HistoryButtons() {
  const t = useTranslations('notebook');
  const { store, undo, redo } = useNotebookStore();
  const canUndo = useStore(store.temporal, (history) => history.pastStates.length > 0);
  const canRedo = useStore(store.temporal, (history) => history.futureStates.length > 0);
  return (
    <span className="row tight">
      <button type="button" className="ibtn" disabled={!canUndo} aria-label={t('undoEdit')} title={`${t('undoEdit')} (${showStroke('Mod+Z')})`} onClick={undo}>
        <Undo2 size={16} strokeWidth={1.75} aria-hidden />
      </button>
      <button type="button" className="ibtn" disabled={!canRedo} aria-label={t('redoEdit')} title={`${t('redoEdit')} (${showStroke('Mod+Shift+Z')})`} onClick={redo}>
        <Redo2 size={16} strokeWidth={1.75} aria-hidden />
      </button>
    </span>
  );
}

export function TopBar() {
  const t = useTranslations('notebook');
  const common = useTranslations('common');
  const title = useNotebook((document) => document.title);
  const readOnly = useReadOnly();
  return (
    <header className="topbar">
      <BarStart title={title === '' ? t('untitled') : title} />
      <span className="grow" />
      <SavedState />
      <KeepMark />
      {readOnly ? null : <HistoryButtons />}
      <button type="button" className="btn ghost small wide-only" onClick={() => useNotebookUi.setState({ commands: true })}>
        <Search size={14} strokeWidth={1.75} aria-hidden />
        {common('search')}
        <span className="kbd">{showStroke('Mod+K')}</span>
      </button>
      <LanguageSwitch />
      <span className="wide-only">
        <ThemeSwitch />
      </span>
      <FileMenu />
    </header>
  );
}
