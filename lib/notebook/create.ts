/** New documents: an empty one, and a copy of another under an id of its own. */
import { randomId } from '@/lib/util/ids';
import { DOCUMENT_VERSION, type NotebookDocument } from './document';

export function emptyNotebook(language: NotebookDocument['language']): NotebookDocument {
  return { format: 'skipbook', version: DOCUMENT_VERSION, id: randomId(), title: '', language, modified: new Date().toISOString(), cells: [], graphs: {}, layout: {} };
}

/** A copy with an id of its own. */
export function duplicateNotebook(document: NotebookDocument, title: string): NotebookDocument {
  return { ...document, id: randomId(), title, modified: new Date().toISOString() };
}
