'use client';
/** One data set: what it is, renaming and deleting where it was imported, and its images. */
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { DatasetItem } from '@/lib/stores/datasets';
import { dismissImport, giveDatasetName, removeDataset } from '@/lib/stores/datasets';
import { ContactSheet } from './contact-sheet';
import { DatasetFacts } from './dataset-facts';

type Props = { readonly item: DatasetItem; readonly onDeleted: (name: string) => void };
type Mode = 'look' | 'rename' | 'delete';

export function DatasetDetails({ item, onDeleted }: Props) {
  const t = useTranslations('datasets');
  const { info } = item;
  const [mode, setMode] = useState<Mode>('look');
  return (
    <section className="dataset-details" aria-label={info.name}>
      <header className="row">
        {mode === 'rename' ? <RenameForm name={info.name} id={info.id} onDone={() => setMode('look')} /> : <h2 className="grow">{info.name}</h2>}
        {item.origin === 'imported' && mode === 'look' && (
          <>
            <button type="button" className="btn small ghost" onClick={() => setMode('rename')}>
              <Pencil size={14} strokeWidth={1.75} aria-hidden />
              {t('rename')}
            </button>
            <button type="button" className="btn small ghost" onClick={() => setMode('delete')} aria-label={t('deleteNow', { name: info.name })}>
              <Trash2 size={14} strokeWidth={1.75} aria-hidden />
              <DeleteWord />
            </button>
          </>
        )}
      </header>
      {mode === 'delete' && (
        <div className="note bad" role="alert">
          <p className="grow">{t('deleteQuestion', { name: info.name })}</p>
          <button type="button" className="btn small" autoFocus onClick={() => setMode('look')}>
            {t('keep')}
          </button>
          <button
            type="button"
            className="btn small danger"
            onClick={() => {
              dismissImport();
              void removeDataset(info.id).then(() => onDeleted(info.name));
            }}
          >
            {t('deleteNow', { name: info.name })}
          </button>
        </div>
      )}
      <DatasetFacts item={item} />
      <ContactSheet info={info} />
    </section>
  );
}

function DeleteWord() {
  return <>{useTranslations('common')('delete')}</>;
}

type RenameProps = { readonly id: string; readonly name: string; readonly onDone: () => void };

function RenameForm({ id, name, onDone }: RenameProps) {
  const t = useTranslations('datasets');
  const common = useTranslations('common');
  const [value, setValue] = useState(name);
  const wanted = value.trim();
  return (
    <form
      className="row grow"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted === '') return;
        void giveDatasetName(id, wanted).then(onDone);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      <input className="field grow" autoFocus aria-label={t('nameLabel')} value={value} maxLength={80} onChange={(event) => setValue(event.target.value)} />
      <button type="submit" className="btn small ink" disabled={wanted === ''}>
        {t('save')}
      </button>
      <button type="button" className="btn small" onClick={onDone}>
        {common('cancel')}
      </button>
    </form>
  );
}
