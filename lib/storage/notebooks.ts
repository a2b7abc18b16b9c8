/** Notebooks in IndexedDB: the document without its runs, a summary for the library, and the last versions. */
import type { NotebookDocument } from '@/lib/notebook/document';
import { notebookPicture } from '@/lib/notebook/picture';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { openDatabase, type NotebookSummary, type StoredNotebook } from './database';
import { attempt } from './failure';
import { surplusVersions } from './versions';

export function summaryOf(document: NotebookDocument): NotebookSummary {
  return { id: document.id, title: document.title, modified: document.modified ?? new Date().toISOString(), cells: document.cells.length, picture: notebookPicture(document) };
}

/** The notebook with its revision; null where there is none of this id, or it was deleted. */
export function loadNotebook(id: string): Promise<Result<StoredNotebook | null, Problem>> {
  return attempt(async () => {
    const database = await openDatabase();
    const summary = await database.get('summaries', id);
    if (summary === undefined || summary.deleted !== undefined) return null;
    return (await database.get('notebooks', id)) ?? null;
  });
}

/**
 * Writes document, summary and, now and then, a version in one transaction; gives the new revision.
 * `expected` is the revision that the edit started from: a newer one in the database means that another tab was faster.
 */
export async function saveNotebook(document: NotebookDocument, expected: number): Promise<Result<number, Problem>> {
  const { runs: _runs, snapshots: _snapshots, ...kept } = document;
  const written = await attempt(async () => {
    const transaction = (await openDatabase()).transaction(['notebooks', 'summaries', 'versions'], 'readwrite');
    const notebooks = transaction.objectStore('notebooks');
    const before = await notebooks.get(document.id);
    if (before !== undefined && before.revision > expected) {
      await transaction.done;
      return null;
    }
    const revision = expected + 1;
    const versions = transaction.objectStore('versions');
    const now = Date.now();
    const saved = (await versions.index('notebook').getAllKeys(document.id)).map(([, time]) => time);
    const stale = surplusVersions(saved, now);
    await Promise.all([
      notebooks.put({ id: document.id, revision, document: kept }),
      transaction.objectStore('summaries').put(summaryOf(document)),
      ...(stale.keep ? [versions.put({ notebook: document.id, saved: now, document: kept })] : []),
      ...stale.remove.map((time) => versions.delete([document.id, time])),
      transaction.done,
    ]);
    return revision;
  });
  if (!written.ok) return written;
  return written.value === null ? failure(problem('changedInOtherTab')) : success(written.value);
}

export type VersionEntry = { readonly saved: number; readonly title: string; readonly cells: number };

/** The older states that are kept of a notebook, newest first. */
export function listVersions(id: string): Promise<Result<readonly VersionEntry[], Problem>> {
  return attempt(async () => {
    const stored = await (await openDatabase()).getAllFromIndex('versions', 'notebook', id);
    return stored.map(({ saved, document }) => ({ saved, title: document.title, cells: document.cells.length })).sort((a, b) => b.saved - a.saved);
  });
}

export function loadVersion(id: string, saved: number): Promise<Result<NotebookDocument | null, Problem>> {
  return attempt(async () => (await (await openDatabase()).get('versions', [id, saved]))?.document ?? null);
}

/** Hides a notebook, or brings it back; nothing is lost until `purgeDeleted`. */
export function markDeleted(id: string, deleted: boolean): Promise<Result<void, Problem>> {
  return attempt(async () => {
    const transaction = (await openDatabase()).transaction('summaries', 'readwrite');
    const summary = await transaction.store.get(id);
    if (summary !== undefined) {
      const { deleted: _before, ...rest } = summary;
      await transaction.store.put(deleted ? { ...rest, deleted: new Date().toISOString() } : rest);
    }
    await transaction.done;
  });
}
