/** Padding that brings the channels of each group together: [groups][height][width][channels / groups], so that a window's rows are runs. */
import { f32x4, i32, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { imageBytes, padded, padImages, type ImageSize, type Margins } from './image-copy';
import { channelGroups, FLOAT_BYTES, kernelName } from './loops';

/** Kernel (image, target): one image, inside a margin of zeros, group by group. */
export function padGroups(module: ModuleBuilder, size: ImageSize, margins: Margins, groups: number): Kernel {
  if (groups === 1) return padOne(module, size, margins);
  return module.kernel(kernelName('padGroups', size.height, size.width, size.channels, margins.top, margins.bottom, margins.left, margins.right, groups), (f) => {
    const image = f.parameter('i32');
    const target = f.parameter('i32');
    const source = f.local('i32');
    const channels = size.channels / groups;
    const pixel = channels * FLOAT_BYTES;
    const outer = padded({ ...size, channels }, margins);
    const line = outer.width * pixel;
    const clear = (bytes: number): void => {
      if (bytes > 0) f.clear(target, i32.constant(bytes));
      f.advance(target, bytes);
    };
    f.times(groups, () => {
      f.set(source, image);
      clear(margins.top * line + margins.left * pixel);
      const emitLine = (): void =>
        f.times(size.width, () => {
          copyPixel(f, source, target, channels);
          f.advance(source, (size.channels - channels) * FLOAT_BYTES);
        });
      f.times(size.height - 1, () => {
        emitLine();
        clear((margins.left + margins.right) * pixel);
      });
      emitLine();
      clear(margins.bottom * line + margins.right * pixel);
      f.advance(image, pixel);
    });
  });
}

function copyPixel(f: FunctionBuilder, source: Local<'i32'>, target: Local<'i32'>, channels: number): void {
  channelGroups(f, channels, [source, target], (lanes) => f.storePartial(target, 0, lanes, f32x4.loadPartial(source, 0, lanes)));
}

function padOne(module: ModuleBuilder, size: ImageSize, margins: Margins): Kernel {
  const pad = padImages(module, size, margins);
  return module.kernel(kernelName('padOne', size.height, size.width, size.channels, margins.top, margins.bottom, margins.left, margins.right), (f) => {
    const image = f.parameter('i32');
    const target = f.parameter('i32');
    f.run(pad, image, target, i32.constant(1));
  });
}

/** Bytes of one group of a padded image. */
export function groupBytes(size: ImageSize, margins: Margins, groups: number): number {
  return imageBytes(padded(size, margins)) / groups;
}
