/** Each kind's examples against TensorFlow.js: shapes and parameters of its own layers, and the numbers that our engine computes. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import { resolveConfig } from '@/lib/graph/config';
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/graph';
import type { AnyKind, LoweredCall } from '@/lib/graph/kind';
import { lower } from '@/lib/graph/lower';
import type { LayerCall, Operation, OperationOf } from '@/lib/graph/program';
import { kinds } from '@/lib/graph/registry';
import { sizeOf, type Shape } from '@/lib/graph/shape';
import { initialWeights } from '@/lib/runs/initialize';
import { randomStream } from '@/lib/util/random';

const BATCH = 2;
/** Larger examples are held to their shapes and counts alone: TensorFlow.js's CPU back end is slow. */
const MOST_MULTIPLY_ADDS = 3_000_000;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function definedEntries(config: object): Record<string, number | boolean | string> {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}

function activationLayer({ activation, alpha }: Extract<Operation, { className: 'Activation' }>['config']): tf.layers.Layer {
  if (activation === 'leakyReLU') return tf.layers.leakyReLU({ alpha });
  if (activation === 'elu') return tf.layers.elu({ alpha });
  return tf.layers.activation({ activation });
}

/** TensorFlow.js's own layer for a call; null for those that it lacks. */
function layerFor(operation: Operation): tf.layers.Layer | null {
  switch (operation.className) {
    case 'Conv2D':
      return operation.config.groups === undefined ? tf.layers.conv2d(operation.config) : null;
    case 'DepthwiseConv2D':
      return tf.layers.depthwiseConv2d(operation.config);
    case 'BatchNormalization':
      return tf.layers.batchNormalization(operation.config);
    case 'ReLU':
      return tf.layers.reLU();
    case 'Activation':
      return activationLayer(operation.config);
    case 'Add':
      return tf.layers.add();
    case 'Multiply':
      return tf.layers.multiply();
    case 'Concatenate':
      return tf.layers.concatenate();
    case 'MaxPooling2D':
      return tf.layers.maxPooling2d(operation.config);
    case 'AveragePooling2D':
      return tf.layers.averagePooling2d(operation.config);
    case 'GlobalAveragePooling2D':
      return tf.layers.globalAveragePooling2d({});
    case 'ZeroPadding2D': {
      const { top, bottom, left, right } = operation.config;
      return tf.layers.zeroPadding2d({ padding: [[top, bottom], [left, right]] });
    }
    case 'Flatten':
      return tf.layers.flatten();
    case 'Dense':
      return tf.layers.dense(operation.config);
    case 'Dropout':
      return tf.layers.dropout(operation.config);
    case 'InputLayer':
    case 'Scale':
    case 'ZeroPaddingShortcut':
      return null;
  }
}

/** Names of a layer's weights in the order in which TensorFlow.js takes them. */
const WEIGHT_ORDER = ['kernel', 'depthwiseKernel', 'gamma', 'beta', 'movingMean', 'movingVariance', 'bias'];

type Built = { readonly layers: ReadonlyMap<string, tf.layers.Layer>; readonly output: tf.SymbolicTensor; readonly parameters: number };

/** Applies the lowered calls of one node to inputs of these shapes; null where TensorFlow.js lacks a layer. */
function build(calls: readonly LoweredCall[], shapes: readonly Shape[]): Built | null {
  const inputs = shapes.map((shape) => tf.input({ shape: [...shape] }));
  const values = new Map<string, tf.SymbolicTensor>();
  const layers = new Map<string, tf.layers.Layer>();
  let output = inputs[0];
  for (const call of calls) {
    const layer = layerFor(call.operation);
    if (layer === null) return null;
    const sources = call.inputs.map((source) => (typeof source === 'number' ? inputs[source] : values.get(source))).filter((source) => source !== undefined);
    const applied = layer.apply(sources.length === 1 ? sources[0] : sources);
    if (!(applied instanceof tf.SymbolicTensor)) throw new Error('A layer gave no symbolic tensor.');
    values.set(call.suffix, applied);
    layers.set(call.suffix, layer);
    output = applied;
  }
  return { layers, output, parameters: [...layers.values()].reduce((sum, layer) => sum + layer.countParams(), 0) };
}

