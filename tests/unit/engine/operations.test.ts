/** Every operation, forward and backward, over odd shapes, against the double-precision reference. */
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '@/lib/engine/operations/registry';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import type { ActivationName, ClassName, Operation, Padding } from '@/lib/graph/program';
import type { Shape } from '@/lib/graph/shape';
import { checkProgram, SETTINGS } from './checks';
import { classify, net, randomWeights } from './programs';
import { relativeError } from './reference';

const PADDINGS: readonly Padding[] = ['same', 'valid'];
const tested = new Set<ClassName>();

/** The operation between a convolution, so that its input has a gradient to pass on, and a classifier. */
function between(shape: Shape, operation: Operation, inputs = 1) {
  tested.add(operation.className);
  const builder = net();
  const image = builder.input([shape[0], shape[1], 2]);
  const sources = Array.from({ length: inputs }, (_, index) =>
    builder.add({ className: 'Conv2D', config: { filters: shape[2], kernelSize: 1 + (index % 2) * 2, strides: 1, padding: 'same', useBias: true } }, image),
  );
  return classify(builder, builder.add(operation, ...sources));
}

/** The operation on the input itself, where it needs no gradient below it. */
function first(shape: Shape, operation: Operation) {
  tested.add(operation.className);
  const builder = net();
  return classify(builder, builder.add(operation, builder.input(shape)));
}

describe('Conv2D', () => {
  for (const padding of PADDINGS)
    for (const strides of [1, 2, 3])
      for (const [kernelSize, height, width, channels, filters] of [
        [1, 5, 4, 3, 5],
        [2, 5, 7, 2, 3],
        [3, 7, 6, 3, 9],
        [3, 8, 8, 4, 8],
        [4, 6, 5, 1, 2],
        [5, 9, 8, 2, 11],
        [7, 7, 9, 1, 4],
      ])
        it(`${kernelSize}x${kernelSize} strides ${strides} ${padding} on ${height}x${width}x${channels} to ${filters}`, async () => {
          await checkProgram(between([height, width, channels], { className: 'Conv2D', config: { filters, kernelSize, strides, padding, useBias: filters % 2 === 1 } }));
        });
  for (const padding of PADDINGS)
    for (const strides of [1, 2, 3])
      for (const [kernelSize, height, width, channels, filters, groups] of [
        [1, 5, 4, 6, 4, 2],
        [3, 7, 6, 6, 9, 3],
        [3, 8, 8, 8, 8, 8],
        [2, 5, 7, 4, 22, 2],
        [5, 9, 8, 10, 15, 5],
      ])
        it(`${kernelSize}x${kernelSize} strides ${strides} ${padding} on ${height}x${width}x${channels} to ${filters} in ${groups} groups`, async () => {
          await checkProgram(between([height, width, channels], { className: 'Conv2D', config: { filters, kernelSize, strides, padding, useBias: filters % 2 === 1, groups } }));
        });
  it('needs no gradient for the input', async () => {
    await checkProgram(first([9, 11, 1], { className: 'Conv2D', config: { filters: 13, kernelSize: 3, strides: 1, padding: 'same', useBias: true } }));
  });
  it('takes more rows than one piece', async () => {
    await checkProgram(first([20, 19, 3], { className: 'Conv2D', config: { filters: 5, kernelSize: 1, strides: 1, padding: 'same', useBias: true } }));
  });
});

describe('DepthwiseConv2D', () => {
  for (const padding of PADDINGS)
    for (const strides of [1, 2])
      for (const [kernelSize, height, width, channels, depthMultiplier] of [
        [1, 4, 3, 5, 1],
        [3, 6, 7, 4, 1],
        [3, 7, 5, 3, 2],
        [2, 5, 6, 9, 1],
        [5, 8, 7, 2, 3],
      ])
        it(`${kernelSize}x${kernelSize} strides ${strides} ${padding} on ${height}x${width}x${channels} times ${depthMultiplier}`, async () => {
          await checkProgram(between([height, width, channels], { className: 'DepthwiseConv2D', config: { kernelSize, strides, padding, depthMultiplier, useBias: channels % 2 === 1 } }));
        });
});

describe('BatchNormalization', () => {
  for (const channels of [1, 3, 4, 6, 16, 21])
    it(`${channels} channels`, async () => {
      await checkProgram(between([5, 6, channels], { className: 'BatchNormalization', config: { momentum: 0.9, epsilon: 1e-3 } }));
    });
  it('vectors', async () => {
    const builder = net();
    const flat = builder.add({ className: 'Flatten', config: {} }, builder.input([2, 3, 2]));
    const hidden = builder.add({ className: 'Dense', config: { units: 7, useBias: false } }, flat);
    await checkProgram(classify(builder, builder.add({ className: 'BatchNormalization', config: { momentum: 0.99, epsilon: 1e-3 } }, hidden)), { images: 6, batchSize: 6 });
  });
});

