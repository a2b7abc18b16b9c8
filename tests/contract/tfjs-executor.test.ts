/** The two executors of a program agree: TensorFlow.js (its CPU back end, in Node) and our WebAssembly engine. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Batch, Executor, OptimizerSettings, StepSettings } from '@/lib/engine/executor';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import type { Operation, Program } from '@/lib/graph/program';
import { initialWeights } from '@/lib/runs/initialize';
import { randomStream } from '@/lib/util/random';
import { createTfjsExecutor } from '@/lib/training/worker/tfjs/executor';
import { compileModel } from '@/lib/training/worker/tfjs/model';
import { basicBlock, ProgramBuilder, tinyResNet } from '../unit/training/programs';

const CLASSES = 3;
const SIZE = 4;
const CPU = { backend: 'cpu', threads: 1, numerics: 'scalar', adapter: 'CPU', software: true } as const;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function batchFor(program: Program, name: string, size = SIZE): Batch {
  const pixels = program.layers[0].outputShape.reduce((a, b) => a * b, 1);
  const { normal, integer } = randomStream(5, name);
  return { size, images: Float32Array.from({ length: size * pixels }, normal), labels: Int32Array.from({ length: size }, () => integer(CLASSES)) };
}

async function both(program: Program): Promise<readonly [Executor, Executor]> {
  const weights = initialWeights(program, { seed: 3, initializer: 'heNormal', lastGamma: 1 });
  const options = { batchSize: SIZE, weights };
  return [await createWasmExecutor(program, options), createTfjsExecutor(program, options, CPU)];
}

const sgd: OptimizerSettings = { kind: 'sgd', momentum: 0.9, nesterov: false };

function settings(step: number, optimizer: OptimizerSettings = sgd): StepSettings {
  return { optimizer, learningRate: 0.02, weightDecay: 1e-3, seed: 9, step };
}

function expectClose(found: Readonly<Record<string, Float32Array>>, expected: Readonly<Record<string, Float32Array>>, tolerance: number): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
  for (const [key, values] of Object.entries(expected)) {
    const scale = Math.max(1, ...values.map(Math.abs));
    const worst = values.reduce((most, value, i) => Math.max(most, Math.abs(found[key][i] - value)), 0);
    expect(worst / scale, key).toBeLessThan(tolerance);
  }
}

async function trainBoth(program: Program, steps: number, optimizer: OptimizerSettings = sgd): Promise<void> {
  const [wasm, tfjs] = await both(program);
  for (let step = 0; step < steps; step++) {
    const batch = batchFor(program, `batch/${step}`);
    const [ours, theirs] = [await wasm.step(batch, settings(step, optimizer)), await tfjs.step(batch, settings(step, optimizer))];
    expect(Math.abs(ours.loss - theirs.loss), `loss of step ${step}`).toBeLessThan(1e-3);
    expect(ours.correct).toBe(theirs.correct);
  }
  const [ours, theirs] = [await wasm.state(), await tfjs.state()];
  expectClose(theirs.weights, ours.weights, 1e-3);
  expectClose(theirs.optimizer, ours.optimizer, 1e-3);
  const batch = batchFor(program, 'evaluation');
  const [judged, judgedThere] = [await wasm.evaluate(batch), await tfjs.evaluate(batch)];
  expect(Math.abs(judged.lossSum - judgedThere.lossSum)).toBeLessThan(1e-2);
  expectClose({ probabilities: judgedThere.probabilities.slice(0, SIZE * CLASSES) }, { probabilities: judged.probabilities.slice(0, SIZE * CLASSES) }, 2e-3);
  wasm.dispose();
  tfjs.dispose();
}

/** A net around one operation, with weights before and behind it, so that its gradient is seen in both. */
function around(operation: Operation, ...more: readonly Operation[]): Program {
  const b = new ProgramBuilder([7, 6, 2]);
  b.conv('conv', 4);
  b.norm('bn');
  [operation, ...more].forEach((each, index) => b.add(`tested${index}`, each));
  b.add('flatten', { className: 'Flatten', config: {} });
  return b.dense(CLASSES);
}

