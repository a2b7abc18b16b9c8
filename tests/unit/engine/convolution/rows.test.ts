/** 1 × 1 convolution as a product over rows, between canaries, against the definition. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { rowsConvolution } from '@/lib/engine/kernels/rows';
import { checkAlgorithm, describeShape, type ShapeSpec } from './check';

const GRID: readonly ShapeSpec[] = [1, 2, 3].flatMap((strides) =>
  [1, 3, 4, 8, 10, 16].flatMap((inputs) => [1, 4, 7, 8, 19].map((outputs) => ({ height: 5, width: 6, inputs, outputs, kernelSize: 1, strides, padding: outputs % 2 === 0 ? ('same' as const) : ('valid' as const), useBias: inputs % 2 === 0 }))),
);

describe('1 × 1 convolution', () => {
  for (const spec of GRID) it(describeShape(spec), () => void checkAlgorithm(rowsConvolution, spec));

  it('of any shape', () => {
    const side = fc.integer({ min: 1, max: 20 });
    const channels = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(fc.record({ height: side, width: side, inputs: channels, outputs: channels, strides: fc.integer({ min: 1, max: 4 }), padding: fc.constantFrom('same' as const, 'valid' as const), useBias: fc.boolean() }), fc.integer({ min: 1, max: 5 }), (sizes, images) => {
        checkAlgorithm(rowsConvolution, { kernelSize: 1, ...sizes }, { images });
      }),
      { numRuns: 40 },
    );
  });
});
