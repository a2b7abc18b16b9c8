/** Loss curves: fifty steps of a plain and of a residual net agree with TensorFlow.js on its CPU back end, on whatever threads. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import type { StepSettings } from '@/lib/engine/executor';
import { startNodeThread } from '@/lib/engine/node/start-thread';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import type { Program } from '@/lib/graph/program';
import { initialWeights } from '@/lib/runs/initialize';
import { createTfjsExecutor } from '@/lib/training/worker/tfjs/executor';
import { basicBlock, convolution, normalization, reLU } from '../unit/engine/nets';
import { classify, net, randomBatch } from '../unit/engine/programs';

const STEPS = 50;
const SIZE = 4;
const CPU = { backend: 'cpu', threads: 1, numerics: 'scalar', adapter: 'CPU', software: true } as const;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Two 3 × 3 layers a block and three blocks, with shortcuts or without. */
function stack(residual: boolean): Program {
  const builder = net();
  let path = reLU(builder, normalization(builder, convolution(builder, builder.input([8, 8, 2]), 4, 3, 1)));
  for (const [filters, strides] of [[4, 1], [8, 2], [8, 1]]) {
    if (residual) {
      path = basicBlock(builder, path, filters, strides, 'zeroPadding');
    } else {
      path = reLU(builder, normalization(builder, convolution(builder, path, filters, 3, strides)));
      path = reLU(builder, normalization(builder, convolution(builder, path, filters, 3, 1)));
    }
  }
  return classify(builder, builder.add({ className: 'GlobalAveragePooling2D', config: {} }, path));
}

for (const residual of [false, true])
  test(residual ? 'a residual net' : 'a plain net', async () => {
    const program = stack(residual);
    const options = { batchSize: SIZE, weights: initialWeights(program, { seed: 3, initializer: 'heNormal', lastGamma: 1 }) };
    const ours = await createWasmExecutor(program, { ...options, threads: 2, startThread: startNodeThread });
    const theirs = createTfjsExecutor(program, options, CPU);
    const losses: number[] = [];
    for (let step = 0; step < STEPS; step++) {
      // A batch that comes again, so that the loss goes down.
      const batch = randomBatch(program, SIZE, step % 3);
      const settings: StepSettings = { optimizer: { kind: 'sgd', momentum: 0.9, nesterov: false }, learningRate: 0.01, weightDecay: 1e-4, seed: 9, step };
      const [own, other] = [await ours.step(batch, settings), await theirs.step(batch, settings)];
      expect(Math.abs(own.loss - other.loss), `loss of step ${step}`).toBeLessThan(1e-3);
      losses.push(own.loss);
    }
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(losses.slice(-6))).toBeLessThan(mean(losses.slice(0, 6)) * 0.8);
    ours.dispose();
    theirs.dispose();
  });
