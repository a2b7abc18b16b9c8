/** The engine against TensorFlow.js: forward values and gradients of convolution, normalisation, pooling and dense layers, and the loss. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StepSettings } from '@/lib/engine/executor';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import type { LayerCall, Program, WeightSpec } from '@/lib/graph/program';
import { classify, net, randomBatch, randomWeights } from '../unit/engine/programs';
import { relativeError } from '../unit/engine/reference';

const SETTINGS: StepSettings = { optimizer: { kind: 'sgd', momentum: 0, nesterov: false }, learningRate: 0.1, weightDecay: 0, seed: 1, step: 0 };
const TOLERANCE = 1e-4;

beforeAll(async () => {
  await tf.setBackend('cpu');
  await tf.ready();
});

type WeightOf = (name: string) => tf.Tensor;

function bias(x: tf.Tensor, call: LayerCall, weight: WeightOf): tf.Tensor {
  return call.weights.some(({ name }) => name === 'bias') ? tf.add(x, weight('bias')) : x;
}

/** What a call computes, by TensorFlow.js's own operations, in training mode. */
function apply(call: LayerCall, inputs: readonly tf.Tensor[], weight: WeightOf): tf.Tensor {
  const [x] = inputs;
  const image = (): tf.Tensor4D => x.as4D(x.shape[0], x.shape[1] ?? 1, x.shape[2] ?? 1, x.shape[3] ?? 1);
  const kernel = (name: string, { shape }: WeightSpec): tf.Tensor4D => weight(name).as4D(shape[0], shape[1], shape[2], shape[3]);
  switch (call.className) {
    case 'Conv2D': {
      const { groups = 1, strides, padding } = call.config;
      // A split into one part has no gradient in TensorFlow.js.
      if (groups === 1) return bias(tf.conv2d(image(), kernel('kernel', call.weights[0]), strides, padding), call, weight);
      const kernels = tf.split<tf.Tensor4D>(kernel('kernel', call.weights[0]), groups, 3);
      return bias(tf.concat(tf.split<tf.Tensor4D>(image(), groups, 3).map((part, group) => tf.conv2d(part, kernels[group], strides, padding)), 3), call, weight);
    }
    case 'DepthwiseConv2D':
      return bias(tf.depthwiseConv2d(image(), kernel('depthwiseKernel', call.weights[0]), call.config.strides, call.config.padding), call, weight);
    case 'BatchNormalization': {
      const { mean, variance } = tf.moments(x, [...x.shape.keys()].slice(0, -1));
      return tf.batchNorm(x, mean.as1D(), variance.as1D(), weight('beta').as1D(), weight('gamma').as1D(), call.config.epsilon);
    }
    case 'ReLU':
      return tf.relu(x);
    case 'Add':
      return tf.addN([...inputs]);
    case 'MaxPooling2D':
      return tf.maxPool(image(), call.config.poolSize, call.config.strides, call.config.padding);
    case 'AveragePooling2D':
      return tf.avgPool(image(), call.config.poolSize, call.config.strides, call.config.padding);
    case 'GlobalAveragePooling2D':
      return tf.mean(x, [1, 2]);
    case 'Flatten':
      return x.reshape([x.shape[0], -1]);
    case 'Dense':
      return bias(tf.matMul(x.as2D(x.shape[0], x.shape[1] ?? 1), weight('kernel').as2D(call.weights[0].shape[0], call.weights[0].shape[1])), call, weight);
    default:
      throw new Error(`No test compares ${call.className}.`);
  }
}

async function compare(program: Program, images = 2): Promise<void> {
  const weights = randomWeights(program, 11);
  const batch = randomBatch(program, images, 12);
  const executor = await createWasmExecutor(program, { batchSize: images, weights });
  const specs = program.layers.flatMap((call) => call.weights.map((spec) => ({ key: `${call.path}/${spec.name}`, spec }))).filter(({ spec }) => spec.trainable);
  const outputs: Record<string, Float32Array> = {};

  const loss = (...values: tf.Tensor[]): tf.Scalar => {
    const weightOf = (key: string): tf.Tensor => values[specs.findIndex((candidate) => candidate.key === key)];
    const tensors = new Map<string, tf.Tensor>();
    for (const call of program.layers) {
      const inputs = call.inputs.map((path) => tensors.get(path) ?? tf.scalar(NaN));
      const output = call.className === 'InputLayer' ? tf.tensor(batch.images, [images, ...call.outputShape]) : apply(call, inputs, (name) => weightOf(`${call.path}/${name}`));
      tensors.set(call.path, output);
      outputs[call.path] = Float32Array.from(output.dataSync());
    }
    const logits = tensors.get(program.outputs[0]) ?? tf.scalar(NaN);
    const classes = logits.shape[1] ?? 0;
    return tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d(batch.labels, 'int32'), classes), logits).asScalar();
  };
  const { value, grads } = tf.valueAndGrads(loss)(specs.map(({ key, spec }) => tf.tensor(weights[key], [...spec.shape])));

  const taps = await executor.tap(batch, Object.keys(outputs), true);
  for (const [path, output] of Object.entries(outputs)) expect(relativeError(taps[path], output), path).toBeLessThan(TOLERANCE);
  const result = await executor.gradients(batch, SETTINGS);
  expect(Math.abs(result.loss - value.dataSync()[0])).toBeLessThan(TOLERANCE);
  specs.forEach(({ key }, index) => expect(relativeError(result.gradients[key], grads[index].dataSync(), 1e-2), `gradient of ${key}`).toBeLessThan(TOLERANCE));
  executor.dispose();
}

