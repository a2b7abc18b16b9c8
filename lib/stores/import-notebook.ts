/** Brings a document from outside (a file, a copy) into this browser, with its runs; what is there already is never overwritten. */
import { readSkipbookFile } from '@/lib/interop/skipbook-file';
import type { NotebookDocument } from '@/lib/notebook/document';
import type { RunRecord, Snapshot } from '@/lib/runs/record';
import { rememberNotebook } from '@/lib/storage/memory';
import { loadNotebook, loadVersion, saveNotebook } from '@/lib/storage/notebooks';
import { collectRuns, saveRun, saveSnapshot } from '@/lib/storage/runs';
import { randomId } from '@/lib/util/ids';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';

type Luggage = { readonly document: NotebookDocument; readonly runs: readonly RunRecord[]; readonly snapshots: Readonly<Record<string, Snapshot>> };

/** The same notebook under new ids for itself and its runs, so that it can stand beside the one it comes from. */
function renewed({ document, runs, snapshots }: Luggage): Luggage {
  const ids = new Map(runs.map((run) => [run.id, randomId('r')]));
  const rename = (id: string) => ids.get(id) ?? id;
  return {
    document: {
      ...document,
      id: randomId(),
      cells: document.cells.map((cell) => (Array.isArray(cell.runs) ? { ...cell, runs: cell.runs.map((id: unknown) => (typeof id === 'string' ? rename(id) : id)) } : cell)),
    },
    runs: runs.map((run) => ({ ...run, id: rename(run.id), ...(run.origin === undefined ? {} : { origin: { ...run.origin, run: rename(run.origin.run) } }) })),
    snapshots,
  };
}

async function store({ document, runs, snapshots }: Luggage): Promise<Result<string, Problem>> {
  const saved = await saveNotebook(document, 0);
  if (!saved.ok && saved.problem.code !== 'storageUnavailable') return saved;
  if (!saved.ok) rememberNotebook(document);
  for (const [hash, snapshot] of Object.entries(snapshots)) await saveSnapshot(hash, snapshot);
  for (const run of runs) await saveRun(document.id, run);
  return success(document.id);
}

/** Reads the text of a file and stores it; gives the id. A notebook that is here already comes in beside it. */
export async function importNotebook(text: string): Promise<Result<string, Problem>> {
  const read = readSkipbookFile(text);
  if (!read.ok) return read;
  const { runs = {}, snapshots = {}, ...document } = read.value;
  const luggage: Luggage = { document, runs: Object.values(runs), snapshots };
  const before = await loadNotebook(document.id);
  return store(before.ok && before.value !== null ? renewed(luggage) : luggage);
}

/** A copy of a stored notebook, its runs included; weights stay with the original. */
export async function copyNotebook(id: string, title: (before: string) => string): Promise<Result<string, Problem>> {
  const loaded = await loadNotebook(id);
  if (!loaded.ok) return loaded;
  if (loaded.value === null) return failure(problem('noSuchNotebook'));
  const { document } = loaded.value;
  const runs = await collectRuns(id);
  return store(renewed({ document: { ...document, title: title(document.title), modified: new Date().toISOString() }, ...runs }));
}

/** An older state of a notebook as a notebook of its own; the present one stays as it is. */
export async function copyVersion(id: string, saved: number, title: string): Promise<Result<string, Problem>> {
  const loaded = await loadVersion(id, saved);
  if (!loaded.ok) return loaded;
  if (loaded.value === null) return failure(problem('noSuchNotebook'));
  const runs = await collectRuns(id);
  return store(renewed({ document: { ...loaded.value, title, modified: new Date().toISOString() }, ...runs }));
}
