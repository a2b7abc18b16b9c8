'use client';
/** List, import and a look at one data set, side by side; the same in the dialog and on the page. */
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { refreshDatasets, useDatasetItems, useDatasets } from '@/lib/stores/datasets';
import { DatasetDetails } from './dataset-details';
import { DatasetList } from './dataset-list';
import { ImportPanel } from './import-panel';
import { ProblemText } from './problem-text';
import { useFileSize } from './use-file-size';

export function DatasetBrowser() {
  const t = useTranslations('datasets');
  const items = useDatasetItems();
  const { imported, free, problem, importing } = useDatasets();
  const size = useFileSize();
  const used = (imported ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
  const [chosen, setChosen] = useState<string | null>(null);
  const [deleted, setDeleted] = useState<string | null>(null);
  /** What was imported last is shown until something else is chosen. */
  const [shownImport, setShownImport] = useState<string | null>(null);
  const newest = importing.state === 'done' ? importing.info.id : null;
  if (newest !== shownImport) {
    setShownImport(newest);
    if (newest !== null) setChosen(newest);
  }
  // Another tab may have imported or deleted some.
  useEffect(() => void refreshDatasets(), []);
  const side = useRef<HTMLDivElement>(null);
  const shown = items.find(({ info }) => info.id === chosen) ?? items[0];
  function onDeleted(name: string): void {
    setDeleted(name);
    setChosen(null);
    // The button that had the focus is gone with its set.
    side.current?.querySelector('button')?.focus();
  }
  return (
    <div className="dataset-browser">
      <div className="dataset-side" ref={side}>
        <DatasetList items={items} chosen={shown.info.id} onChoose={setChosen} />
        {imported === null && <p className="muted" role="status">{t('loading')}</p>}
        {used > 0 && free !== null && <p className="muted dataset-room">{t('room', { used: size(used), free: size(free) })}</p>}
        {problem !== null && <p className="note bad" role="alert"><ProblemText problem={problem} /></p>}
        <p className="visually-hidden" role="status">{deleted === null ? '' : t('deleted', { name: deleted })}</p>
        <ImportPanel />
      </div>
      <DatasetDetails key={shown.info.id} item={shown} onDeleted={onDeleted} />
    </div>
  );
}
