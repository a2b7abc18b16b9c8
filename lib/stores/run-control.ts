/**
 * Starts, steers and continues runs: the only place where cells, training worker, storage and the store of runs meet.
 * A run belongs to a cell; its record is made when the device is ready, saved at each epoch and at its end.
 */
import { findShipped } from '@/lib/datasets/registry';
import { programHash } from '@/lib/graph/program-hash';
import { trainCellSchema, type TrainCell } from '@/lib/notebook/document';
import { copyStepCurve, withSteps } from '@/lib/runs/curves';
import { newRunRecord } from '@/lib/runs/new-run';
import { programOf } from '@/lib/runs/net';
import type { Recipe } from '@/lib/runs/recipe';
import type { RunRecord, Snapshot } from '@/lib/runs/record';
import { snapshotHash, snapshotOf } from '@/lib/runs/snapshot';
import type { CheckpointName } from '@/lib/storage/database';
import { deleteCheckpoints, listRuns, loadCheckpoint, loadRun, loadSnapshot, saveCheckpoint, saveRun, saveSnapshot } from '@/lib/storage/runs';
import { selfTestMemory, tuningMemory } from '@/lib/storage/device-memory';
import { createTrainingClient, type Predictor, type RunEvent, type TrainingClient } from '@/lib/training/client';
import type { Checkpoint, DeviceChoice } from '@/lib/training/protocol';
import { randomId } from '@/lib/util/ids';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { openDataset } from './datasets';
import type { NotebookStore } from './notebook-store';
import { afterEvent, changeEntry, entryOf, liveRun, putEntry, setAttempt, useRuns } from './runs';

let client: TrainingClient | null = null;

/** The browser asks before the page is left while a run goes on. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  if (liveRun(useRuns.getState()) !== undefined) event.preventDefault();
}

function trainingClient(): TrainingClient {
  if (client !== null) return client;
  client = createTrainingClient({ selfTests: selfTestMemory, tunings: tuningMemory });
  addEventListener('beforeunload', askBeforeLeaving);
  return client;
}

/** What a run is made of, before its record exists. */
type Plan = {
  readonly notebook: NotebookStore;
  readonly cell: string;
  readonly recipe: Recipe;
  readonly device: DeviceChoice;
  readonly snapshot: Snapshot;
  readonly dataset: string;
  readonly paused: boolean;
  readonly resume: Checkpoint | null;
  /** Of the run that is gone on with. */
  readonly best: Checkpoint | null;
  readonly origin: RunRecord['origin'];
};

/** Writes come one after the other, so that an older state never follows a newer one; one that waits is replaced by a newer one of its kind. */
let writes: Promise<unknown> = Promise.resolve();
const waiting = new Map<string, () => Promise<Result<unknown, Problem>>>();

function write(run: string, what: string, work: () => Promise<Result<unknown, Problem>>): void {
  const key = `${run} ${what}`;
  const queued = waiting.has(key);
  waiting.set(key, work);
  if (queued) return;
  writes = writes.then(async () => {
    const newest = waiting.get(key);
    waiting.delete(key);
    const written = await newest?.();
    if (written !== undefined && !written.ok) changeEntry(run, (entry) => ({ ...entry, unsaved: written.problem }));
  });
}

function saveEntry(notebook: string, run: string): void {
  write(run, 'record', async () => {
    const entry = useRuns.getState().entries[run];
    return entry === undefined ? success(undefined) : saveRun(notebook, entry.record, entry.predictions ?? undefined);
  });
}

/** The document lists its runs; that is no edit of the user's and no step of the history. */
function listInCell(notebook: NotebookStore, cell: string, run: string): void {
  const found = trainCellSchema.safeParse(notebook.store.getState().document.cells.find((candidate) => candidate.id === cell));
  if (found.success) notebook.dispatch({ type: 'updateCell', args: { cell, fields: { runs: [...found.data.runs, run] } } }, { outsideHistory: true });
}

function begin(run: string, plan: Plan, hash: string, dataset: RunRecord['dataset'], event: Extract<RunEvent, { readonly type: 'ready' }>): void {
  const { notebook, cell, recipe, snapshot, resume, origin } = plan;
  const id = notebook.store.getState().document.id;
  const key = snapshotHash(snapshot);
  const fresh = newRunRecord({
    id: run,
    cell,
    started: new Date().toISOString(),
    programHash: hash,
    snapshotKey: key,
    recipe,
    dataset,
    device: { ...event.device },
    appVersion: process.env.NEXT_PUBLIC_APP_VERSION ?? '',
    totalSteps: event.totalSteps,
    ...(origin === undefined ? {} : { origin }),
  });
  const record: RunRecord = resume === null ? fresh : { ...fresh, stepCurve: copyStepCurve(resume.stepCurve), epochCurve: resume.epochCurve };
  putEntry({ ...entryOf(record), live: { phase: plan.paused ? 'paused' : 'running', progress: null }, predictions: undefined, automatic: plan.device === 'auto', note: event.note });
  setAttempt(cell, null);
  write(run, 'snapshot', () => saveSnapshot(key, snapshot));
  saveEntry(id, run);
  listInCell(notebook, cell, run);
}

