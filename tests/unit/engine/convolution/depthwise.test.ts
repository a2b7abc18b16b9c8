/** Depthwise convolution with and without a depth multiplier, between canaries, against the definition. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { depthwiseConvolution } from '@/lib/engine/kernels/depthwise-convolution';
import { checkAlgorithm, describeShape, type ShapeSpec } from './check';

const GRID: readonly ShapeSpec[] = [
  ...[1, 2, 3, 4, 5, 7].flatMap((kernelSize) => [1, 2, 3].flatMap((strides) => (['same', 'valid'] as const).map((padding) => ({ height: 9, width: 8, inputs: 6, groups: 6, outputs: 6, kernelSize, strides, padding, useBias: strides === 2 })))),
  ...[2, 3, 4, 5, 8, 17].flatMap((inputs) => [1, 2, 3].map((multiplier) => ({ height: 5, width: 7, inputs, groups: inputs, outputs: inputs * multiplier, kernelSize: 3, strides: 1, padding: 'same' as const, useBias: multiplier === 2 }))),
];

describe('depthwise convolution', () => {
  for (const spec of GRID) it(describeShape(spec), () => void checkAlgorithm(depthwiseConvolution, spec));

  it('of any shape', () => {
    const side = fc.integer({ min: 6, max: 13 });
    const sizes = fc.record({ height: side, width: side, kernelSize: fc.integer({ min: 1, max: 6 }), strides: fc.integer({ min: 1, max: 4 }), padding: fc.constantFrom('same' as const, 'valid' as const), useBias: fc.boolean() });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 2, max: 21 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), (size, channels, multiplier, images) => {
        checkAlgorithm(depthwiseConvolution, { ...size, inputs: channels, groups: channels, outputs: channels * multiplier }, { images });
      }),
      { numRuns: 40 },
    );
  });
});
