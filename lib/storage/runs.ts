/** Runs in IndexedDB: records (written again while they run, never after), their graphs by hash, and their weights. */
import type { RunRecord, Snapshot } from '@/lib/runs/record';
import type { Checkpoint, TestPredictions } from '@/lib/training/protocol';
import type { Problem } from '@/lib/util/problem';
import type { Result } from '@/lib/util/result';
import { openDatabase, type CheckpointName } from './database';
import { attempt } from './failure';

export type KeptRun = { readonly record: RunRecord; readonly predictions: TestPredictions | null };

/** Writes a record; `predictions` are those of all test images, kept beside it once the run is done. */
export function saveRun(notebook: string, record: RunRecord, predictions?: TestPredictions): Promise<Result<void, Problem>> {
  return attempt(async () => {
    const transaction = (await openDatabase()).transaction('runs', 'readwrite');
    const before = await transaction.store.get(record.id);
    const kept = predictions ?? before?.predictions;
    await transaction.store.put({ notebook, id: record.id, record, ...(kept === undefined ? {} : { predictions: kept }) });
    await transaction.done;
  });
}

export function loadRun(id: string): Promise<Result<KeptRun | null, Problem>> {
  return attempt(async () => {
    const stored = await (await openDatabase()).get('runs', id);
    return stored === undefined ? null : { record: stored.record, predictions: stored.predictions ?? null };
  });
}

/** All runs of a notebook, in the order in which they began. */
export function listRuns(notebook: string): Promise<Result<readonly RunRecord[], Problem>> {
  return attempt(async () => {
    const stored = await (await openDatabase()).getAllFromIndex('runs', 'notebook', notebook);
    return stored.map(({ record }) => record).sort((a, b) => a.started.localeCompare(b.started));
  });
}

export function saveSnapshot(hash: string, snapshot: Snapshot): Promise<Result<void, Problem>> {
  return attempt(async () => {
    await (await openDatabase()).put('snapshots', { hash, snapshot });
  });
}

export function loadSnapshot(hash: string): Promise<Result<Snapshot | null, Problem>> {
  return attempt(async () => (await (await openDatabase()).get('snapshots', hash))?.snapshot ?? null);
}

/** Keeps the weights `last` or `best` of a run, in place of those before. */
export function saveCheckpoint(notebook: string, run: string, which: CheckpointName, checkpoint: Checkpoint): Promise<Result<void, Problem>> {
  return attempt(async () => {
    await (await openDatabase()).put('checkpoints', { notebook, run, which, checkpoint });
  });
}

export function loadCheckpoint(run: string, which: CheckpointName): Promise<Result<Checkpoint | null, Problem>> {
  return attempt(async () => (await (await openDatabase()).get('checkpoints', [run, which]))?.checkpoint ?? null);
}

/** Frees the weights of a run; its record stays. */
export function deleteCheckpoints(run: string): Promise<Result<void, Problem>> {
  return attempt(async () => {
    const database = await openDatabase();
    await Promise.all((['last', 'best'] as const).map((which) => database.delete('checkpoints', [run, which])));
  });
}

/** All that a file needs of a notebook's runs; what cannot be read stays out. */
export async function collectRuns(notebook: string): Promise<{ readonly runs: readonly RunRecord[]; readonly snapshots: Readonly<Record<string, Snapshot>> }> {
  const runs = await listRuns(notebook);
  if (!runs.ok) return { runs: [], snapshots: {} };
  const hashes = [...new Set(runs.value.map((run) => run.snapshot))];
  const loaded = await Promise.all(hashes.map(async (hash) => [hash, await loadSnapshot(hash)] as const));
  const snapshots = Object.fromEntries(loaded.flatMap(([hash, snapshot]) => (snapshot.ok && snapshot.value !== null ? [[hash, snapshot.value]] : [])));
  return { runs: runs.value, snapshots };
}

/** Which weights of a run are kept here. */
export function keptWeights(run: string): Promise<Result<readonly CheckpointName[], Problem>> {
  return attempt(async () => (await (await openDatabase()).getAllKeysFromIndex('checkpoints', 'run', run)).map(([, which]) => which));
}