const SCREEN_INTERVAL = 200;

type StepsEvent = Extract<RunEvent, { readonly type: 'steps' }>;

/** Rows that wait for the next picture: the screen changes a few times a second, however often the worker speaks. */
const gathered = new Map<string, { event: StepsEvent; readonly timer: ReturnType<typeof setTimeout> }>();

function gather(run: string, event: StepsEvent): void {
  const waiting = gathered.get(run);
  if (waiting === undefined) gathered.set(run, { event, timer: setTimeout(() => release(run), SCREEN_INTERVAL) });
  else waiting.event = { ...event, rows: withSteps(waiting.event.rows, event.rows) };
}

/** Shows what was gathered; called before any other event, so that the order is kept. */
function release(run: string): void {
  const waiting = gathered.get(run);
  if (waiting === undefined) return;
  clearTimeout(waiting.timer);
  gathered.delete(run);
  changeEntry(run, (entry) => afterEvent(entry, waiting.event));
}

/** False once the start was called off, or another one took its place. */
function isStarting(cell: string, run: string): boolean {
  const attempt = useRuns.getState().attempts[cell];
  return attempt?.state === 'preparing' && attempt.run === run;
}

function hear(run: string, plan: Plan, hash: string, dataset: RunRecord['dataset'], event: RunEvent): void {
  const id = plan.notebook.store.getState().document.id;
  const known = useRuns.getState().entries[run] !== undefined;
  if (!known && !isStarting(plan.cell, run)) return;
  if (event.type !== 'steps') release(run);
  switch (event.type) {
    case 'preparing':
      setAttempt(plan.cell, { state: 'preparing', run, phase: event.phase, share: event.share ?? null });
      return;
    case 'ready':
      begin(run, plan, hash, dataset, event);
      // Of a run that starts by a single step, this is the step.
      if (plan.paused) trainingClient().singleStep(run);
      return;
    case 'checkpoint':
      write(run, event.which, async () => {
        const saved = await saveCheckpoint(id, run, event.which, event.checkpoint);
        if (saved.ok) changeEntry(run, (entry) => ({ ...entry, weightsSaved: entry.weightsSaved + 1 }));
        return saved;
      });
      return;
    case 'failed':
    case 'stopped':
      if (!known) {
        setAttempt(plan.cell, event.type === 'failed' ? { state: 'failed', problem: event.problem } : null);
        return;
      }
      changeEntry(run, (entry) => afterEvent(entry, event));
      saveEntry(id, run);
      return;
    case 'epoch':
    case 'paused':
    case 'done':
      changeEntry(run, (entry) => afterEvent(entry, event));
      saveEntry(id, run);
      return;
    case 'strip':
    case 'resumed':
      changeEntry(run, (entry) => afterEvent(entry, event));
      return;
    case 'steps':
      gather(run, event);
  }
}

async function launch(plan: Plan): Promise<void> {
  const program = programOf(plan.snapshot);
  if (!program.ok) {
    setAttempt(plan.cell, { state: 'failed', problem: program.problem[0] });
    return;
  }
  const run = randomId('r');
  setAttempt(plan.cell, { state: 'preparing', run, phase: 'data', share: null });
  const handle = await openDataset(plan.dataset);
  const info = handle?.kind === 'stored' ? handle.info : findShipped(plan.dataset)?.info;
  if (!isStarting(plan.cell, run)) return;
  if (handle === null || info === undefined) {
    setAttempt(plan.cell, { state: 'failed', problem: problem('datasetMissing', { cell: plan.cell }, { dataset: plan.dataset }) });
    return;
  }
  const hash = programHash(program.value);
  const training = trainingClient();
  const dataset = { id: info.id, name: info.name, hash: info.hash };
  training.listen(run, (event) => hear(run, plan, hash, dataset, event));
  const { recipe, device, paused, resume, best } = plan;
  training.start(run, { program: program.value, programHash: hash, recipe, dataset: handle, device, paused, ...(resume === null ? {} : { resume }), ...(best === null ? {} : { best }) });
}

export type TrainOptions = {
  readonly notebook: NotebookStore;
  readonly cell: TrainCell;
  /** Starts with one step and waits. */
  readonly singleStep?: boolean;
};

