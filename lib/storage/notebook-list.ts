/** The list of notebooks in IndexedDB, read and cleared without knowing what a notebook is made of: the library shows it first. */
import type { Problem } from '@/lib/util/problem';
import type { Result } from '@/lib/util/result';
import { openDatabase, type Database, type NotebookSummary } from './database';
import { attempt } from './failure';

/** All notebooks, last edited first; those whose deletion can still be undone are left out. */
export function listNotebooks(): Promise<Result<readonly NotebookSummary[], Problem>> {
  return attempt(async () => {
    const all = await (await openDatabase()).getAll('summaries');
    return all.filter((summary) => summary.deleted === undefined).sort((a, b) => b.modified.localeCompare(a.modified));
  });
}

/** Takes away for good what was marked as deleted and is meant, with its runs, weights and versions. */
export function purgeDeleted(meant: (summary: NotebookSummary) => boolean): Promise<Result<void, Problem>> {
  return attempt(async () => {
    const database = await openDatabase();
    const gone = (await database.getAll('summaries')).filter((summary) => summary.deleted !== undefined && meant(summary));
    for (const { id } of gone) await erase(database, id);
    if (gone.length > 0) await eraseLooseSnapshots(database);
  });
}

async function erase(database: Database, id: string): Promise<void> {
  const transaction = database.transaction(['notebooks', 'summaries', 'versions', 'runs', 'checkpoints'], 'readwrite');
  const [versions, runs, checkpoints] = await Promise.all([
    transaction.objectStore('versions').index('notebook').getAllKeys(id),
    transaction.objectStore('runs').index('notebook').getAllKeys(id),
    transaction.objectStore('checkpoints').index('notebook').getAllKeys(id),
  ]);
  await Promise.all([
    transaction.objectStore('notebooks').delete(id),
    transaction.objectStore('summaries').delete(id),
    ...versions.map((key) => transaction.objectStore('versions').delete(key)),
    ...runs.map((key) => transaction.objectStore('runs').delete(key)),
    ...checkpoints.map((key) => transaction.objectStore('checkpoints').delete(key)),
    transaction.done,
  ]);
}

/** Graphs that no run refers to any more. */
async function eraseLooseSnapshots(database: Database): Promise<void> {
  const used = new Set((await database.getAll('runs')).map(({ record }) => record.snapshot));
  const loose = (await database.getAllKeys('snapshots')).filter((hash) => !used.has(hash));
  await Promise.all(loose.map((hash) => database.delete('snapshots', hash)));
}
