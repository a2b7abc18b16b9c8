/** The convolution algorithms, best first; the last takes every shape. */
import type { ConvolutionAlgorithm, ConvolutionShape } from '../kernels/convolution';
import { depthwiseConvolution } from '../kernels/depthwise-convolution';
import { patchesConvolution } from '../kernels/patches';
import { rowsConvolution } from '../kernels/rows';
import { winogradConvolution } from '../kernels/winograd';

export const CONVOLUTION_ALGORITHMS: readonly ConvolutionAlgorithm[] = [winogradConvolution, rowsConvolution, depthwiseConvolution, patchesConvolution];

export function chooseAlgorithm(shape: ConvolutionShape): ConvolutionAlgorithm {
  return CONVOLUTION_ALGORITHMS.find((algorithm) => algorithm.suits(shape)) ?? patchesConvolution;
}
