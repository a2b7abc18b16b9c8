/** Shapes as kernels want them: sides of an image, rows and channels, and the padding of TensorFlow's `same`. */
import type { Padding } from '@/lib/graph/program';
import { sizeOf, type Shape } from '@/lib/graph/shape';
import type { ImageSize, Margins } from '../kernels/image-copy';

/** A shape of any rank as an image: vectors are one pixel. */
export function imageSize(shape: Shape): ImageSize {
  const channels = shape[shape.length - 1];
  if (shape.length === 3) return { height: shape[0], width: shape[1], channels };
  return { height: 1, width: sizeOf(shape) / channels, channels };
}

export function pixelsOf(shape: Shape): number {
  return sizeOf(shape) / shape[shape.length - 1];
}

export function channelsOf(shape: Shape): number {
  return shape[shape.length - 1];
}

/** Rows before and behind an axis; with `same` the odd one comes behind, as in TensorFlow. */
function axisPadding(side: number, kernelSize: number, strides: number, padding: Padding): readonly [number, number] {
  if (padding === 'valid') return [0, 0];
  const total = Math.max(0, (Math.ceil(side / strides) - 1) * strides + kernelSize - side);
  const before = Math.floor(total / 2);
  return [before, total - before];
}

export function windowMargins(size: ImageSize, kernelSize: number, strides: number, padding: Padding): Margins {
  const [top, bottom] = axisPadding(size.height, kernelSize, strides, padding);
  const [left, right] = axisPadding(size.width, kernelSize, strides, padding);
  return { top, bottom, left, right };
}
