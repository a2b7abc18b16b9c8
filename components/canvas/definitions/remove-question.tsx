'use client';
/** Asks before a definition goes that is in use: names the places, and what shall become of the blocks there. */
import { AlertDialog } from 'radix-ui';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { problemSentence } from '@/lib/i18n/format';
import { usePlaces, type DefinitionEntry } from '@/lib/notebook/definitions';
import { useNotebookStore } from '@/lib/stores/notebook-context';
import type { Problem } from '@/lib/util/problem';

const MOST = 8;

type Props = { readonly entry: DefinitionEntry; readonly onClose: () => void; readonly onRemoved: () => void };

export function RemoveQuestion({ entry, onClose, onRemoved }: Props) {
  const t = useTranslations('definitions');
  const common = useTranslations('common');
  const language = useLocale();
  const notebook = useNotebookStore();
  const [fault, setFault] = useState<Problem | null>(null);
  const places = usePlaces(notebook.store.getState().document, entry.uses, t('untitled'));
  function remove(blocks: 'unpack' | 'remove'): void {
    const problem = notebook.dispatch({ type: 'removeDefinitions', args: { graphs: [entry.id], blocks } });
    setFault(problem);
    if (problem !== null) return;
    onRemoved();
    onClose();
  }
  return (
    <AlertDialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="scrim over" />
        <AlertDialog.Content className="dialog plain remove-question">
          <AlertDialog.Title asChild>
            <h2>{t('deleteTitle', { name: entry.name })}</h2>
          </AlertDialog.Title>
          <AlertDialog.Description className="soft">{t('deleteText', { count: places.length })}</AlertDialog.Description>
          <ul>
            {places.slice(0, MOST).map(({ graph, node, inCell }, index) => (
              <li key={index}>{t(inCell ? 'placeInCell' : 'placeInBlock', { graph, node })}</li>
            ))}
            {places.length > MOST && <li className="muted">{t('morePlaces', { count: places.length - MOST })}</li>}
          </ul>
          {fault && (
            <p className="fault" role="alert">
              {problemSentence(fault, language)}
            </p>
          )}
          <div className="dialog-actions">
            <AlertDialog.Cancel className="btn">{common('cancel')}</AlertDialog.Cancel>
            <button type="button" className="btn" onClick={() => remove('unpack')}>
              {t('unpackThere')}
            </button>
            <button type="button" className="btn danger" onClick={() => remove('remove')}>
              {t('removeThere')}
            </button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