describe('pointwise operations', () => {
  const activations: readonly (readonly [ActivationName, number])[] = [['leakyReLU', 0.3], ['elu', 1], ['elu', 0.7], ['gelu', 0], ['sigmoid', 0], ['tanh', 0], ['softmax', 0]];
  for (const [activation, alpha] of activations)
    it(`${activation} ${alpha}`, async () => {
      await checkProgram(between([3, 5, 5], { className: 'Activation', config: { activation, alpha } }));
    });
  const operations: readonly Operation[] = [
    { className: 'ReLU', config: {} },
    { className: 'Scale', config: { factor: -1.7, trainable: false } },
    { className: 'Scale', config: { factor: 1, trainable: true } },
    { className: 'Dropout', config: { rate: 0.4 } },
    { className: 'Dropout', config: { rate: 0 } },
    { className: 'Flatten', config: {} },
    { className: 'Dense', config: { units: 10, useBias: true } },
    { className: 'Dense', config: { units: 3, useBias: false } },
  ];
  for (const operation of operations)
    it(`${operation.className} ${JSON.stringify(operation.config)}`, async () => {
      await checkProgram(between([3, 4, 7], operation));
    });
  it('InputLayer', () => {
    tested.add('InputLayer');
  });
});

describe('joins', () => {
  const joins: readonly Operation[] = [{ className: 'Add', config: {} }, { className: 'Multiply', config: {} }, { className: 'Concatenate', config: {} }];
  for (const inputs of [1, 2, 3, 4])
    for (const operation of joins)
      it(`${operation.className} of ${inputs}`, async () => {
        await checkProgram(between([3, 4, 5], operation, inputs));
      });
  for (const operation of joins)
    it(`${operation.className} of one tensor twice`, async () => {
      const builder = net();
      const hidden = builder.add({ className: 'Conv2D', config: { filters: 3, kernelSize: 3, strides: 1, padding: 'same', useBias: true } }, builder.input([4, 5, 2]));
      await checkProgram(classify(builder, builder.add(operation, hidden, hidden)));
    });
});

describe('pooling', () => {
  for (const className of ['MaxPooling2D', 'AveragePooling2D'] as const)
    for (const padding of PADDINGS)
      for (const [poolSize, strides, height, width, channels] of [
        [2, 2, 6, 4, 4],
        [3, 2, 7, 8, 5],
        [3, 1, 5, 5, 3],
        [2, 3, 8, 7, 9],
        [4, 4, 9, 10, 2],
      ])
        it(`${className} ${poolSize}/${strides} ${padding} on ${height}x${width}x${channels}`, async () => {
          await checkProgram(between([height, width, channels], { className, config: { poolSize, strides, padding } }));
        });
  for (const channels of [3, 4, 18])
    it(`GlobalAveragePooling2D on ${channels} channels`, async () => {
      await checkProgram(between([9, 8, channels], { className: 'GlobalAveragePooling2D', config: {} }));
    });
});

it('MaxPooling2D gives the gradient of equal values to one of them', async () => {
  // On a constant image every value of a window is the largest: the sum that arrives below must be that of a mean.
  const gradientOf = async (className: 'MaxPooling2D' | 'AveragePooling2D'): Promise<Float32Array> => {
    const builder = net();
    const stem = builder.add({ className: 'Conv2D', config: { filters: 5, kernelSize: 1, strides: 1, padding: 'same', useBias: false } }, builder.input([6, 6, 1]));
    const program = classify(builder, builder.add({ className, config: { poolSize: 3, strides: 3, padding: 'valid' } }, stem));
    const executor = await createWasmExecutor(program, { batchSize: 2, weights: randomWeights(program, 1) });
    const batch = { size: 2, images: new Float32Array(72).fill(1), labels: Int32Array.of(0, 1) };
    return (await executor.gradients(batch, SETTINGS)).gradients['1_Conv2D/kernel'];
  };
  expect(relativeError(await gradientOf('MaxPooling2D'), await gradientOf('AveragePooling2D'))).toBeLessThan(1e-5);
});

describe('padding', () => {
  it('ZeroPadding2D', async () => {
    await checkProgram(between([4, 3, 5], { className: 'ZeroPadding2D', config: { top: 1, bottom: 2, left: 3, right: 0 } }));
  });
  for (const [strides, height, width, channels, filters] of [
    [2, 6, 6, 4, 8],
    [2, 7, 5, 3, 8],
    [1, 4, 4, 3, 5],
    [3, 7, 8, 2, 2],
  ])
    it(`ZeroPaddingShortcut strides ${strides} on ${height}x${width}x${channels} to ${filters}`, async () => {
      await checkProgram(between([height, width, channels], { className: 'ZeroPaddingShortcut', config: { filters, strides } }));
    });
});

it('leaves no operation out', () => {
  expect([...tested].sort()).toEqual(Object.keys(OPERATIONS).sort());
});
