/** Arithmetic of sliding windows (convolution, pooling), shared by the kinds that have one. */
import type { KindProblem } from './kind';
import { formatCount } from './numbers';
import type { Padding } from './program';
import type { Shape } from './shape';

export type Window = { readonly size: number; readonly strides: number; readonly padding: Padding };

/** Pixels along one axis, as TensorFlow counts them: `same` ⌈n / s⌉, `valid` ⌊(n − k) / s⌋ + 1; 0 or less if the window does not fit. */
export function windowOutput(pixels: number, window: Window): number {
  return window.padding === 'same' ? Math.ceil(pixels / window.strides) : Math.floor((pixels - window.size) / window.strides) + 1;
}

/** What is wrong with this input of a window, or null: it must be an image, and with `valid` at least as large as the window. */
export function windowProblem(shape: Shape, window: Window, field: string): KindProblem | null {
  if (shape.length !== 3) return needsImage(shape);
  if (window.padding === 'valid' && Math.min(shape[0], shape[1]) < window.size) {
    return { code: 'kernelTooLarge', values: { kernel: window.size, height: shape[0], width: shape[1] }, field };
  }
  return null;
}

export function windowShape(shape: Shape, window: Window, channels: number): Shape {
  return [windowOutput(shape[0], window), windowOutput(shape[1], window), channels];
}

/** `⌈32 / 2⌉ × ⌈32 / 2⌉ × 16` */
export function windowDerivation(shape: Shape, window: Window, channels: number): string {
  const side = (pixels: number) =>
    window.padding === 'same' ? `⌈${pixels} / ${window.strides}⌉` : `(⌊(${pixels} − ${window.size}) / ${window.strides}⌋ + 1)`;
  return `${side(shape[0])} × ${side(shape[1])} × ${formatCount(channels)}`;
}

export function needsImage(shape: Shape): KindProblem {
  return { code: 'needsImage', values: { size: shape[0] ?? 1 } };
}