describe.each(kinds.map((kind) => [kind.kind, kind] as const))('%s', (_name, kind) => {
  it.each(kind.examples.map((example) => [`${JSON.stringify(example.inputs)} ${JSON.stringify(example.config)}`, example] as const))('shapes and parameters of %s', (_label, example) => {
    const { config } = resolveConfig(kind.fields, definedEntries(example.config), {});
    if (example.inputs.length === 0) {
      expect(tf.input({ shape: [...example.outputShape] }).shape).toEqual([null, ...example.outputShape]);
      return;
    }
    const built = build(kind.lower(example.inputs, config), example.inputs);
    if (built === null) return;
    expect(built.output.shape).toEqual([null, ...example.outputShape]);
    expect(built.parameters).toBe(example.parameters.trainable + example.parameters.nonTrainable);
  });

  it.each(
    kind.examples
      .filter((example) => example.inputs.length > 0 && example.multiplyAdds <= MOST_MULTIPLY_ADDS && sizeOf(example.inputs[0]) <= 50_000)
      .map((example) => [`${JSON.stringify(example.inputs)} ${JSON.stringify(example.config)}`, example] as const),
  )('numbers of %s', async (_label, example) => {
    await compareNumbers(kind, example.inputs, definedEntries(example.config));
  });
});

/** A net that trains, with the node in its middle: one input, a layer for each input of the node, and a head behind it. */
function netAround(kind: AnyKind, inputs: readonly Shape[], config: Readonly<Record<string, number | boolean | string>>, outputShape: Shape): Graph {
  const [height, width, channels] = inputs[0].length === 3 ? inputs[0] : [3, 3, 2];
  const nodes: Record<string, GraphNode> = { in: { kind: 'input', config: { height, width, channels } }, node: { kind: kind.kind, config }, head: { kind: 'dense', config: { units: 3 } }, out: { kind: 'output' } };
  const edges: GraphEdge[] = [];
  inputs.forEach((shape, port) => {
    const source = `before${port}`;
    if (shape.length === 3) nodes[source] = { kind: 'conv2d', config: { filters: shape[2], kernelSize: 1 } };
    else {
      nodes[`flat${port}`] = { kind: 'flatten' };
      nodes[source] = { kind: 'dense', config: { units: shape[0] } };
      edges.push(['in', `flat${port}`]);
    }
    edges.push([shape.length === 3 ? 'in' : `flat${port}`, source], [source, inputs.length > 1 ? `node:${port}` : 'node']);
  });
  const end = kind.kind === 'output' ? 'before0' : 'node';
  if (kind.kind === 'output') {
    delete nodes.node;
    edges.splice(edges.findIndex(([, target]) => target === 'node'), 1);
  }
  if (outputShape.length === 3) {
    nodes.pool = { kind: 'globalAveragePooling2d' };
    edges.push([end, 'pool'], ['pool', 'head'], ['head', 'out']);
  } else edges.push([end, 'head'], ['head', 'out']);
  return { name: 'test', nodes, edges };
}

