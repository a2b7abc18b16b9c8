/** Kernels of pooling: windows are cut to the pixels that exist; gradients are added into a cleared input gradient. */
import { f32, f32x4, f64, i32, v128, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { imageBytes, type ImageSize } from './image-copy';
import { channelGroups, FLOAT_BYTES, kernelName, pieces } from './loops';

export type Windows = {
  readonly input: ImageSize;
  readonly outputHeight: number;
  readonly outputWidth: number;
  readonly poolSize: number;
  readonly strides: number;
  /** Rows and columns of padding before the first pixel. */
  readonly top: number;
  readonly left: number;
};

/** The window at hand: byte offset of its first pixel in the image, and how many rows and columns of it exist. */
type Window = { readonly offset: Local<'i32'>; readonly rows: Local<'i32'>; readonly columns: Local<'i32'> };

/** First existing index and number of existing ones of a window that starts at `position`. */
function clip(f: FunctionBuilder, position: Local<'i32'>, poolSize: number, limit: number, first: Local<'i32'>, count: Local<'i32'>): void {
  const zero = i32.constant(0);
  f.set(first, i32.select(position, zero, i32.greaterThan(position, zero)));
  const end = f.let(i32.add(position, i32.constant(poolSize)));
  f.set(count, i32.subtract(i32.select(end, i32.constant(limit), i32.lessThan(end, i32.constant(limit))), first));
}

function forWindows(f: FunctionBuilder, { input, outputHeight, outputWidth, poolSize, strides, top, left }: Windows, body: (window: Window) => void): void {
  const [y, x, row, column, rows, columns, offset] = Array.from({ length: 7 }, () => f.local('i32'));
  f.set(y, i32.constant(-top));
  f.times(i32.constant(outputHeight), () => {
    clip(f, y, poolSize, input.height, row, rows);
    f.set(x, i32.constant(-left));
    f.times(i32.constant(outputWidth), () => {
      clip(f, x, poolSize, input.width, column, columns);
      f.set(offset, i32.multiply(i32.add(i32.multiply(row, i32.constant(input.width)), column), i32.constant(input.channels * FLOAT_BYTES)));
      body({ offset, rows, columns });
      f.advance(x, strides);
    });
    f.advance(y, strides);
  });
}

/** Visits the window's pixels for one group of channels; `pointers` start at the group and walk together. */
function forPixels(f: FunctionBuilder, { rows, columns }: Window, input: ImageSize, starts: readonly Local<'i32'>[], body: (pointers: readonly Local<'i32'>[]) => void): void {
  const pixel = input.channels * FLOAT_BYTES;
  const pointers = starts.map((start) => f.let(start));
  const jump = f.let(i32.multiply(i32.subtract(i32.constant(input.width), columns), i32.constant(pixel)));
  f.times(rows, () => {
    f.times(columns, () => {
      body(pointers);
      for (const pointer of pointers) f.advance(pointer, pixel);
    });
    for (const pointer of pointers) f.advance(pointer, jump);
  });
}

function windowsName(family: string, windows: Windows): string {
  const { input } = windows;
  return kernelName(family, input.height, input.width, input.channels, windows.outputHeight, windows.outputWidth, windows.poolSize, windows.strides, windows.top, windows.left);
}

function inverseCount(window: Window): Code<'v128'> {
  return f32x4.splat(f32.fromF64(f64.divide(f64.constant(1), f64.fromI32(i32.multiply(window.rows, window.columns)))));
}

/** Kernel (x, y, images). */
export function pool(module: ModuleBuilder, windows: Windows, mode: 'maximum' | 'average'): Kernel {
  return module.kernel(windowsName(`${mode}Pool`, windows), (f) => {
    const image = f.parameter('i32');
    const y = f.parameter('i32');
    const images = f.parameter('i32');
    const x = f.local('i32');
    const result = f.local('v128');
    const factor = f.local('v128');
    f.times(images, () => {
      forWindows(f, windows, (window) => {
        f.set(x, i32.add(image, window.offset));
        if (mode === 'average') f.set(factor, inverseCount(window));
        channelGroups(f, windows.input.channels, [x, y], (lanes) => {
          f.set(result, f32x4.constant(mode === 'maximum' ? -Infinity : 0));
          forPixels(f, window, windows.input, [x], ([at]) => {
            const value = f32x4.loadPartial(at, 0, lanes);
            f.set(result, mode === 'maximum' ? f32x4.pseudoMaximum(result, value) : f32x4.add(result, value));
          });
          f.storePartial(y, 0, lanes, mode === 'maximum' ? result : f32x4.multiply(result, factor));
        });
      });
      f.advance(image, imageBytes(windows.input));
    });
  });
}

/** Kernel (x, y, dy, dx, images): each output's gradient goes to the first pixel of its window that equals it; dx is cleared before. */
export function maximumPoolGradient(module: ModuleBuilder, windows: Windows): Kernel {
  return module.kernel(windowsName('maximumPoolGradient', windows), (f) => {
    const image = f.parameter('i32');
    const y = f.parameter('i32');
    const gradient = f.parameter('i32');
    const targetImage = f.parameter('i32');
    const images = f.parameter('i32');
    const [x, target] = [f.local('i32'), f.local('i32')];
    const [value, share, free, hit] = Array.from({ length: 4 }, () => f.local('v128'));
    f.clear(targetImage, i32.multiply(images, i32.constant(imageBytes(windows.input))));
    f.times(images, () => {
      forWindows(f, windows, (window) => {
        f.set(x, i32.add(image, window.offset));
        f.set(target, i32.add(targetImage, window.offset));
        channelGroups(f, windows.input.channels, [x, target, y, gradient], (lanes) => {
          f.set(value, f32x4.loadPartial(y, 0, lanes));
          f.set(share, f32x4.loadPartial(gradient, 0, lanes));
          f.set(free, f32x4.equal(f32x4.constant(0), f32x4.constant(0)));
          forPixels(f, window, windows.input, [x, target], ([at, into]) => {
            f.set(hit, v128.and(free, f32x4.equal(f32x4.loadPartial(at, 0, lanes), value)));
            f.set(free, v128.andNot(free, hit));
            f.storePartial(into, 0, lanes, f32x4.add(f32x4.loadPartial(into, 0, lanes), v128.and(share, hit)));
          });
        });
      });
      f.advance(image, imageBytes(windows.input));
      f.advance(targetImage, imageBytes(windows.input));
    });
  });
}

/** Kernel (dy, dx, images): each output's gradient in equal shares to the pixels of its window; dx is cleared before. */
export function averagePoolGradient(module: ModuleBuilder, windows: Windows): Kernel {
  return module.kernel(windowsName('averagePoolGradient', windows), (f) => {
    const gradient = f.parameter('i32');
    const targetImage = f.parameter('i32');
    const images = f.parameter('i32');
    const target = f.local('i32');
    const [share, factor] = [f.local('v128'), f.local('v128')];
    f.clear(targetImage, i32.multiply(images, i32.constant(imageBytes(windows.input))));
    f.times(images, () => {
      forWindows(f, windows, (window) => {
        f.set(target, i32.add(targetImage, window.offset));
        f.set(factor, inverseCount(window));
        channelGroups(f, windows.input.channels, [target, gradient], (lanes) => {
          f.set(share, f32x4.multiply(f32x4.loadPartial(gradient, 0, lanes), factor));
          forPixels(f, window, windows.input, [target], ([into]) => f.storePartial(into, 0, lanes, f32x4.add(f32x4.loadPartial(into, 0, lanes), share)));
        });
      });
      f.advance(targetImage, imageBytes(windows.input));
    });
  });
}

/** Pixels whose sum is taken before it is added to the others: bounds float32's error on large images. */
const PIECE_PIXELS = 64;

/** Kernel (x, y, images): mean over all pixels of an image. */
export function globalAverage(module: ModuleBuilder, input: ImageSize): Kernel {
  const pixels = input.height * input.width;
  return module.kernel(kernelName('globalAverage', pixels, input.channels), (f) => {
    const x = f.parameter('i32');
    const y = f.parameter('i32');
    const images = f.parameter('i32');
    const at = f.local('i32');
    const [sum, partial] = [f.local('v128'), f.local('v128')];
    f.times(images, () => {
      channelGroups(f, input.channels, [x, y], (lanes) => {
        f.set(at, x);
        f.set(sum, f32x4.constant(0));
        pieces(f, i32.constant(pixels), PIECE_PIXELS, (size) => {
          f.set(partial, f32x4.constant(0));
          f.times(size, () => {
            f.set(partial, f32x4.add(partial, f32x4.loadPartial(at, 0, lanes)));
            f.advance(at, input.channels * FLOAT_BYTES);
          });
          f.set(sum, f32x4.add(sum, partial));
        });
        f.storePartial(y, 0, lanes, f32x4.multiply(sum, f32x4.constant(1 / pixels)));
      });
      f.advance(x, (pixels - 1) * input.channels * FLOAT_BYTES);
    });
  });
}

/** Kernel (dy, dx, images): dy / pixels at every pixel. */
export function globalAverageGradient(module: ModuleBuilder, input: ImageSize): Kernel {
  const pixels = input.height * input.width;
  return module.kernel(kernelName('globalAverageGradient', pixels, input.channels), (f) => {
    const gradient = f.parameter('i32');
    const target = f.parameter('i32');
    const images = f.parameter('i32');
    const from = f.local('i32');
    f.times(images, () => {
      f.times(pixels, () => {
        f.set(from, gradient);
        channelGroups(f, input.channels, [from, target], (lanes) => f.storePartial(target, 0, lanes, f32x4.multiply(f32x4.loadPartial(from, 0, lanes), f32x4.constant(1 / pixels))));
      });
      f.advance(gradient, input.channels * FLOAT_BYTES);
    });
  });
}
