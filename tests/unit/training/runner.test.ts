import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Dataset, DatasetSplit } from '@/lib/datasets/dataset';
import { fashionMnist } from '@/lib/datasets/fashion-mnist';
import { loadShipped } from '@/lib/datasets/shipped';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import { normalizationTable } from '@/lib/runs/batch';
import { newRunRecord } from '@/lib/runs/new-run';
import { defaultRecipe, recipeSchema } from '@/lib/runs/recipe';
import type { RunRecord } from '@/lib/runs/record';
import { runRecordSchema } from '@/lib/runs/record';
import type { RunRequest, Runner } from '@/lib/training/protocol';
import { recordAfter } from '@/lib/training/record-events';
import { createRunner } from '@/lib/training/runner';
import { basicBlock, ProgramBuilder, tinyResNet } from './programs';

const FOLDER = join(import.meta.dirname, '../../../public/datasets/fashion-mnist');
const program = (() => {
  const b = new ProgramBuilder([28, 28, 1]);
  b.conv('conv', 8, { strides: 2 });
  const source = b.norm('bn');
  basicBlock(b, 'block', source, 8, 'identity');
  b.add('pool', { className: 'MaxPooling2D', config: { poolSize: 2, strides: 2, padding: 'valid' } });
  b.add('flatten', { className: 'Flatten', config: {} });
  return b.dense(10);
})();
const request: RunRequest = {
  program,
  programHash: 'hash',
  recipe: { ...defaultRecipe, epochs: 3, learningRate: 0.05 },
  dataset: { kind: 'shipped', id: 'fashion-mnist', baseUrl: '' },
  device: 'auto',
};

function first(split: DatasetSplit, count: number): DatasetSplit {
  return { count, images: split.images.slice(0, count * 784), labels: split.labels.slice(0, count) };
}

let dataset: Dataset;
let runner: Runner;

beforeAll(async () => {
  const { info, training, test: held } = await loadShipped(fashionMnist, async (file) => new Uint8Array(await readFile(join(FOLDER, file))));
  dataset = { info: { ...info, trainingCount: 1_200, testCount: 300 }, training: first(training, 1_200), test: first(held, 300) };
  runner = createRunner({ readDataset: () => Promise.resolve(dataset), createExecutor: createWasmExecutor });
});

test('trains on photographs of clothes until most are told apart, and keeps the record', async () => {
  let record: RunRecord = newRunRecord({
    id: 'r1',
    cell: 'c1',
    started: '2026-01-01T00:00:00.000Z',
    programHash: 'hash',
    snapshotKey: 'key',
    recipe: request.recipe,
    dataset: dataset.info,
    device: { backend: 'wasm', threads: 1, numerics: 'simd', adapter: '', software: false },
    appVersion: '0',
    totalSteps: 0,
  });
  const outcome = await runner.train(request, (event) => {
    record = recordAfter(record, event);
  });
  if (!outcome.ok || outcome.value.result === null) throw new Error('no result');
  expect(outcome.value.result.testAccuracy).toBeGreaterThan(0.6);
  expect(record).toMatchObject({ state: 'done', steps: 99, totalSteps: 99, result: outcome.value.result });
  expect(record.stepCurve.step.length).toBe(99);
  expect(record.epochCurve.accuracy[2]).toBeGreaterThan(record.epochCurve.accuracy[0]);
  expect(runRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(JSON.parse(JSON.stringify(record)));
  const judged = await runner.evaluate(program, outcome.value.checkpoint.weights, request.dataset);
  if (!judged.ok) throw new Error(judged.problem.code);
  expect(judged.value.testAccuracy).toBe(outcome.value.result.testAccuracy);
  expect(judged.value.testLoss).toBeCloseTo(outcome.value.result.testLoss, 6);
});

test('a signal stops it between two steps', async () => {
  const stop = new AbortController();
  const events: string[] = [];
  const outcome = await runner.train(
    request,
    (event) => {
      events.push(event.type);
      if (event.type === 'steps') stop.abort();
    },
    stop.signal,
  );
  expect(events[events.length - 1]).toBe('stopped');
  expect(outcome).toMatchObject({ ok: true, value: { result: null } });
});

test('probes give the outputs of calls for given images', async () => {
  const table = normalizationTable(dataset.info);
  const images = Float32Array.from(dataset.test.images.subarray(0, 2 * 784), (byte) => table[byte]);
  const outcome = await runner.train({ ...request, recipe: recipeSchema.parse({ epochs: 1, batchSize: 200 }) }, () => undefined);
  if (!outcome.ok) throw new Error(outcome.problem.code);
  const outputs = await runner.probe(program, outcome.value.checkpoint.weights, images, 2, ['block.relu2', 'logits']);
  expect([outputs['block.relu2'].length, outputs.logits.length]).toEqual([2 * 14 * 14 * 8, 20]);
  expect(Math.min(...outputs['block.relu2'])).toBe(0);
});

test('what cannot be evaluated is a problem', async () => {
  const without = createRunner({ readDataset: () => Promise.resolve({ ...dataset, test: first(dataset.test, 0) }), createExecutor: createWasmExecutor });
  expect(await without.evaluate(program, {}, request.dataset)).toMatchObject({ ok: false, problem: { code: 'testSplitMissing' } });
  expect(await runner.evaluate(tinyResNet([28, 28, 1], 9), {}, request.dataset)).toMatchObject({ ok: false, problem: { code: 'trainingClassesDiffer' } });
});
