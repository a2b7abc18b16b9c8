/** Between the caller's images and the padded ones that the input tiles are cut from: margins and channels are filled with zeros. */
import { f32x4, i32, type Code } from '../../wasm/code';
import type { FunctionBuilder } from '../../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../../wasm/module-builder';
import { FLOAT_BYTES, kernelName, VECTOR_BYTES } from '../loops';
import type { WinogradLayout } from './layout';
import { forChannelVectors } from './tiles';

/** Zeroed vector by vector up to here: a call of memory.fill costs more. */
const SMALL_CLEAR = 16 * VECTOR_BYTES;

type Frame = {
  readonly pixel: number;
  readonly row: number;
  readonly paddedPixel: number;
  readonly paddedRow: number;
  /** Bytes of zeros before the first pixel, between two rows, and behind the last. */
  readonly before: number;
  readonly between: number;
  readonly behind: number;
};

function frameOf({ input, padded, margins }: WinogradLayout): Frame {
  const pixel = input.channels * FLOAT_BYTES;
  const paddedPixel = padded.channels * FLOAT_BYTES;
  const paddedRow = padded.width * paddedPixel;
  const left = margins.left * paddedPixel;
  // With `valid` padding a rest of the image may stick out of the last tile's window.
  const columns = Math.min(input.width, padded.width - margins.left);
  const rows = Math.min(input.height, padded.height - margins.top);
  const right = paddedRow - left - columns * paddedPixel;
  return {
    pixel,
    row: input.width * pixel,
    paddedPixel,
    paddedRow,
    before: margins.top * paddedRow + left,
    between: right + left,
    behind: right + (padded.height - margins.top - rows) * paddedRow,
  };
}

function name(family: string, { input, padded, margins }: WinogradLayout): string {
  return kernelName(family, input.height, input.width, input.channels, padded.height, padded.width, margins.top, margins.left);
}

/** Clears and steps behind. */
function clear(f: FunctionBuilder, target: Code<'i32'> & { readonly index: number }, bytes: number): void {
  if (bytes <= SMALL_CLEAR) for (let offset = 0; offset < bytes; offset += VECTOR_BYTES) f.storeVector(target, offset, f32x4.constant(0));
  else f.clear(target, i32.constant(bytes));
  f.advance({ ...target, type: 'i32' }, bytes);
}

/** Kernel (x, padded, images): x [images, height, width, channels] inside its margin, channels rounded up to whole vectors. */
export function padForTiles(module: ModuleBuilder, layout: WinogradLayout): Kernel {
  const { input } = layout;
  return module.kernel(name('winogradPad', layout), (f) => {
    const source = f.parameter('i32');
    const target = f.parameter('i32');
    const images = f.parameter('i32');
    const frame = frameOf(layout);
    const emitRow = (): void => {
      if (frame.pixel === frame.paddedPixel) {
        f.copy(target, source, i32.constant(frame.row));
        f.advance(source, frame.row);
        f.advance(target, frame.row);
        return;
      }
      f.times(input.width, () => {
        forChannelVectors(f, input.channels, [source, target], ([from, to], lanes) => f.storeVector(to, 0, f32x4.loadPartial(from, 0, lanes)));
        f.advance(source, frame.pixel);
        f.advance(target, frame.paddedPixel);
      });
    };
    f.times(images, () => {
      clear(f, target, frame.before);
      f.times(input.height - 1, () => {
        emitRow();
        clear(f, target, frame.between);
      });
      emitRow();
      clear(f, target, frame.behind);
    });
  });
}

/** Kernel (padded, dx, images): the inverse, each image without its margin and additional channels. */
export function cropFromTiles(module: ModuleBuilder, layout: WinogradLayout): Kernel {
  const { input } = layout;
  return module.kernel(name('winogradCrop', layout), (f) => {
    const source = f.parameter('i32');
    const target = f.parameter('i32');
    const images = f.parameter('i32');
    const frame = frameOf(layout);
    f.times(images, () => {
      f.advance(source, frame.before);
      f.times(input.height, () => {
        if (frame.pixel === frame.paddedPixel) {
          f.copy(target, source, i32.constant(frame.row));
          f.advance(source, frame.row);
          f.advance(target, frame.row);
        } else {
          f.times(input.width, () => {
            forChannelVectors(f, input.channels, [source, target], ([from, to], lanes) => f.storePartial(to, 0, lanes, f32x4.load(from)));
            f.advance(source, frame.paddedPixel);
            f.advance(target, frame.pixel);
          });
        }
        f.advance(source, frame.between);
      });
      f.advance(source, frame.behind - frame.between);
    });
  });
}
