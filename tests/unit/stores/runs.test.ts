/** How a run's entry follows the messages of its worker, and what the screen calls its state. */
import { expect, test } from 'vitest';
import { emptyStepCurve } from '@/lib/runs/curves';
import { newRunRecord } from '@/lib/runs/new-run';
import { defaultRecipe } from '@/lib/runs/recipe';
import { afterEvent, entryOf, shownState, type RunEntry } from '@/lib/stores/runs';
import type { RunEvent } from '@/lib/training/client';
import type { Progress } from '@/lib/training/protocol';

const record = newRunRecord({
  id: 'r1',
  cell: 'cell2',
  started: '2026-01-02T03:04:05.000Z',
  programHash: 'aa',
  snapshotKey: 'bb',
  recipe: defaultRecipe,
  dataset: { id: 'd', name: 'D', hash: 'cc' },
  device: { backend: 'wasm', threads: 1, numerics: 'simd', adapter: '', software: false },
  appVersion: '0',
  totalSteps: 10,
});
const begun: RunEntry = { ...entryOf(record), live: { phase: 'running', progress: null } };

function progress(step: number): Progress {
  return { step, totalSteps: 10, epoch: 1, epochs: 5, imagesPerSecond: 100, millisecondsLeft: 1000, memory: { weightBytes: 1, activationBytes: 1, optimizerBytes: 1, totalBytes: 3 } };
}

function steps(from: number, count: number): RunEvent {
  const step = Array.from({ length: count }, (_, index) => from + index);
  return { type: 'steps', run: 'r1', rows: { step, loss: step.map(() => 1), accuracy: step.map(() => 0.5), learningRate: step.map(() => 0.02) }, progress: progress(from + count - 1) };
}

function after(events: readonly RunEvent[], entry: RunEntry = begun): RunEntry {
  return events.reduce(afterEvent, entry);
}

test('curves grow and the old entry stays as it was', () => {
  const entry = after([steps(1, 3), steps(4, 2)]);
  expect(entry.record.stepCurve.step).toEqual([1, 2, 3, 4, 5]);
  expect(entry.record.steps).toBe(5);
  expect(begun.record.stepCurve).toEqual(emptyStepCurve());
});

test('pause and resume follow the worker; a message on its way does not take a stop back', () => {
  const paused = after([{ type: 'paused', run: 'r1', progress: progress(2) }]);
  expect(shownState(paused, false)).toBe('paused');
  expect(shownState(after([{ type: 'resumed', run: 'r1', progress: progress(2) }], paused), false)).toBe('running');
  const stopping: RunEntry = { ...begun, live: { phase: 'stopping', progress: null } };
  expect(shownState(after([steps(1, 1)], stopping), false)).toBe('stopping');
  expect(shownState(after([steps(1, 1), { type: 'stopped', run: 'r1' }], stopping), false)).toBe('stopped');
});

test('the images of the strip come once and stay', () => {
  const images = new Uint8Array([1, 2]);
  const strip = { indices: [0], labels: [1], predicted: [2], probabilities: [0.5] };
  const entry = after([
    { type: 'strip', run: 'r1', strip: { ...strip, images } },
    { type: 'strip', run: 'r1', strip: { ...strip, predicted: [1] } },
  ]);
  expect(entry.strip).toEqual({ ...strip, predicted: [1], images });
});

test('the end brings result and predictions, or the reason of the failure', () => {
  const predictions = { predicted: new Uint8Array([1]), probability: new Float32Array([0.5]) };
  const result = { testLoss: 1, testAccuracy: 0.5, confusion: [[1]], weights: 'last' as const, mistakes: [] };
  const done = after([{ type: 'done', run: 'r1', result, predictions }]);
  expect(done.record.state).toBe('done');
  expect(done.predictions).toBe(predictions);
  expect(done.live).toBeNull();
  const failed = after([{ type: 'failed', run: 'r1', problem: { code: 'trainingDiverged', place: {}, values: { step: 3 } }, step: 3 }]);
  expect(failed.record.failure).toEqual({ code: 'trainingDiverged', values: { step: 3 } });
});

test('a run that says it goes on, without a worker here, was cut off, or is another tab’s', () => {
  expect(shownState(entryOf(record), false)).toBe('interrupted');
  expect(shownState(entryOf({ ...record, state: 'paused' }), true)).toBe('elsewhere');
  expect(shownState(entryOf({ ...record, state: 'stopped' }), false)).toBe('stopped');
});
