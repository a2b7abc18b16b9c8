/** A store for a canvas that shows what the document does not hold: it reads like a notebook's, and takes no command. */
import type { NotebookDocument } from '@/lib/notebook/document';
import { problem } from '@/lib/util/problem';
import { createNotebookStore, type NotebookStore } from './notebook-store';

export function createLookStore(document: NotebookDocument): NotebookStore {
  return { ...createNotebookStore(document), dispatch: () => problem('readOnly') };
}