const pools = (['same', 'valid'] as const).flatMap((padding) =>
  [[2, 2], [3, 2], [3, 1]].flatMap(([poolSize, strides]): readonly Operation[] => [
    { className: 'MaxPooling2D', config: { poolSize, strides, padding } },
    { className: 'AveragePooling2D', config: { poolSize, strides, padding } },
  ]),
);
const convolutions = (['same', 'valid'] as const).flatMap((padding) =>
  [[1, 1], [1, 2], [3, 1], [3, 2], [5, 2]].flatMap(([kernelSize, strides]): readonly Operation[] => [
    { className: 'Conv2D', config: { filters: 5, kernelSize, strides, padding, useBias: kernelSize === 3 } },
    { className: 'DepthwiseConv2D', config: { kernelSize, strides, padding, depthMultiplier: kernelSize === 5 ? 2 : 1, useBias: kernelSize === 3 } },
  ]),
);
const grouped = (['same', 'valid'] as const).flatMap((padding) =>
  [[1, 1], [3, 1], [3, 2]].map(([kernelSize, strides]): Operation => ({ className: 'Conv2D', config: { filters: 6, kernelSize, strides, padding, useBias: kernelSize === 3, groups: 2 } })),
);
const activations = (['leakyReLU', 'elu', 'gelu', 'sigmoid', 'tanh', 'softmax'] as const).map((activation): Operation => {
  const alpha = activation === 'leakyReLU' ? 0.1 : activation === 'elu' ? 0.7 : 0;
  return { className: 'Activation', config: { activation, alpha } };
});
const others: readonly Operation[] = [
  { className: 'ReLU', config: {} },
  { className: 'Scale', config: { factor: 0.5, trainable: true } },
  { className: 'Scale', config: { factor: 0.5, trainable: false } },
  { className: 'ZeroPadding2D', config: { top: 1, bottom: 2, left: 0, right: 3 } },
  { className: 'Dropout', config: { rate: 0.3 } },
  { className: 'ZeroPaddingShortcut', config: { filters: 6, strides: 2 } },
  { className: 'ZeroPaddingShortcut', config: { filters: 5, strides: 1 } },
];

describe('a few steps with every operation', () => {
  for (const operation of [...convolutions, ...grouped, ...pools, ...activations, ...others]) {
    test(`${operation.className} ${JSON.stringify(operation.config)}`, () => trainBoth(around(operation), 3));
  }

  test('GlobalAveragePooling2D, Dense and Dropout on vectors', () =>
    trainBoth(around({ className: 'GlobalAveragePooling2D', config: {} }, { className: 'Dense', config: { units: 5, useBias: false } }, { className: 'BatchNormalization', config: { momentum: 0.8, epsilon: 1e-3 } }, { className: 'Dropout', config: { rate: 0.5 } }), 3));

  test.each(['Add', 'Multiply', 'Concatenate'] as const)('%s of three', (className) => {
    const b = new ProgramBuilder([6, 6, 2]);
    const parts = ['a', 'b', 'c'].map((name) => b.conv(name, 3, {}, 'in'));
    b.add('merged', { className, config: {} }, parts);
    return trainBoth(b.head(CLASSES), 3);
  });
});

