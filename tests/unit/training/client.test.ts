import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunEvent, WorkerLike } from '@/lib/training/client';
import { createTrainingClient } from '@/lib/training/client';
import type { FromWorker, RunRequest, SelfTests, ToWorker } from '@/lib/training/protocol';
import { recipe } from './harness';
import { tinyResNet } from './programs';

const request: RunRequest = { program: tinyResNet([8, 8, 1], 4), programHash: 'hash', recipe: recipe({}), dataset: { kind: 'shipped', id: 'bars', baseUrl: '' }, device: 'auto' };

type FakeWorker = WorkerLike & { readonly sent: ToWorker[]; terminated: boolean; readonly say: (event: FromWorker) => void };

function fakeWorker(): FakeWorker {
  const worker: FakeWorker = {
    sent: [],
    terminated: false,
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    postMessage: (message) => void worker.sent.push(message),
    terminate: () => {
      worker.terminated = true;
    },
    say: (data) => worker.onmessage?.(new MessageEvent('message', { data })),
  };
  return worker;
}

function setUp(stored: SelfTests = {}) {
  const workers: FakeWorker[] = [];
  const saved: SelfTests[] = [];
  const client = createTrainingClient({
    createWorker: () => {
      const worker = fakeWorker();
      workers.push(worker);
      return worker;
    },
    selfTests: { load: () => saved[saved.length - 1] ?? stored, save: (outcomes) => void saved.push(outcomes) },
  });
  const heard: RunEvent[] = [];
  client.listen('r1', (event) => heard.push(event));
  return { client, workers, saved, heard };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('a run has a worker of its own and hears of its events alone', () => {
  const { client, workers, heard } = setUp({ 'webgl/Card': 'passed' });
  client.start('r1', request);
  client.start('r2', request);
  expect(workers.length).toBe(2);
  expect(workers[0].sent).toEqual([{ type: 'start', run: 'r1', request, selfTests: { 'webgl/Card': 'passed' }, tunings: {} }]);
  workers[1].say({ type: 'preparing', run: 'r2', phase: 'data' });
  workers[0].say({ type: 'preparing', run: 'r1', phase: 'device' });
  expect(heard).toEqual([{ type: 'preparing', run: 'r1', phase: 'device' }]);
  client.pause('r1');
  client.singleStep('r1');
  client.resume('r1');
  expect(workers[0].sent.slice(1).map(({ type }) => type)).toEqual(['pause', 'singleStep', 'resume']);
  client.dispose();
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, true]);
});

test('a worker ends with its run', () => {
  const { client, workers, heard } = setUp();
  client.start('r1', request);
  workers[0].say({ type: 'done', run: 'r1', result: null, predictions: null });
  expect(heard.map(({ type }) => type)).toEqual(['done']);
  expect([workers[0].terminated, client.active('r1')]).toEqual([true, false]);
});

test('stop asks first, and ends the worker by force where it does not answer within 300 ms', () => {
  const { client, workers, heard } = setUp();
  client.start('r1', request);
  client.stop('r1');
  client.stop('r1');
  expect(workers[0].sent.filter(({ type }) => type === 'stop').length).toBe(1);
  vi.advanceTimersByTime(299);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(heard).toEqual([{ type: 'stopped', run: 'r1' }]);
  expect(workers[0].terminated).toBe(true);
});

test('a worker that stops by itself is heard once', () => {
  const { client, workers, heard } = setUp();
  client.start('r1', request);
  client.stop('r1');
  workers[0].say({ type: 'stopped', run: 'r1' });
  vi.advanceTimersByTime(1000);
  expect(heard).toEqual([{ type: 'stopped', run: 'r1' }]);
});

test('a worker that crashes fails its run and the predictions that were asked of it', async () => {
  const { client, workers, heard } = setUp();
  client.start('r1', request);
  const prediction = client.predictLive('r1', new Float32Array(64), 1);
  workers[0].onerror?.(Object.assign(new Event('error'), { message: 'out of order', filename: '', lineno: 0, colno: 0, error: null }));
  expect(heard).toEqual([{ type: 'failed', run: 'r1', step: null, problem: { code: 'workerCrashed', place: {}, values: { message: 'out of order' } } }]);
  expect(await prediction).toMatchObject({ ok: false, problem: { code: 'workerCrashed' } });
  expect(client.active('r1')).toBe(false);
});

function answer(worker: FakeWorker, probabilities: readonly number[]): void {
  const asked = worker.sent.at(-1);
  if (asked?.type !== 'predict') throw new Error(asked?.type);
  worker.say({ type: 'predicted', run: asked.run, call: asked.call, probabilities: Float32Array.from(probabilities) });
}

test('a predictor asks one worker again and again, and ends it when it is disposed of', async () => {
  const { client, workers } = setUp();
  const open = { program: request.program, weights: {}, batchSize: 1 };
  const predictor = client.openPredictor(open);
  expect(workers.length).toBe(0);
  for (const probabilities of [[0.5, 0.25], [0.125, 0.75]]) {
    const prediction = predictor.predict(new Float32Array(64), 1);
    answer(workers[0], probabilities);
    expect(await prediction).toEqual({ ok: true, value: Float32Array.from(probabilities) });
  }
  expect(workers[0].sent.map(({ type }) => type)).toEqual(['open', 'predict', 'predict']);
  const unanswered = predictor.predict(new Float32Array(64), 1);
  predictor.dispose();
  expect(await unanswered).toMatchObject({ ok: false });
  expect(await predictor.predict(new Float32Array(64), 1)).toMatchObject({ ok: false });
  expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
});

test('a predictor whose worker crashed opens another', async () => {
  const { client, workers } = setUp();
  const predictor = client.openPredictor({ program: request.program, weights: {}, batchSize: 1 });
  const lost = predictor.predict(new Float32Array(64), 1);
  workers[0].onerror?.(Object.assign(new Event('error'), { message: 'out of order', filename: '', lineno: 0, colno: 0, error: null }));
  expect(await lost).toMatchObject({ ok: false, problem: { code: 'workerCrashed' } });
  const second = predictor.predict(new Float32Array(64), 1);
  answer(workers[1], [1]);
  expect(await second).toEqual({ ok: true, value: Float32Array.from([1]) });
});

test('outcomes of self-tests are kept beside the old ones', () => {
  const { client, workers, saved } = setUp({ 'webgl/Card': 'failed' });
  client.start('r1', request);
  workers[0].say({ type: 'selfTested', run: 'r1', key: 'webgpu/Card', outcome: 'slow' });
  expect(saved).toEqual([{ 'webgl/Card': 'failed', 'webgpu/Card': 'slow' }]);
});
