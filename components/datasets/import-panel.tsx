'use client';
/** Where files are dropped or chosen; asks about pictures first, and shows how the import goes. */
import { FileUp, FolderUp, Upload } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import type { SourceFile } from '@/lib/datasets/import/entries';
import type { PictureChoice } from '@/lib/datasets/import/messages';
import { dismissImport, importFiles, useDatasets } from '@/lib/stores/datasets';
import { fromChosen, fromDropped, mayHoldPictures, titleOf } from './collect-files';
import { ImportStatus } from './import-status';
import { PictureForm } from './picture-form';
import { useFileDrop } from './use-file-drop';

const FIRST_CHOICE: PictureChoice = { side: 32, colour: 'rgb', flippable: true };

export function ImportPanel() {
  const t = useTranslations('datasets');
  const importing = useDatasets((state) => state.importing);
  const [waiting, setWaiting] = useState<readonly SourceFile[]>([]);
  const fileInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  // What came of an import is said once, not again when the panel is next opened.
  useEffect(() => dismissImport, []);

  function start(files: readonly SourceFile[], pictures: PictureChoice): void {
    setWaiting([]);
    void importFiles({ files, pictures }, t('filesAnd', titleOf(files)));
  }
  function take(files: readonly SourceFile[]): void {
    if (files.length === 0) return;
    dismissImport();
    if (mayHoldPictures(files)) setWaiting(files);
    else start(files, FIRST_CHOICE);
  }
  const busy = importing.state === 'running' || importing.state === 'saving';
  const over = useFileDrop((transfer) => {
    if (!busy) void fromDropped(transfer).then(take);
  });
  return (
    <section className="dataset-import" aria-label={t('importTitle')}>
      {waiting.length > 0 && !busy && <PictureForm files={waiting} first={FIRST_CHOICE} onStart={(choice) => start(waiting, choice)} onCancel={() => setWaiting([])} />}
      {waiting.length === 0 && !busy && (
        <div className={over ? 'dropzone over' : 'dropzone'}>
          <Upload size={20} strokeWidth={1.75} aria-hidden />
          <p className="strong">{over ? t('dropNow') : t('dropHere')}</p>
          <div className="row">
            <button type="button" className="btn small" onClick={() => fileInput.current?.click()}>
              <FileUp size={14} strokeWidth={1.75} aria-hidden />
              {t('chooseFiles')}
            </button>
            <button type="button" className="btn small" onClick={() => folderInput.current?.click()}>
              <FolderUp size={14} strokeWidth={1.75} aria-hidden />
              {t('chooseFolder')}
            </button>
          </div>
          <p className="muted">{t('formats')}</p>
          <FileInput inputRef={fileInput} folder={false} onFiles={take} />
          <FileInput inputRef={folderInput} folder onFiles={take} />
        </div>
      )}
      <ImportStatus importing={importing} />
    </section>
  );
}

type FileInputProps = { readonly inputRef: RefObject<HTMLInputElement | null>; readonly folder: boolean; readonly onFiles: (files: readonly SourceFile[]) => void };

/** The browser's own dialog, opened by a button that can be styled. Emptied afterwards, so that the same file can be chosen again. */
function FileInput({ inputRef, folder, onFiles }: FileInputProps) {
  const t = useTranslations('datasets');
  return (
    <input
      ref={inputRef}
      type="file"
      multiple
      hidden
      aria-label={folder ? t('chooseFolder') : t('chooseFiles')}
      {...(folder ? { webkitdirectory: '' } : {})}
      onChange={(event) => {
        const files = fromChosen(event.target.files);
        event.target.value = '';
        onFiles(files);
      }}
    />
  );
}
