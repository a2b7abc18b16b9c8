/** Which algorithm takes which shape, and what is called slow. */
import { describe, expect, it } from 'vitest';
import { slowReason } from '@/lib/engine/kernels/convolution-cost';
import { depthwiseConvolution } from '@/lib/engine/kernels/depthwise-convolution';
import { patchesConvolution } from '@/lib/engine/kernels/patches';
import { rowsConvolution } from '@/lib/engine/kernels/rows';
import { winogradConvolution } from '@/lib/engine/kernels/winograd';
import { convolutionShape, type ShapeSpec } from './check';

function shape(side: number, inputs: number, outputs: number, more: Partial<ShapeSpec> = {}) {
  return convolutionShape({ height: side, width: side, inputs, outputs, kernelSize: 3, strides: 1, padding: 'same', ...more });
}

function takers(...values: Parameters<typeof shape>): readonly string[] {
  return [winogradConvolution, rowsConvolution, depthwiseConvolution, patchesConvolution].filter((algorithm) => algorithm.suits(shape(...values))).map(({ name }) => name);
}

describe('the choice of an algorithm', () => {
  it('takes Winograd for 3 × 3 with strides 1, where tiles are filled', () => {
    for (const [side, inputs, outputs] of [[32, 3, 16], [32, 16, 16], [16, 32, 32], [8, 64, 64], [7, 512, 512], [56, 64, 64]]) expect(takers(side, inputs, outputs)[0]).toBe('winograd4x4');
    expect(takers(1, 64, 64)[0]).toBe('patches');
  });
  it('takes the other algorithms for other shapes', () => {
    expect(takers(16, 32, 64, { strides: 2 })).toEqual(['patches']);
    expect(takers(16, 32, 64, { kernelSize: 5 })).toEqual(['patches']);
    expect(takers(16, 32, 64, { kernelSize: 1 })).toEqual(['rows', 'patches']);
    expect(takers(16, 32, 64, { kernelSize: 1, strides: 2 })).toEqual(['rows', 'patches']);
    expect(takers(16, 32, 64, { groups: 4 })).toEqual(['patches']);
    expect(takers(16, 32, 64, { groups: 32 })).toEqual(['depthwise', 'patches']);
  });
});

describe('slow shapes', () => {
  it('are named with their reason', () => {
    expect(slowReason(shape(16, 128, 128, { groups: 32 }))).toBe('fewChannelsInGroup');
    expect(slowReason(shape(16, 32, 2))).toBe('fewFilters');
    expect(slowReason(shape(2, 32, 32, { strides: 2 }))).toBe('fewPixels');
  });
  it('are not those of common nets', () => {
    for (const ordinary of [shape(32, 3, 16), shape(16, 32, 64, { strides: 2 }), shape(8, 64, 64), shape(16, 64, 64, { groups: 8 }), shape(16, 64, 64, { groups: 64 }), shape(7, 512, 512)]) expect(slowReason(ordinary)).toBeNull();
  });
});
