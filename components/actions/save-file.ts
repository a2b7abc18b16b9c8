/** Saves a notebook as a file of the user's own, with its runs; by the file dialog where the browser has one, else as a download. */
import { fileSave } from 'browser-fs-access';
import { FILE_EXTENSION, writeSkipbookFile } from '@/lib/interop/skipbook-file';
import type { NotebookDocument } from '@/lib/notebook/document';
import { collectRuns } from '@/lib/storage/runs';

/** A name that every file system takes. */
export function fileNameOf(title: string): string {
  const safe = title
    .replace(/[\u0000-\u001f\\/:*?"<>|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
  return `${safe === '' ? 'notebook' : safe}${FILE_EXTENSION}`;
}

/** True if it was saved, false if the dialog was left. */
export async function saveFile(document: NotebookDocument): Promise<boolean> {
  const { runs, snapshots } = await collectRuns(document.id);
  const blob = new Blob([writeSkipbookFile(document, runs, snapshots)], { type: 'application/json' });
  try {
    await fileSave(blob, { fileName: fileNameOf(document.title), extensions: ['.json'], id: 'skipbook' });
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return false;
    throw error;
  }
}