describe('whole nets', () => {
  const optimizers: readonly OptimizerSettings[] = [
    sgd,
    { kind: 'sgd', momentum: 0, nesterov: false },
    { kind: 'sgd', momentum: 0.9, nesterov: true },
    { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  ];
  for (const optimizer of optimizers) {
    test(`a residual net with ${JSON.stringify(optimizer)}`, () => trainBoth(tinyResNet([8, 8, 2], CLASSES), 4, optimizer));
  }

  test('a residual net with zero-padding shortcuts', () => {
    const b = new ProgramBuilder([9, 7, 1]);
    b.conv('stem', 4);
    b.norm('stem.bn');
    const last = basicBlock(b, 'a', b.relu('stem.relu'), 4, 'identity');
    basicBlock(b, 'b', last, 8, 'zeroPadding', 2);
    return trainBoth(b.head(CLASSES), 4);
  });
});

test('gradients agree, leave the moving averages alone, and follow the finite differences of the loss', async () => {
  const program = tinyResNet([6, 6, 1], CLASSES);
  const [wasm, tfjs] = await both(program);
  const batch = batchFor(program, 'gradients');
  const before = await tfjs.state();
  const [ours, theirs] = [await wasm.gradients(batch, settings(0)), await tfjs.gradients(batch, settings(0))];
  expect(Math.abs(ours.loss - theirs.loss)).toBeLessThan(1e-4);
  expectClose(theirs.gradients, ours.gradients, 1e-3);
  expect(await tfjs.state()).toEqual(before);
  const key = 'logits/kernel';
  const lossWith = async (change: number) => {
    const kernel = before.weights[key].slice();
    kernel[4] += change;
    await tfjs.load({ weights: { ...before.weights, [key]: kernel }, optimizer: {} });
    return (await tfjs.gradients(batch, settings(0))).loss;
  };
  expect((await lossWith(1e-2)) - (await lossWith(-1e-2))).toBeCloseTo(2e-2 * theirs.gradients[key][4], 4);
  wasm.dispose();
  tfjs.dispose();
});

test('taps give the outputs of named calls in both modes', async () => {
  const program = tinyResNet([6, 6, 1], CLASSES);
  const [wasm, tfjs] = await both(program);
  const batch = batchFor(program, 'tap');
  for (const training of [false, true]) {
    const paths = ['block1.bn2', 'block2.add', 'logits'];
    expectClose(await tfjs.tap(batch, paths, training), await wasm.tap(batch, paths, training), 1e-3);
  }
  wasm.dispose();
  tfjs.dispose();
});

test('a state moves from one executor to the other', async () => {
  const program = tinyResNet([6, 6, 1], CLASSES);
  const [wasm, tfjs] = await both(program);
  for (let step = 0; step < 2; step++) await wasm.step(batchFor(program, `batch/${step}`), settings(step));
  const state = await wasm.state();
  await tfjs.load(state);
  expect(await tfjs.state()).toEqual(state);
  const batch = batchFor(program, 'batch/2');
  const [ours, theirs] = [await wasm.step(batch, settings(2)), await tfjs.step(batch, settings(2))];
  expect(Math.abs(ours.loss - theirs.loss)).toBeLessThan(1e-4);
  wasm.dispose();
  tfjs.dispose();
});

test('training takes no more tensors with every step, and gives them back at the end', async () => {
  const program = around({ className: 'Dropout', config: { rate: 0.3 } });
  const atStart = tf.memory().numTensors;
  const weights = initialWeights(program, { seed: 3, initializer: 'heNormal', lastGamma: 1 });
  const tfjs = createTfjsExecutor(program, { batchSize: SIZE, weights }, CPU);
  const batch = batchFor(program, 'leak');
  await tfjs.step(batch, settings(0));
  const afterOne = tf.memory();
  for (let step = 1; step < 4; step++) {
    await tfjs.step(batch, settings(step));
    await tfjs.evaluate(batch);
    await tfjs.gradients(batch, settings(step));
    await tfjs.tap(batch, ['bn'], true);
    await tfjs.state();
  }
  expect([tf.memory().numTensors, tf.memory().numBytes]).toEqual([afterOne.numTensors, afterOne.numBytes]);
  tfjs.dispose();
  expect(tf.memory().numTensors).toBe(atStart);
});

test('the model saves and loads as a TensorFlow.js layers model with Keras’s class names', async () => {
  const { model } = compileModel(around({ className: 'Dropout', config: { rate: 0.3 } }, { className: 'ZeroPaddingShortcut', config: { filters: 6, strides: 2 } }, { className: 'AveragePooling2D', config: { poolSize: 2, strides: 1, padding: 'same' } }), () => tf.scalar(1));
  const json = model.toJSON(null, false);
  if (typeof json === 'string') throw new Error('An object was asked for.');
  const loaded = await tf.models.modelFromJSON(json);
  expect(loaded.layers.map((layer) => layer.getClassName())).toEqual(['InputLayer', 'Conv2D', 'BatchNormalization', 'Dropout', 'ZeroPaddingShortcut', 'AveragePooling2D', 'Flatten', 'Dense']);
  expect(loaded.outputs[0].shape).toEqual([null, CLASSES]);
});
