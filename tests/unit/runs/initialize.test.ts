import { expect, test } from 'vitest';
import { closingNormalizations } from '@/lib/runs/closing-normalization';
import { initialWeights } from '@/lib/runs/initialize';
import { sha256Hex } from '@/lib/util/sha256';
import { basicBlock, ProgramBuilder, tinyResNet } from '../training/programs';

function moments(values: Float32Array): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, variance: values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length };
}

const wide = (() => {
  const b = new ProgramBuilder([8, 8, 64]);
  b.conv('conv', 32);
  b.add('depthwise', { className: 'DepthwiseConv2D', config: { kernelSize: 3, strides: 1, padding: 'same', depthMultiplier: 2, useBias: true } });
  b.norm('bn');
  b.add('scale', { className: 'Scale', config: { factor: 0.25, trainable: true } });
  b.add('flatten', { className: 'Flatten', config: {} });
  return b.dense(10);
})();

test('in groups a channel sees and feeds the filters of its own', () => {
  const b = new ProgramBuilder([8, 8, 64]);
  b.conv('conv', 256, { groups: 4 });
  b.add('flatten', { className: 'Flatten', config: {} });
  const program = b.dense(10);
  for (const [initializer, expected] of [['heNormal', 2 / (9 * 16)], ['heNormalFanOut', 2 / (9 * 64)], ['glorotNormal', 2 / (9 * 80)]] as const) {
    const values = initialWeights(program, { seed: 1, initializer, lastGamma: 1 })['conv/kernel'];
    expect(Math.abs(moments(values).variance / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length));
  }
});

// Fans of the 3×3 kernel from 64 to 32 channels: 576 and 288; of the dense layer: 4096 and 10. It gives the logits,
// and a uniform distribution within ±l has the variance l²/3.
test.each([
  ['heNormal', 2 / 576, 1 / 4096 / 3],
  ['heNormalFanOut', 2 / 288, 1 / 4096 / 3],
  ['glorotNormal', 2 / 864, 2 / 4106],
  ['glorotUniform', 2 / 864, 2 / 4106],
] as const)('%s has mean 0 and the variance of its formula', (initializer, convolution, dense) => {
  const weights = initialWeights(wide, { seed: 1, initializer, lastGamma: 1 });
  for (const [key, expected] of [['conv/kernel', convolution], ['logits/kernel', dense]] as const) {
    const { mean, variance } = moments(weights[key]);
    const size = weights[key].length;
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(expected / size));
    expect(variance / expected).toBeGreaterThan(1 - 5 * Math.sqrt(2 / size));
    expect(variance / expected).toBeLessThan(1 + 5 * Math.sqrt(2 / size));
  }
  if (initializer === 'glorotUniform') expect(Math.max(...weights['conv/kernel'].map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / 864));
});

test('biases, moving averages, gamma, beta and constants start as Keras has them', () => {
  const weights = initialWeights(wide, { seed: 1, initializer: 'heNormal', lastGamma: 1 });
  const constant = (key: string) => [...new Set(weights[key])];
  expect(['depthwise/bias', 'logits/bias', 'bn/beta', 'bn/movingMean'].map(constant)).toEqual([[0], [0], [0], [0]]);
  expect(['bn/gamma', 'bn/movingVariance', 'scale/factor'].map(constant)).toEqual([[1], [1], [0.25]]);
  expect(weights['depthwise/depthwiseKernel'].length).toBe(3 * 3 * 32 * 2);
});

test('a weight depends on seed, path and name alone, bit for bit', () => {
  const small = tinyResNet([8, 8, 1], 4);
  const weights = initialWeights(small, { seed: 1, initializer: 'heNormal', lastGamma: 1 });
  expect(initialWeights(small, { seed: 1, initializer: 'heNormal', lastGamma: 1 })).toEqual(weights);
  const wider = initialWeights(tinyResNet([16, 16, 1], 4), { seed: 1, initializer: 'heNormal', lastGamma: 1 });
  expect(wider['block2.conv1/kernel']).toEqual(weights['block2.conv1/kernel']);
  expect(initialWeights(small, { seed: 2, initializer: 'heNormal', lastGamma: 1 })['stem.conv/kernel']).not.toEqual(weights['stem.conv/kernel']);
  // Worked out by a second implementation, in Python.
  const kernel = weights['block2.conv1/kernel'];
  expect(sha256Hex(new Uint8Array(kernel.buffer))).toBe('f27d11613b00f4d0046a5b40b777d2864063c776fc76c73c8bbcd0bea1142eab');
});

test('last gamma 0 closes the last normalization of each branch, not those of the shortcut', () => {
  const b = new ProgramBuilder([8, 8, 3]);
  b.conv('stem', 4);
  let last = b.norm('stem.bn');
  last = basicBlock(b, 'a', last, 4, 'identity');
  last = basicBlock(b, 'b', last, 8, 'projection', 2);
  basicBlock(b, 'c', last, 16, 'zeroPadding', 2);
  const program = b.head(4);
  expect(closingNormalizations(program)).toEqual(['a.bn2', 'b.bn2', 'c.bn2']);
  const weights = initialWeights(program, { seed: 1, initializer: 'heNormal', lastGamma: 0 });
  const zero = Object.keys(weights).filter((key) => key.endsWith('/gamma') && weights[key].every((value) => value === 0));
  expect(zero).toEqual(['a.bn2/gamma', 'b.bn2/gamma', 'c.bn2/gamma']);
});

test('a branch that ends in ReLU or a convolution has no closing normalization; dropout behind it does no harm', () => {
  const b = new ProgramBuilder([8, 8, 4]);
  b.conv('conv1', 4, {}, 'in');
  b.norm('bn1');
  const rectified = b.relu('relu1');
  const first = b.add('add1', { className: 'Add', config: {} }, ['in', rectified]);
  b.norm('bn2', first);
  b.relu('relu2');
  const preactivated = b.conv('conv2', 4);
  const second = b.add('add2', { className: 'Add', config: {} }, [preactivated, first]);
  b.conv('conv3', 4, {}, second);
  b.norm('bn3');
  const dropped = b.add('drop', { className: 'Dropout', config: { rate: 0.1 } });
  b.add('add3', { className: 'Add', config: {} }, [second, dropped]);
  expect(closingNormalizations(b.head(3))).toEqual(['bn3']);
});
