/** Runs in a page: training steps of TensorFlow.js's own `fit` and of our executor in turn, on WebGPU or WebGL. Bundled by its bench. */
import * as tf from '@tensorflow/tfjs';
import type { Program } from '@/lib/graph/program';
import { findAdapter, type GpuBackend } from '@/lib/training/worker/adapters';
import { compileModel } from '@/lib/training/worker/tfjs/model';
import { openTfjsExecutor } from '@/lib/training/worker/tfjs/open';
import { initialWeights } from '@/lib/runs/initialize';
import { randomStream } from '@/lib/util/random';

const CLASSES = 10;
const RATE = 0.01;
const MOMENTUM = 0.9;

export type GpuMeasurement = { readonly adapter: string; readonly software: boolean; readonly stock: readonly number[]; readonly ours: readonly number[]; /** Losses of the first step, which have to agree. */ readonly losses: { readonly stock: number; readonly ours: number } };

function stockModel(program: Program, weights: ReturnType<typeof initialWeights>): tf.LayersModel {
  const { model, variables } = compileModel(program, (_, rate, shape) => tf.fill(shape, 1 - rate));
  for (const [key, variable] of variables) variable.assign(tf.tensor(weights[key], variable.shape));
  model.compile({ optimizer: tf.train.momentum(RATE, MOMENTUM), loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits), metrics: ['accuracy'] });
  return model;
}

/** Milliseconds an image of each round, a first cold round left out; null where the back end is missing. */
async function measure(program: Program, backend: GpuBackend, batchSize: number, rounds: number): Promise<GpuMeasurement | null> {
  const adapter = await findAdapter(backend);
  if (adapter === null) return null;
  const weights = initialWeights(program, { seed: 1, initializer: 'heNormal', lastGamma: 1 });
  const executor = await openTfjsExecutor(adapter, program, { batchSize, weights }, { tunings: {}, onTuned: () => undefined, onProgress: () => undefined });
  const shape = program.layers[0].outputShape;
  const { normal, integer } = randomStream(1, 'bench');
  const images = Float32Array.from({ length: batchSize * shape.reduce((a, b) => a * b, 1) }, normal);
  const labels = Int32Array.from({ length: batchSize }, () => integer(CLASSES));
  const model = stockModel(program, weights);
  const x = tf.tensor(images, [batchSize, ...shape]);
  const y = tf.oneHot(tf.tensor1d(labels, 'int32'), CLASSES).toFloat();
  const settings = { optimizer: { kind: 'sgd', momentum: MOMENTUM, nesterov: false }, learningRate: RATE, weightDecay: 0, seed: 1 } as const;
  const work = {
    stock: async (step: number) => {
      // Only a fit that yields writes its loss down; the rounds that are timed do without the wait.
      const { history } = await model.fit(x, y, { batchSize, epochs: 1, shuffle: false, verbose: 0, yieldEvery: step === 0 ? 'batch' : 'never' });
      return Number(history.loss[0]);
    },
    ours: async (step: number) => (await executor.step({ size: batchSize, images, labels }, { ...settings, step })).loss,
  };
  const times: { stock: number[]; ours: number[] } = { stock: [], ours: [] };
  const losses = { stock: Number.NaN, ours: Number.NaN };
  for (let round = 0; round <= rounds; round++) {
    for (const variant of ['stock', 'ours'] as const) {
      const started = performance.now();
      const loss = await work[variant](round);
      if (round === 0) losses[variant] = loss;
      else times[variant].push((performance.now() - started) / batchSize);
    }
  }
  executor.dispose();
  return { adapter: adapter.name, software: adapter.software, ...times, losses };
}

Object.assign(window, { trainingBench: measure });
