/** Convolution by patches, for all kernel sizes, strides, paddings and groups, between canaries, against the definition. */
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { patchesConvolution } from '@/lib/engine/kernels/patches';
import { checkAlgorithm, describeShape, type ShapeSpec } from './check';

const GRID: readonly ShapeSpec[] = [
  ...[1, 2, 3, 4, 5, 7].flatMap((kernelSize) =>
    [1, 2, 3].flatMap((strides) => (['same', 'valid'] as const).map((padding) => ({ height: 9, width: 11, inputs: 5, outputs: 7, kernelSize, strides, padding, useBias: strides === 2 }))),
  ),
  ...[7, 8].flatMap((height) => [8, 9].map((width) => ({ height, width, inputs: 3, outputs: 4, kernelSize: 3, strides: 2, padding: 'same' as const }))),
  ...[1, 2, 3, 4, 8, 9, 16].flatMap((inputs) => [1, 3, 4, 8, 13].map((outputs) => ({ height: 5, width: 6, inputs, outputs, kernelSize: 3, strides: 1, padding: 'same' as const, useBias: true }))),
  ...[1, 2].flatMap((strides) =>
    [
      { groups: 2, inputs: 6, outputs: 10 },
      { groups: 3, inputs: 9, outputs: 15 },
      { groups: 4, inputs: 16, outputs: 32 },
      { groups: 8, inputs: 8, outputs: 16 },
    ].flatMap((sizes) => (['same', 'valid'] as const).map((padding) => ({ height: 6, width: 7, kernelSize: 3, strides, padding, useBias: padding === 'same', ...sizes }))),
  ),
  { height: 6, width: 5, inputs: 4, outputs: 8, kernelSize: 1, strides: 1, padding: 'same', groups: 2 },
  { height: 4, width: 4, inputs: 2, outputs: 3, kernelSize: 2, strides: 5, padding: 'same' },
];

describe('convolution by patches', () => {
  for (const spec of GRID) it(describeShape(spec), () => void checkAlgorithm(patchesConvolution, spec));

  it('of any shape', () => {
    const side = fc.integer({ min: 5, max: 11 });
    const sizes = fc.record({ height: side, width: side, kernelSize: fc.integer({ min: 1, max: 5 }), strides: fc.integer({ min: 1, max: 4 }), padding: fc.constantFrom('same' as const, 'valid' as const), useBias: fc.boolean() });
    const channels = fc.record({ groups: fc.integer({ min: 1, max: 4 }), groupInputs: fc.integer({ min: 1, max: 9 }), groupOutputs: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(sizes, channels, fc.integer({ min: 1, max: 4 }), (size, { groups, groupInputs, groupOutputs }, images) => {
        checkAlgorithm(patchesConvolution, { ...size, groups, inputs: groups * groupInputs, outputs: groups * groupOutputs }, { images });
      }),
      { numRuns: 40 },
    );
  });
});
