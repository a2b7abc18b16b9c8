/** Winograd's convolution over a grid of sizes that its tiles and vectors don't divide, between canaries, against the definition. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { winogradConvolution } from '@/lib/engine/kernels/winograd';
import { isBanded, winogradLayout } from '@/lib/engine/kernels/winograd/layout';
import { checkAlgorithm, convolutionShape, describeShape, type ShapeSpec } from './check';

const BASE = { kernelSize: 3, strides: 1 } as const;

const GRID: readonly ShapeSpec[] = [
  ...[4, 5, 6, 7, 8, 13].flatMap((height) => [4, 9, 10, 11].map((width) => ({ ...BASE, height, width, inputs: 5, outputs: 6, padding: 'same' as const }))),
  ...[3, 4, 5, 6, 7, 9, 12].map((side) => ({ ...BASE, height: side, width: side + 1, inputs: 4, outputs: 8, padding: 'valid' as const })),
  ...[1, 2, 3, 4, 7, 8, 12, 17].flatMap((inputs) => [1, 2, 3, 4, 5, 8, 11, 16, 20].map((outputs) => ({ ...BASE, height: 6, width: 5, inputs, outputs, padding: 'same' as const, useBias: (inputs + outputs) % 2 === 0 }))),
  { ...BASE, height: 1, width: 3, inputs: 2, outputs: 2, padding: 'same' },
  { ...BASE, height: 2, width: 1, inputs: 3, outputs: 5, padding: 'same', useBias: true },
];

const RESNET: readonly ShapeSpec[] = [
  { ...BASE, height: 32, width: 32, inputs: 16, outputs: 16, padding: 'same' },
  { ...BASE, height: 8, width: 8, inputs: 64, outputs: 64, padding: 'same' },
];

/** Worked off in bands of tile rows. */
const LARGE: readonly ShapeSpec[] = [
  { ...BASE, height: 125, width: 123, inputs: 1, outputs: 2, padding: 'same', useBias: true },
  { ...BASE, height: 258, width: 61, inputs: 3, outputs: 1, padding: 'valid' },
  { ...BASE, height: 128, width: 128, inputs: 2, outputs: 3, padding: 'same' },
];

describe('Winograd convolution', () => {
  for (const spec of GRID) it(describeShape(spec), () => void checkAlgorithm(winogradConvolution, spec));

  for (const spec of LARGE)
    it(`${describeShape(spec)}, in bands`, () => {
      const { input, output, margins } = convolutionShape(spec);
      expect(isBanded(winogradLayout(input, output, margins))).toBe(true);
      checkAlgorithm(winogradConvolution, spec, { images: 2 });
    });
  for (const spec of RESNET) it(describeShape(spec), () => void checkAlgorithm(winogradConvolution, spec, { images: 1 }));

  it('of any shape', () => {
    const side = fc.integer({ min: 3, max: 14 });
    const channels = fc.integer({ min: 1, max: 21 });
    fc.assert(
      fc.property(fc.record({ height: side, width: side, inputs: channels, outputs: channels, padding: fc.constantFrom('same' as const, 'valid' as const), useBias: fc.boolean() }), fc.integer({ min: 1, max: 5 }), (sizes, images) => {
        checkAlgorithm(winogradConvolution, { ...BASE, ...sizes }, { images });
      }),
      { numRuns: 25 },
    );
  });
});
