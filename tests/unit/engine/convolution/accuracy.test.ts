/** How far float32 is from the exact sums: Winograd beside direct products, on layers of residual nets, in both numerics. */
import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { depthwiseConvolution } from '@/lib/engine/kernels/depthwise-convolution';
import { patchesConvolution } from '@/lib/engine/kernels/patches';
import { rowsConvolution } from '@/lib/engine/kernels/rows';
import { winogradConvolution } from '@/lib/engine/kernels/winograd';
import type { Numerics } from '@/lib/engine/wasm/function-builder';
import { detectNumerics } from '@/lib/engine/wasm/numerics';
import { checkAlgorithm, convolutionShape, describeShape, errorsOf, exactResults, randomData, runAlgorithm, type ShapeSpec } from './check';

setFlagsFromString('--experimental-wasm-relaxed-simd');

const NUMERICS: readonly Numerics[] = detectNumerics() === 'relaxed' ? ['simd', 'relaxed'] : ['simd'];

/** Largest error in units of the largest value. Winograd's matrices have entries up to 8 and 1/24, which costs about a digit. */
const DIRECT = 2e-6;
const WINOGRAD = 1e-5;

const LAYERS: readonly ShapeSpec[] = [
  { height: 16, width: 16, inputs: 16, outputs: 16, kernelSize: 3, strides: 1, padding: 'same' },
  { height: 8, width: 8, inputs: 64, outputs: 64, kernelSize: 3, strides: 1, padding: 'same' },
  { height: 7, width: 7, inputs: 96, outputs: 40, kernelSize: 3, strides: 1, padding: 'same' },
];

describe('float32', () => {
  for (const numerics of NUMERICS)
    for (const spec of LAYERS)
      it(`${describeShape(spec)}, ${numerics}`, () => {
        const shape = convolutionShape(spec);
        const data = randomData(shape, 2, 3);
        const exact = exactResults(shape, data);
        const direct = errorsOf(runAlgorithm(patchesConvolution, shape, data, { numerics }).results, exact);
        const winograd = errorsOf(runAlgorithm(winogradConvolution, shape, data, { numerics }).results, exact);
        for (const error of Object.values(direct)) expect(error).toBeLessThan(DIRECT);
        for (const error of Object.values(winograd)) expect(error).toBeLessThan(WINOGRAD);
      });
});

describe('relaxed numerics', () => {
  const odd = { height: 7, width: 6, padding: 'same', useBias: true } as const;
  for (const numerics of NUMERICS.filter((one) => one === 'relaxed')) {
    it('are right in every algorithm', () => {
      checkAlgorithm(winogradConvolution, { ...odd, inputs: 7, outputs: 9, kernelSize: 3, strides: 1 }, { numerics });
      checkAlgorithm(rowsConvolution, { ...odd, inputs: 7, outputs: 9, kernelSize: 1, strides: 2 }, { numerics });
      checkAlgorithm(patchesConvolution, { ...odd, inputs: 6, outputs: 9, kernelSize: 5, strides: 2, groups: 3 }, { numerics });
      checkAlgorithm(depthwiseConvolution, { ...odd, inputs: 7, outputs: 14, kernelSize: 3, strides: 2, groups: 7 }, { numerics });
    });
  }
});
