/** A new document. */
import { randomId } from '@/lib/util/ids';
import { DOCUMENT_VERSION, type NotebookDocument } from './document';

export function emptyNotebook(language: NotebookDocument['language']): NotebookDocument {
  return { format: 'skipbook', version: DOCUMENT_VERSION, id: randomId(), title: '', language, modified: new Date().toISOString(), cells: [], graphs: {}, layout: {} };
}
