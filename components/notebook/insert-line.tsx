'use client';
/** A line with the kinds of cells that can be put there; between cells it shows on hover and focus, behind the last one always. */
import { Plus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { insertCell } from '@/components/actions/cells';
import { useNotebookStore } from '@/lib/stores/notebook-context';
import { kindLabels } from './kind-labels';

const kinds = ['text', 'graph', 'train'] as const;

export function InsertLine({ index, quiet }: { readonly index: number; readonly quiet: boolean }) {
  const t = useTranslations('notebook');
  const store = useNotebookStore();
  return (
    <div className={quiet ? 'insert quiet' : 'insert'}>
      <span className="insert-choices" role="group" aria-label={quiet ? t('insertHere') : t('addAtEnd')}>
        <Plus size={13} strokeWidth={1.75} aria-hidden />
        {kinds.map((kind) => (
          <button key={kind} type="button" onClick={() => insertCell(store, kind, index)}>
            {t(kindLabels[kind])}
          </button>
        ))}
      </span>
    </div>
  );
}
