import { expect, test } from 'vitest';
import { DatasetFailure } from '@/lib/datasets/failure';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import { initialWeights } from '@/lib/runs/initialize';
import type { FromWorker, RunRequest } from '@/lib/training/protocol';
import type { SessionHost } from '@/lib/training/worker/session';
import { createSession } from '@/lib/training/worker/session';
import { barDataset } from './datasets';
import { eventsOf, recipe } from './harness';
import { ProgramBuilder, tinyResNet } from './programs';

const program = tinyResNet([8, 8, 1], 4);
const request: RunRequest = { program, programHash: 'hash', recipe: recipe({ epochs: 1 }), dataset: { kind: 'shipped', id: 'bars', baseUrl: '' }, device: 'auto' };

const LAST: readonly FromWorker['type'][] = ['done', 'stopped', 'failed', 'predicted', 'predictFailed'];

/** Sends messages to a session until one of its last events comes. */
function conversation(begin: (session: ReturnType<typeof createSession>) => void, host: Partial<SessionHost> = {}, onEvent: (event: FromWorker, session: ReturnType<typeof createSession>) => void = () => undefined): Promise<readonly FromWorker[]> {
  return new Promise((settle) => {
    const events: FromWorker[] = [];
    const session = createSession({
      post: (event) => {
        events.push(event);
        onEvent(event, session);
        if (LAST.includes(event.type)) settle(events);
      },
      readDataset: () => Promise.resolve(barDataset()),
      openExecutor: async (net, options) => ({ executor: await createWasmExecutor(net, options), note: null }),
      createWasmExecutor,
      now: () => performance.now(),
      breathe: () => new Promise((go) => setImmediate(go)),
      ...host,
    });
    begin(session);
  });
}

const start = (changes: Partial<RunRequest> = {}) => (session: ReturnType<typeof createSession>) => session.receive({ type: 'start', run: 'r1', request: { ...request, ...changes }, selfTests: {}, tunings: {} });

async function failureOf(changes: Partial<RunRequest>, host: Partial<SessionHost> = {}): Promise<string> {
  const [failed] = eventsOf(await conversation(start(changes), host), 'failed');
  return failed.problem.code;
}

test('a run is prepared, made ready and done', async () => {
  const events = await conversation(start());
  expect(events.slice(0, 3)).toMatchObject([
    { type: 'preparing', phase: 'data' },
    { type: 'preparing', phase: 'device' },
    { type: 'ready', device: { backend: 'wasm' }, totalSteps: 9, stepsPerEpoch: 9 },
  ]);
  expect(events[events.length - 1].type).toBe('done');
});

test('what does not fit is said before the first step', async () => {
  expect(await failureOf({ program: tinyResNet([9, 8, 1], 4) })).toBe('trainingShapeDiffers');
  expect(await failureOf({ program: tinyResNet([8, 8, 1], 5) })).toBe('trainingClassesDiffer');
  expect(await failureOf({ recipe: recipe({ batchSize: 300 }) })).toBe('trainingBatchTooLarge');
  const b = new ProgramBuilder([2, 2, 1]);
  b.add('flatten', { className: 'Flatten', config: {} });
  const dataset = barDataset();
  const small = { ...dataset, info: { ...dataset.info, shape: [2, 2, 1] as const } };
  expect(await failureOf({ program: b.program() }, { readDataset: () => Promise.resolve(small) })).toBe('trainingNothingToLearn');
});

test('a checkpoint of another net or another batch size is refused', async () => {
  const stopped = await conversation(start({ paused: true }), {}, (event, session) => {
    if (event.type === 'paused') session.receive({ type: event.progress.step < 8 ? 'singleStep' : 'stop', run: 'r1' });
  });
  const checkpoints = eventsOf(stopped, 'checkpoint');
  const { checkpoint } = checkpoints[checkpoints.length - 1];
  expect(await failureOf({ programHash: 'other', resume: checkpoint })).toBe('checkpointOtherProgram');
  expect(await failureOf({ recipe: recipe({ batchSize: 50 }), resume: checkpoint })).toBe('checkpointOtherRecipe');
  expect((await conversation(start({ resume: checkpoint }))).map(({ type }) => type)).toContain('done');
});

test('failures of reader and device become problems', async () => {
  expect(await failureOf({}, { readDataset: () => Promise.reject(new DatasetFailure('shippedMissing', 'train.png')) })).toBe('shippedMissing');
  expect(await failureOf({}, { openExecutor: () => Promise.reject(new RangeError('too much')) })).toBe('memoryExhausted');
  const lost: SessionHost['openExecutor'] = async (net, options) => ({ executor: { ...(await createWasmExecutor(net, options)), step: () => Promise.reject(new Error('context lost')) }, note: null });
  expect(await failureOf({}, { openExecutor: lost })).toBe('deviceFailed');
});

test('predicts beside a running training, and by given weights without one', async () => {
  const images = new Float32Array(3 * 64).fill(0.5);
  const beside = await conversation(start({ paused: true }), {}, (event, session) => {
    if (event.type === 'paused') session.receive({ type: 'predict', run: 'r1', call: 7, request: { images, count: 3 } });
  });
  const weights = initialWeights(program, request.recipe);
  const alone = await conversation((session) => {
    session.receive({ type: 'open', run: 'p', request: { program, weights, batchSize: 2 } });
    session.receive({ type: 'predict', run: 'p', call: 8, request: { images, count: 3 } });
  });
  const [[first], [second]] = [eventsOf(beside, 'predicted'), eventsOf(alone, 'predicted')];
  expect([first.call, second.call, first.probabilities.length]).toEqual([7, 8, 12]);
  expect(second.probabilities).toEqual(first.probabilities);
  for (let row = 0; row < 3; row++) expect(first.probabilities.slice(row * 4, row * 4 + 4).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
});

test('a prediction that cannot be made says so', async () => {
  const [failed] = eventsOf(await conversation((session) => session.receive({ type: 'predict', run: 'p', call: 1, request: { images: new Float32Array(64), count: 1 } })), 'predictFailed');
  expect(failed.problem.code).toBe('deviceFailed');
});