/** A new run of the cell, with the net, data and recipe that it has now. */
export async function train({ notebook, cell, singleStep = false }: TrainOptions): Promise<void> {
  const { document } = notebook.store.getState();
  if (cell.graph === null) return;
  const snapshot = snapshotOf(document.graphs, cell.graph, cell.arguments ?? {});
  await launch({ notebook, cell: cell.id, recipe: cell.recipe, device: cell.device ?? 'auto', snapshot, dataset: cell.data, paused: singleStep, resume: null, best: null, origin: undefined });
}

/** A run that goes on where another one stopped, with its net and recipe as they were, up to `epochs`. */
export async function continueRun(notebook: NotebookStore, cell: TrainCell, record: RunRecord, epochs: number): Promise<void> {
  const [checkpoint, best, snapshot] = await Promise.all([loadCheckpoint(record.id, 'last'), loadCheckpoint(record.id, 'best'), loadSnapshot(record.snapshot)]);
  if (!checkpoint.ok || !snapshot.ok || checkpoint.value === null || snapshot.value === null) {
    const reason = checkpoint.ok ? (snapshot.ok ? problem('checkpointMissing', { cell: cell.id }) : snapshot.problem) : checkpoint.problem;
    setAttempt(cell.id, { state: 'failed', problem: reason });
    return;
  }
  await launch({
    notebook,
    cell: cell.id,
    recipe: { ...record.recipe, epochs },
    device: cell.device ?? 'auto',
    snapshot: snapshot.value,
    dataset: record.dataset.id,
    paused: false,
    resume: checkpoint.value,
    best: best.ok ? best.value : null,
    origin: { run: record.id, step: checkpoint.value.step },
  });
}

export function pauseRun(run: string): void {
  trainingClient().pause(run);
}

export function resumeRun(run: string): void {
  trainingClient().resume(run);
}

export function stepRun(run: string): void {
  trainingClient().singleStep(run);
}

/** Asks the run to end; it does within half a second, if need be by force. */
export function stopRun(run: string): void {
  changeEntry(run, (entry) => (entry.live === null ? entry : { ...entry, live: { ...entry.live, phase: 'stopping' } }));
  trainingClient().stop(run);
}

/** Calls off a start, before there is a record. */
export function cancelStart(cell: string): void {
  const attempt = useRuns.getState().attempts[cell];
  setAttempt(cell, null);
  if (attempt?.state === 'preparing') trainingClient().stop(attempt.run);
}

/** Reads the records of a notebook; runs that are going on here, and what was read beside unchanged ones, stay as they are. */
export async function loadRuns(notebook: string): Promise<void> {
  const before = useRuns.getState().entries;
  const listed = await listRuns(notebook);
  const records = listed.ok ? listed.value : [];
  useRuns.setState((state) => {
    const kept = (record: RunRecord) => {
      const known = state.entries[record.id];
      // What changed here while storage was read is newer than what was read.
      const newer = known !== before[record.id];
      const same = known !== undefined && (newer || known.live !== null || (known.record.state === record.state && known.record.steps === record.steps));
      return same ? known : entryOf(record);
    };
    return { loaded: { ...state.loaded, [notebook]: true }, entries: { ...state.entries, ...Object.fromEntries(records.map((record) => [record.id, kept(record)])) } };
  });
}

/** Reads the predictions of a run that was made before this page; a file of another computer brings none. */
export async function loadPredictions(run: string): Promise<void> {
  const kept = await loadRun(run);
  const predictions = kept.ok ? (kept.value?.predictions ?? undefined) : undefined;
  changeEntry(run, (entry) => (entry.predictions === null ? { ...entry, predictions } : entry));
}

/** Frees the room that the weights of a run take; its figures stay for ever. */
export async function deleteWeights(run: string): Promise<void> {
  const deleted = await deleteCheckpoints(run);
  if (deleted.ok) changeEntry(run, (entry) => ({ ...entry, weightsSaved: entry.weightsSaved + 1 }));
  else changeEntry(run, (entry) => ({ ...entry, unsaved: deleted.problem }));
}

/** Opens the kept weights of a run for predictions of one image at a time; the caller disposes of it. */
export async function openPredictor(record: RunRecord, which: CheckpointName): Promise<Result<Predictor, Problem>> {
  const [checkpoint, snapshot] = await Promise.all([loadCheckpoint(record.id, which), loadSnapshot(record.snapshot)]);
  if (!checkpoint.ok) return checkpoint;
  if (!snapshot.ok) return snapshot;
  if (checkpoint.value === null || snapshot.value === null) return failure(problem('checkpointMissing'));
  const program = programOf(snapshot.value);
  if (!program.ok) return failure(program.problem[0]);
  return success(trainingClient().openPredictor({ program: program.value, weights: checkpoint.value.weights, batchSize: 1 }));
}