async function compareNumbers(kind: AnyKind, inputs: readonly Shape[], config: Readonly<Record<string, number | boolean | string>>): Promise<void> {
  const { config: resolved } = resolveConfig(kind.fields, config, {});
  const shape = kind.outputShape(inputs, resolved);
  if (!shape.ok) throw new Error(shape.problem.code);
  const lowered = lower({ net: netAround(kind, inputs, config, shape.shape) }, 'net');
  if (!lowered.ok) throw new Error(lowered.problem.map((problem) => problem.code).join());
  const program = lowered.value;
  const calls = program.layers.filter(({ path }) => path === 'node' || path.startsWith('node.'));
  if (calls.length === 0) return;
  const weights = initialWeights(program, { seed: 3, initializer: 'heNormal', lastGamma: 1 });
  const executor = await createWasmExecutor(program, { batchSize: BATCH, weights });
  const { normal } = randomStream(1, kind.kind);
  const images = Float32Array.from({ length: BATCH * sizeOf(program.layers.find(({ className }) => className === 'InputLayer')?.outputShape ?? []) }, normal);
  const paths = [...calls.map(({ path }) => path), ...calls.flatMap((call) => call.inputs)];
  const taps = await executor.tap({ size: BATCH, images, labels: new Int32Array(BATCH) }, [...new Set(paths)], false);
  executor.dispose();
  for (const call of calls) {
    const sources = call.inputs.map((path) => {
      const source = program.layers.find((layer) => layer.path === path);
      return tf.tensor(taps[path], [BATCH, ...(source?.outputShape ?? [])]);
    });
    const expected = reference(call, sources, weights);
    const found = taps[call.path];
    expect(found.length).toBe(expected.length);
    const scale = Math.max(1, ...expected.map(Math.abs));
    for (let i = 0; i < found.length; i++) if (!(Math.abs(found[i] - expected[i]) / scale < 1e-4)) throw new Error(`${call.path}[${i}]: ${found[i]}, TensorFlow.js ${expected[i]}`);
  }
}

function reference(call: LayerCall, inputs: readonly tf.Tensor[], weights: Readonly<Record<string, Float32Array>>): Float32Array {
  return tf.tidy(() => {
    if (call.className === 'Scale') return Float32Array.from(tf.mul(inputs[0], tf.scalar(call.config.factor)).dataSync());
    if (call.className === 'ZeroPaddingShortcut') {
      const { strides, filters } = call.config;
      const [batch, height, width, channels] = inputs[0].shape;
      const sampled = tf.stridedSlice(inputs[0], [0, 0, 0, 0], [batch, height, width, channels], [1, strides, strides, 1]);
      return Float32Array.from(tf.pad(sampled, [[0, 0], [0, 0], [0, 0], [0, filters - channels]]).dataSync());
    }
    if (call.className === 'Conv2D' && call.config.groups !== undefined) return groupedReference(call, call.config.groups, inputs[0], weights);
    const layer = layerFor(call);
    if (layer === null) throw new Error(`no layer for ${call.className}`);
    const wired = inputs.map((input) => tf.input({ shape: input.shape.slice(1) }));
    layer.apply(wired.length === 1 ? wired[0] : wired);
    const ordered = [...call.weights].sort((a, b) => WEIGHT_ORDER.indexOf(a.name) - WEIGHT_ORDER.indexOf(b.name));
    layer.setWeights(ordered.map(({ name, shape }) => tf.tensor(weights[`${call.path}/${name}`], [...shape])));
    const output = layer.apply(inputs.length === 1 ? inputs[0] : [...inputs]);
    if (!(output instanceof tf.Tensor)) throw new Error('A layer gave no tensor.');
    return Float32Array.from(output.dataSync());
  });
}

/** A convolution of its own for each group of channels, by TensorFlow.js's layer. */
function groupedReference(call: LayerCall & OperationOf<'Conv2D'>, groups: number, input: tf.Tensor, weights: Readonly<Record<string, Float32Array>>): Float32Array {
  const { groups: _groups, ...config } = call.config;
  const [kernel, bias] = call.weights.map(({ name, shape }) => tf.split(tf.tensor(weights[`${call.path}/${name}`], [...shape]), groups, shape.length - 1));
  const parts = tf.split(input, groups, 3).map((part, group) => {
    const layer = tf.layers.conv2d({ ...config, filters: config.filters / groups });
    layer.apply(tf.input({ shape: part.shape.slice(1) }));
    layer.setWeights(config.useBias ? [kernel[group], bias[group]] : [kernel[group]]);
    const output = layer.apply(part);
    if (!(output instanceof tf.Tensor)) throw new Error('A layer gave no tensor.');
    return output;
  });
  return Float32Array.from(tf.concat(parts, 3).dataSync());
}
