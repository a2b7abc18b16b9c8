/** A notebook whose last edit could not reach IndexedDB before the page went away, in local storage, which writes at once. */
import { z } from 'zod';
import { documentSchema, type NotebookDocument } from '@/lib/notebook/document';

const PREFIX = 'skipbook.rescue.';
const rescueSchema = z.object({ revision: z.int(), document: documentSchema });

/** Best effort: a full or refused storage leaves it to the autosave that is under way. */
export function writeRescue(document: NotebookDocument, revision: number): void {
  try {
    localStorage.setItem(PREFIX + document.id, JSON.stringify({ revision, document }));
  } catch {
    return;
  }
}

/** What was rescued on top of this revision; anything older is of no use. */
export function readRescue(id: string, revision: number): NotebookDocument | null {
  try {
    const parsed = rescueSchema.safeParse(JSON.parse(localStorage.getItem(PREFIX + id) ?? ''));
    return parsed.success && parsed.data.revision === revision ? parsed.data.document : null;
  } catch {
    return null;
  }
}

export function clearRescue(id: string): void {
  try {
    localStorage.removeItem(PREFIX + id);
  } catch {
    return;
  }
}
