/** What both pooling operations share: their windows. */
import type { Padding } from '@/lib/graph/program';
import type { Shape } from '@/lib/graph/shape';
import type { Windows } from '../kernels/pooling';
import { imageSize, windowMargins } from './shapes';

export function poolingWindows(inputShape: Shape, outputShape: Shape, config: { readonly poolSize: number; readonly strides: number; readonly padding: Padding }): Windows {
  const input = imageSize(inputShape);
  const output = imageSize(outputShape);
  const { top, left } = windowMargins(input, config.poolSize, config.strides, config.padding);
  return { input, outputHeight: output.height, outputWidth: output.width, poolSize: config.poolSize, strides: config.strides, top, left };
}
