/** Sizes of one convolution, as its shaders need them. */
import type { OperationOf } from '@/lib/graph/program';

export type ConvolutionConfig = Pick<OperationOf<'Conv2D'>['config'], 'filters' | 'kernelSize' | 'strides' | 'padding'>;

export type Geometry = {
  readonly images: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides: number;
  readonly outputHeight: number;
  readonly outputWidth: number;
  readonly padding: 'same' | 'valid';
  /** Zeros before the first row and column. */
  readonly top: number;
  readonly left: number;
};

function sideOf(side: number, { kernelSize, strides, padding }: ConvolutionConfig): { readonly output: number; readonly before: number } {
  if (padding === 'valid') return { output: Math.floor((side - kernelSize) / strides) + 1, before: 0 };
  const output = Math.ceil(side / strides);
  return { output, before: Math.floor(Math.max((output - 1) * strides + kernelSize - side, 0) / 2) };
}

/** Of a convolution on [images, height, width, channels], padded as TensorFlow does it. */
export function geometryOf([images, height, width, channels]: readonly number[], config: ConvolutionConfig): Geometry {
  const rows = sideOf(height, config);
  const columns = sideOf(width, config);
  const { filters, kernelSize, strides, padding } = config;
  return { images, height, width, channels, filters, kernelSize, strides, padding, outputHeight: rows.output, outputWidth: columns.output, top: rows.before, left: columns.before };
}

/** The same for all convolutions that need the same shaders. */
export function geometryKey(geometry: Geometry): string {
  const { images, height, width, channels, filters, kernelSize, strides, padding } = geometry;
  return [images, height, width, channels, filters, kernelSize, strides, padding].join('x');
}
