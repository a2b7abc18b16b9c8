'use client';
/** The blocks of the notebook: how often each is used; opening, editing and deleting them, and all that nobody uses at once. */
import { ExternalLink, Pencil, Trash2, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { focusCell } from '@/components/actions/focus';
import { useReturnFocus } from '@/components/ui/use-return-focus';
import { definitionsOf, unusedDefinitions, wayInto, type DefinitionEntry } from '@/lib/notebook/definitions';
import { editDefinition, useDefinitionPanels } from '@/lib/stores/definition-panels';
import { enterPath } from '@/lib/stores/entered-blocks';
import { useNotebook, useNotebookStore, useReadOnly } from '@/lib/stores/notebook-context';
import { showToast } from '@/lib/stores/toasts';
import { freshId } from '@/lib/util/ids';
import { Glyph } from '../glyphs';
import { RemoveQuestion } from './remove-question';

function close(): void {
  useDefinitionPanels.setState({ list: false });
}

export function DefinitionList() {
  const t = useTranslations('definitions');
  const common = useTranslations('common');
  const notebook = useNotebookStore();
  const readOnly = useReadOnly();
  const document = useNotebook((whole) => whole);
  const entries = useMemo(() => definitionsOf(document), [document]);
  const unused = useMemo(() => unusedDefinitions(document), [document]);
  const [asked, setAsked] = useState<DefinitionEntry | null>(null);
  const returnFocus = useReturnFocus();

  /** Into the block where a cell leads to it; else a cell of its own shows it. */
  function open(id: string): void {
    const way = wayInto(document, id);
    close();
    if (way !== null) {
      enterPath(way.root, way.path);
      setTimeout(() => focusCell(way.cell, 'edit'));
      return;
    }
    const cell = freshId('cell', (taken) => document.cells.some((other) => other.id === taken));
    if (notebook.dispatch({ type: 'addCell', args: { cell: { id: cell, kind: 'graph', graph: id } } }) === null) setTimeout(() => focusCell(cell, 'edit'));
  }
  function undoable(text: string): void {
    showToast({ text, tone: 'plain', action: { label: common('undo'), perform: () => void notebook.undo() } });
  }
  function remove(entry: DefinitionEntry): void {
    if (entry.inCell && entry.uses.length === 0) {
      if (notebook.dispatch({ type: 'updateDefinition', args: { graph: entry.id, block: false } }) === null) undoable(t('noLongerOffered', { name: entry.name }));
    } else if (entry.uses.length > 0) setAsked(entry);
    else if (notebook.dispatch({ type: 'removeDefinitions', args: { graphs: [entry.id] } }) === null) undoable(t('deleted', { name: entry.name }));
  }
  function removeUnused(): void {
    if (notebook.dispatch({ type: 'removeDefinitions', args: { graphs: [...unused], blocks: 'remove' } }) === null) undoable(t('unusedRemoved', { count: unused.length }));
  }
  return (
    <Dialog.Root open onOpenChange={(next) => (next ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog plain definition" aria-describedby={undefined} onCloseAutoFocus={returnFocus}>
          <div className="row">
            <Dialog.Title asChild>
              <h2 className="grow">{t('list')}</h2>
            </Dialog.Title>
            <Dialog.Close className="ibtn" aria-label={common('close')}>
              <X size={16} aria-hidden />
            </Dialog.Close>
          </div>
          {entries.length === 0 ? (
            <p className="soft">{t('noBlocks')}</p>
          ) : (
            <ul className="blocks">
              {entries.map((entry) => (
                <li key={entry.id} aria-label={entry.name}>
                  <Glyph kind="block" />
                  <span className="grow">
                    <b>{entry.name}</b>
                    <small>{t('usedShort', { count: entry.uses.length })}</small>
                  </span>
                  <button type="button" className="btn small" aria-label={t('openNamed', { name: entry.name })} onClick={() => open(entry.id)}>
                    <ExternalLink size={14} strokeWidth={1.75} aria-hidden="true" />
                    {t('open')}
                  </button>
                  <button type="button" className="ibtn" aria-label={t('editNamed', { name: entry.name })} title={t('editNamed', { name: entry.name })} onClick={() => editDefinition(entry.id)}>
                    <Pencil size={14} strokeWidth={1.75} aria-hidden="true" />
                  </button>
                  {!readOnly && (
                    <button type="button" className="ibtn" aria-label={t('deleteNamed', { name: entry.name })} title={t('deleteNamed', { name: entry.name })} onClick={() => remove(entry)}>
                      <Trash2 size={14} strokeWidth={1.75} aria-hidden="true" />
                    </button>
                  )}
                </li>
              ))}
            </ul>
          )}
          {!readOnly && unused.length > 0 && (
            <button type="button" className="btn small" onClick={removeUnused}>
              <Trash2 size={14} strokeWidth={1.75} aria-hidden="true" />
              {t('removeUnused', { count: unused.length })}
            </button>
          )}
          {asked && <RemoveQuestion entry={asked} onClose={() => setAsked(null)} onRemoved={() => undoable(t('deleted', { name: asked.name }))} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
