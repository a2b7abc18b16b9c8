/** Kernels that move pixels: padding, cropping, copying channel ranges, taking every n-th pixel, repeating channels. */
import { f32, f32x4, i32 } from '../wasm/code';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { channelGroups, FLOAT_BYTES, kernelName } from './loops';

export type Margins = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
export type ImageSize = { readonly height: number; readonly width: number; readonly channels: number };

export function imageBytes(size: ImageSize): number {
  return size.height * size.width * size.channels * FLOAT_BYTES;
}

export function padded(size: ImageSize, margins: Margins): ImageSize {
  return { height: size.height + margins.top + margins.bottom, width: size.width + margins.left + margins.right, channels: size.channels };
}

export function hasMargins(margins: Margins): boolean {
  return margins.top + margins.bottom + margins.left + margins.right > 0;
}

/** Kernel (source, target, images): each image inside a margin of zeros. */
export function padImages(module: ModuleBuilder, size: ImageSize, margins: Margins): Kernel {
  return module.kernel(kernelName('pad', size.height, size.width, size.channels, margins.top, margins.bottom, margins.left, margins.right), (f) => {
    const source = f.parameter('i32');
    const target = f.parameter('i32');
    const images = f.parameter('i32');
    const pixel = size.channels * FLOAT_BYTES;
    const row = size.width * pixel;
    const paddedRow = row + (margins.left + margins.right) * pixel;
    const clear = (bytes: number): void => {
      if (bytes === 0) return;
      f.clear(target, i32.constant(bytes));
      f.advance(target, bytes);
    };
    f.times(images, () => {
      clear(margins.top * paddedRow);
      f.times(size.height, () => {
        clear(margins.left * pixel);
        f.copy(target, source, i32.constant(row));
        f.advance(source, row);
        f.advance(target, row);
        clear(margins.right * pixel);
      });
      clear(margins.bottom * paddedRow);
    });
  });
}

/** Kernel (source, target, images): the inverse, each image without its margin. */
export function cropImages(module: ModuleBuilder, size: ImageSize, margins: Margins): Kernel {
  return module.kernel(kernelName('crop', size.height, size.width, size.channels, margins.top, margins.bottom, margins.left, margins.right), (f) => {
    const source = f.parameter('i32');
    const target = f.parameter('i32');
    const images = f.parameter('i32');
    const pixel = size.channels * FLOAT_BYTES;
    const row = size.width * pixel;
    const paddedRow = row + (margins.left + margins.right) * pixel;
    f.times(images, () => {
      f.advance(source, margins.top * paddedRow + margins.left * pixel);
      f.times(size.height, () => {
        f.copy(target, source, i32.constant(row));
        f.advance(source, paddedRow);
        f.advance(target, row);
      });
      f.advance(source, margins.bottom * paddedRow - margins.left * pixel);
    });
  });
}

/** Kernel (source, target, rows): copies `channels` floats of each row; the rows may be longer on either side. */
export function copyChannels(module: ModuleBuilder, channels: number, sourceChannels: number, targetChannels: number): Kernel {
  return module.kernel(kernelName('copyChannels', channels, sourceChannels, targetChannels), (f) => {
    const source = f.parameter('i32');
    const target = f.parameter('i32');
    const rows = f.parameter('i32');
    f.times(rows, () => {
      channelGroups(f, channels, [source, target], (lanes) => f.storePartial(target, 0, lanes, f32x4.loadPartial(source, 0, lanes)));
      f.advance(source, (sourceChannels - channels) * FLOAT_BYTES);
      f.advance(target, (targetChannels - channels) * FLOAT_BYTES);
    });
  });
}

/**
 * Kernel (large, small, images) between images `size` and their every `strides`-th pixel, whose rows have `filters` channels:
 * `take` copies large to small, `put` small to large. Nothing else is written.
 */
export function stridedPixels(module: ModuleBuilder, size: ImageSize, strides: number, filters: number, direction: 'take' | 'put'): Kernel {
  return module.kernel(kernelName('strided', direction, size.height, size.width, size.channels, strides, filters), (f) => {
    const image = f.parameter('i32');
    const small = f.parameter('i32');
    const images = f.parameter('i32');
    const [line, large] = [f.local('i32'), f.local('i32')];
    const pixel = size.channels * FLOAT_BYTES;
    const shared = Math.min(size.channels, filters);
    f.times(images, () => {
      f.set(line, image);
      f.times(Math.ceil(size.height / strides), () => {
        f.set(large, line);
        f.times(Math.ceil(size.width / strides), () => {
          const [source, target] = direction === 'take' ? [large, small] : [small, large];
          channelGroups(f, shared, [large, small], (lanes) => f.storePartial(target, 0, lanes, f32x4.loadPartial(source, 0, lanes)));
          f.advance(large, strides * pixel - shared * FLOAT_BYTES);
          f.advance(small, (filters - shared) * FLOAT_BYTES);
        });
        f.advance(line, strides * size.width * pixel);
      });
      f.advance(image, imageBytes(size));
    });
  });
}

/** Kernel (source, target, floats): each float `times` times. */
export function repeatFloats(module: ModuleBuilder, times: number): Kernel {
  return module.kernel(kernelName('repeat', times), (f) => {
    const source = f.parameter('i32');
    const target = f.parameter('i32');
    const floats = f.parameter('i32');
    const value = f.local('f32');
    f.times(floats, () => {
      f.set(value, f32.load(source));
      for (let copy = 0; copy < times; copy++) f.storeF32(target, copy * FLOAT_BYTES, value);
      f.advance(source, FLOAT_BYTES);
      f.advance(target, times * FLOAT_BYTES);
    });
  });
}

/** Kernel (source, target, floats): the sums of each `times` floats, `floats` of them; the adjoint of `repeatFloats`. */
export function sumRepeated(module: ModuleBuilder, times: number): Kernel {
  return module.kernel(kernelName('sumRepeated', times), (f) => {
    const source = f.parameter('i32');
    const target = f.parameter('i32');
    const floats = f.parameter('i32');
    const sum = f.local('f32');
    f.times(floats, () => {
      f.set(sum, f32.load(source));
      for (let copy = 1; copy < times; copy++) f.set(sum, f32.add(sum, f32.load(source, copy * FLOAT_BYTES)));
      f.storeF32(target, 0, sum);
      f.advance(source, times * FLOAT_BYTES);
      f.advance(target, FLOAT_BYTES);
    });
  });
}