describe('like TensorFlow.js', () => {
  for (const padding of ['same', 'valid'] as const) {
    for (const [kernelSize, strides] of [[1, 1], [1, 2], [2, 2], [3, 1], [3, 2]])
      it(`convolution ${kernelSize} strides ${strides} ${padding}`, async () => {
        const builder = net();
        const stem = builder.add({ className: 'Conv2D', config: { filters: 3, kernelSize: 3, strides: 1, padding: 'same', useBias: true } }, builder.input([6, 5, 2]));
        await compare(classify(builder, builder.add({ className: 'Conv2D', config: { filters: 4, kernelSize, strides, padding, useBias: false } }, stem)));
      });
    for (const strides of [1, 2])
      it(`convolution in groups, strides ${strides} ${padding}`, async () => {
        const builder = net();
        const stem = builder.add({ className: 'Conv2D', config: { filters: 6, kernelSize: 3, strides: 1, padding: 'same', useBias: true } }, builder.input([6, 5, 2]));
        await compare(classify(builder, builder.add({ className: 'Conv2D', config: { filters: 9, kernelSize: 3, strides, padding, useBias: true, groups: 3 } }, stem)));
      });
    it(`depthwise convolution ${padding}`, async () => {
      const builder = net();
      const stem = builder.add({ className: 'Conv2D', config: { filters: 3, kernelSize: 1, strides: 1, padding: 'same', useBias: true } }, builder.input([6, 5, 2]));
      await compare(classify(builder, builder.add({ className: 'DepthwiseConv2D', config: { kernelSize: 3, strides: 2, padding, depthMultiplier: 2, useBias: true } }, stem)));
    });
    for (const className of ['MaxPooling2D', 'AveragePooling2D'] as const)
      it(`${className} ${padding}`, async () => {
        const builder = net();
        const image = builder.input([7, 6, 2]);
        // TensorFlow.js divides the gradient of `same` by whole windows, against its own forward values: there only those are compared.
        const forwardOnly = className === 'AveragePooling2D' && padding === 'same';
        const stem = forwardOnly ? image : builder.add({ className: 'Conv2D', config: { filters: 3, kernelSize: 1, strides: 1, padding: 'same', useBias: true } }, image);
        await compare(classify(builder, builder.add({ className, config: { poolSize: 3, strides: 2, padding } }, stem)));
      });
  }
  it('batch normalisation', async () => {
    const builder = net();
    const stem = builder.add({ className: 'Conv2D', config: { filters: 3, kernelSize: 1, strides: 1, padding: 'same', useBias: true } }, builder.input([4, 4, 2]));
    await compare(classify(builder, builder.add({ className: 'BatchNormalization', config: { momentum: 0.9, epsilon: 1e-3 } }, stem)), 3);
  });
  it('a residual block', async () => {
    const builder = net();
    const conv = (input: string, filters: number): string => {
      const convolved = builder.add({ className: 'Conv2D', config: { filters, kernelSize: 3, strides: 1, padding: 'same', useBias: false } }, input);
      return builder.add({ className: 'BatchNormalization', config: { momentum: 0.9, epsilon: 1e-3 } }, convolved);
    };
    const stem = builder.add({ className: 'ReLU', config: {} }, conv(builder.input([4, 4, 1]), 3));
    const branch = conv(builder.add({ className: 'ReLU', config: {} }, conv(stem, 3)), 3);
    const sum = builder.add({ className: 'ReLU', config: {} }, builder.add({ className: 'Add', config: {} }, branch, stem));
    await compare(classify(builder, builder.add({ className: 'GlobalAveragePooling2D', config: {} }, sum)), 3);
  });
});
