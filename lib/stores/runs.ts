/**
 * The runs of this page: what is recorded of them, and what is going on in those whose worker lives here. Ephemeral and outside
 * the document's history; records are written to storage as they grow (`run-control.ts`), never changed after their end.
 */
import { create } from 'zustand';
import type { RunRecord } from '@/lib/runs/record';
import type { RunEvent } from '@/lib/training/client';
import { recordAfter } from '@/lib/training/record-events';
import type { FromWorker, Progress, StripPredictions, TestPredictions } from '@/lib/training/protocol';
import type { Problem } from '@/lib/util/problem';

export type LivePhase = 'running' | 'paused' | 'stopping';

/** What only a run in this page has. */
export type Live = { readonly phase: LivePhase; readonly progress: Progress | null };

export type RunEntry = {
  readonly record: RunRecord;
  /** Null once it has ended, and for runs of other tabs and days. */
  readonly live: Live | null;
  readonly strip: StripPredictions | null;
  /** Null until they are read from storage; undefined means that none are kept. */
  readonly predictions: TestPredictions | null | undefined;
  /** Counts changes of the weights that are kept, so that who asked for them asks again. */
  readonly weightsSaved: number;
  /** Whether the device was left to the self-test; null for runs of other visits. */
  readonly automatic: boolean | null;
  /** Why another device than the wished one computes. */
  readonly note: Problem | null;
  /** Why it could not be kept. */
  readonly unsaved: Problem | null;
};

export type PreparingPhase = Extract<FromWorker, { readonly type: 'preparing' }>['phase'];

/** The start of a run in a cell, before it has a record. */
export type Attempt =
  | { readonly state: 'preparing'; readonly run: string; readonly phase: PreparingPhase; /** How much of the phase is done, from 0 to 1; null where that is not known. */ readonly share: number | null }
  | { readonly state: 'failed'; readonly problem: Problem };

export type RunsState = {
  readonly entries: Readonly<Record<string, RunEntry>>;
  /** By cell. */
  readonly attempts: Readonly<Record<string, Attempt>>;
  /** Notebooks whose records have been read from storage. */
  readonly loaded: Readonly<Record<string, true>>;
};

export const useRuns = create<RunsState>()(() => ({ entries: {}, attempts: {}, loaded: {} }));

export function entryOf(record: RunRecord): RunEntry {
  return { record, live: null, strip: null, predictions: null, weightsSaved: 0, automatic: null, note: null, unsaved: null };
}

export function putEntry(entry: RunEntry): void {
  useRuns.setState((state) => ({ entries: { ...state.entries, [entry.record.id]: entry } }));
}

export function changeEntry(run: string, change: (entry: RunEntry) => RunEntry): void {
  const entry = useRuns.getState().entries[run];
  if (entry !== undefined) putEntry(change(entry));
}

export function setAttempt(cell: string, attempt: Attempt | null): void {
  useRuns.setState((state) => {
    const { [cell]: _before, ...others } = state.attempts;
    return { attempts: attempt === null ? others : { ...others, [cell]: attempt } };
  });
}

/** Images are sent once; later predictions are about the same ones. */
function mergeStrip(before: StripPredictions | null, now: StripPredictions): StripPredictions {
  return now.images === undefined && before?.images !== undefined ? { ...now, images: before.images } : now;
}

/** A stop that was asked for is not taken back by a message that was on its way. */
function alive(entry: RunEntry, phase: LivePhase, progress: Progress): Live {
  return { phase: entry.live?.phase === 'stopping' ? 'stopping' : phase, progress };
}

function screenAfter(entry: RunEntry, event: RunEvent): Pick<RunEntry, 'live' | 'strip' | 'predictions'> {
  const { live, strip, predictions } = entry;
  switch (event.type) {
    case 'steps':
      return { live: alive(entry, live?.phase ?? 'running', event.progress), strip, predictions };
    case 'paused':
    case 'resumed':
      return { live: alive(entry, event.type === 'paused' ? 'paused' : 'running', event.progress), strip, predictions };
    case 'epoch':
    case 'strip':
      return { live, strip: mergeStrip(strip, event.strip), predictions };
    case 'done':
      return { live: null, strip, predictions: event.predictions ?? undefined };
    case 'stopped':
    case 'failed':
      return { live: null, strip, predictions };
    case 'preparing':
    case 'ready':
    case 'checkpoint':
      return { live, strip, predictions };
  }
}

/** The entry after a message of its worker; pure. */
export function afterEvent(entry: RunEntry, event: RunEvent): RunEntry {
  return { ...entry, ...screenAfter(entry, event), record: recordAfter(entry.record, event) };
}

/** What the screen calls the state of a run; a run that says it goes on, but whose worker is not here, was cut off. */
export type ShownState = 'running' | 'paused' | 'stopping' | 'stopped' | 'done' | 'failed' | 'interrupted' | 'elsewhere';

export function shownState(entry: RunEntry, readOnly: boolean): ShownState {
  if (entry.live !== null) return entry.live.phase;
  const { state } = entry.record;
  if (state === 'running' || state === 'paused') return readOnly ? 'elsewhere' : 'interrupted';
  return state;
}

/** The run that is going on in this page, if one is. */
export function liveRun(state: RunsState): RunEntry | undefined {
  return Object.values(state.entries).find((entry) => entry.live !== null);
}
