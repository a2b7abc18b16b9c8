/** One training step of a small net with convolution, batch normalization and addition, held against the WASM engine's. */
import type { Executor, ExecutorFactory, StepSettings, Weights } from '@/lib/engine/executor';
import type { LayerCall, Operation, Program, WeightSpec } from '@/lib/graph/program';
import { PROGRAM_VERSION } from '@/lib/graph/program';
import { initialWeights } from '@/lib/runs/initialize';
import { randomStream } from '@/lib/util/random';

const SIZE = 8;
const FILTERS = 4;
const CLASSES = 3;
const IMAGES = 4;
/** Float32 in another order of sums stays far below, a wrong kernel far above. */
const TOLERANCE = 1e-3;

const IMAGE_SHAPE = [SIZE, SIZE, FILTERS];

function call(path: string, operation: Operation, inputs: readonly string[], outputShape: readonly number[], weights: readonly WeightSpec[] = []): LayerCall {
  return { ...operation, path, inputs, outputShape, weights };
}

function convolution(path: string, input: string, channels: number): LayerCall {
  const config = { filters: FILTERS, kernelSize: 3, strides: 1, padding: 'same' as const, useBias: false };
  return call(path, { className: 'Conv2D', config }, [input], IMAGE_SHAPE, [{ name: 'kernel', shape: [3, 3, channels, FILTERS], trainable: true, initializer: 'heNormal' }]);
}

function normalization(path: string, input: string): LayerCall {
  const spec = (name: string, initializer: 'zeros' | 'ones', trainable: boolean): WeightSpec => ({ name, shape: [FILTERS], trainable, initializer });
  return call(path, { className: 'BatchNormalization', config: { momentum: 0.9, epsilon: 1e-5 } }, [input], IMAGE_SHAPE, [
    spec('gamma', 'ones', true),
    spec('beta', 'zeros', true),
    spec('movingMean', 'zeros', false),
    spec('movingVariance', 'ones', false),
  ]);
}

const program: Program = {
  programVersion: PROGRAM_VERSION,
  inputs: ['input'],
  outputs: ['logits'],
  layers: [
    call('input', { className: 'InputLayer', config: { shape: [SIZE, SIZE, 1] } }, [], [SIZE, SIZE, 1]),
    convolution('conv1', 'input', 1),
    normalization('bn1', 'conv1'),
    call('relu1', { className: 'ReLU', config: {} }, ['bn1'], IMAGE_SHAPE),
    convolution('conv2', 'relu1', FILTERS),
    normalization('bn2', 'conv2'),
    call('add', { className: 'Add', config: {} }, ['relu1', 'bn2'], IMAGE_SHAPE),
    call('relu2', { className: 'ReLU', config: {} }, ['add'], IMAGE_SHAPE),
    call('pool', { className: 'GlobalAveragePooling2D', config: {} }, ['relu2'], [FILTERS]),
    call('logits', { className: 'Dense', config: { units: CLASSES, useBias: true } }, ['pool'], [CLASSES], [
      { name: 'kernel', shape: [FILTERS, CLASSES], trainable: true, initializer: 'heNormal' },
      { name: 'bias', shape: [CLASSES], trainable: true, initializer: 'zeros' },
    ]),
  ],
};

async function stepOn(create: ExecutorFactory): Promise<{ readonly loss: number; readonly weights: Weights }> {
  const { normal, integer } = randomStream(1, 'self-test');
  const images = Float32Array.from({ length: IMAGES * SIZE * SIZE }, normal);
  const labels = Int32Array.from({ length: IMAGES }, () => integer(CLASSES));
  const settings: StepSettings = { optimizer: { kind: 'sgd', momentum: 0.9, nesterov: false }, learningRate: 0.1, weightDecay: 1e-4, seed: 1, step: 0 };
  let executor: Executor | null = null;
  try {
    executor = await create(program, { batchSize: IMAGES, weights: initialWeights(program, { seed: 1, initializer: 'heNormal', lastGamma: 1 }) });
    const { loss } = await executor.step({ size: IMAGES, images, labels }, settings);
    return { loss, weights: (await executor.state()).weights };
  } finally {
    executor?.dispose();
  }
}

/** True if `create` gives the loss and the updated weights that `reference` gives. */
export async function agrees(create: ExecutorFactory, reference: ExecutorFactory): Promise<boolean> {
  const expected = await stepOn(reference);
  const found = await stepOn(create);
  if (!(Math.abs(found.loss - expected.loss) <= TOLERANCE)) return false;
  return Object.entries(expected.weights).every(([key, values]) => values.every((value, i) => Math.abs(found.weights[key][i] - value) <= TOLERANCE));
}
