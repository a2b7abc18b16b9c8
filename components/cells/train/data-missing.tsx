'use client';
/** What to do when the data set of a train cell is not in this browser: import it, or take one here that fits the net. */
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { DatasetManager } from '@/components/datasets/dataset-manager';
import type { TrainCell } from '@/lib/notebook/document';
import { useDatasetItems } from '@/lib/stores/datasets';
import { useNotebookStore } from '@/lib/stores/notebook-context';
import { misfit } from '@/lib/training/plan';
import { Note } from './notes';
import type { Net } from './use-train-cell';

export function DataMissing({ cell, net, disabled }: { readonly cell: TrainCell; readonly net: Net; readonly disabled: boolean }) {
  const t = useTranslations('training');
  const notebook = useNotebookStore();
  const [managing, setManaging] = useState(false);
  const items = useDatasetItems();
  const fitting = net.state === 'sound' ? items.find(({ info }) => misfit(net.program, info) === null)?.info : undefined;
  return (
    <Note
      tone="warn"
      actions={
        <>
          {fitting !== undefined && (
            <button type="button" className="btn small" disabled={disabled} onClick={() => notebook.dispatch({ type: 'updateCell', args: { cell: cell.id, fields: { data: fitting.id } } })}>
              {t('dataUse', { name: fitting.name })}
            </button>
          )}
          <button type="button" className="btn small" onClick={() => setManaging(true)}>
            <Download size={14} aria-hidden="true" />
            {t('dataImport')}
          </button>
          <DatasetManager open={managing} onOpenChange={setManaging} />
        </>
      }
    >
      {t('dataMissing', { id: cell.data })}
    </Note>
  );
}
