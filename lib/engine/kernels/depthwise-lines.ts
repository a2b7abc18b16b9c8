/** Depthwise convolution line by line, four channels at once: the taps of a group of channels stay in registers for a whole line. */
import { f32x4, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { channelGroups, FLOAT_BYTES, kernelName } from './loops';

/** Steps in bytes from pixel to pixel and from line to line. */
export type PixelSteps = { readonly pixel: number; readonly line: number };

export type DepthwiseShape = {
  readonly lines: number;
  readonly pixels: number;
  readonly channels: number;
  /** Rows and columns of taps that are used. */
  readonly rows: number;
  readonly columns: number;
  /** Steps from window to window. */
  readonly input: PixelSteps;
  /** Steps between the pixels of a window. */
  readonly tap: PixelSteps;
  /** Steps between the kernel's taps; negative for a turned kernel. */
  readonly kernel: PixelSteps;
  readonly output: PixelSteps;
};

function nameOf(family: string, { lines, pixels, channels, rows, columns, input, tap, kernel, output }: DepthwiseShape, ...more: readonly string[]): string {
  return kernelName(family, lines, pixels, channels, rows, columns, ...[input, tap, kernel, output].flatMap(({ pixel, line }) => [pixel, line]), ...more);
}

/** Runs the body for each tap. */
function forTaps(rows: number, columns: number, body: (row: number, column: number) => void): void {
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) body(row, column);
}

/** Visits each line's groups of channels: the pointers stand at the line's first pixel, the first channel of the group. */
function forLineGroups(f: FunctionBuilder, { lines, channels }: DepthwiseShape, lineSteps: readonly number[], starts: readonly Local<'i32'>[], fixed: readonly Local<'i32'>[], body: (pointers: readonly Local<'i32'>[], fixed: readonly Local<'i32'>[], lanes: number) => void): void {
  const moving = starts.map(() => f.local('i32'));
  const held = fixed.map(() => f.local('i32'));
  f.times(lines, () => {
    moving.forEach((pointer, index) => f.set(pointer, starts[index]));
    held.forEach((pointer, index) => f.set(pointer, fixed[index]));
    channelGroups(f, channels, [...moving, ...held], (lanes) => body(moving, held, lanes));
    starts.forEach((start, index) => f.advance(start, lineSteps[index]));
  });
}

/** Kernel (input, kernel, bias, output) for one image: output = bias + Σ over taps of input · kernel; `bias` is read with `useBias`. */
export function depthwiseProduct(module: ModuleBuilder, shape: DepthwiseShape, useBias: boolean): Kernel {
  return module.kernel(nameOf('depthwiseProduct', shape, useBias ? 'bias' : 'zero'), (f) => {
    const input = f.parameter('i32');
    const kernel = f.parameter('i32');
    const bias = f.parameter('i32');
    const output = f.parameter('i32');
    const [from, to] = [f.local('i32'), f.local('i32')];
    const sum = f.local('v128');
    forLineGroups(f, shape, [shape.input.line, shape.output.line], [input, output], [kernel, bias], ([source, target], [weights, start], lanes) => {
      const taps: Local<'v128'>[] = [];
      forTaps(shape.rows, shape.columns, (row, column) => taps.push(f.let(f32x4.loadPartial(at(f, weights, row * shape.kernel.line + column * shape.kernel.pixel), 0, lanes))));
      const first = f.let(useBias ? f32x4.loadPartial(start, 0, lanes) : f32x4.constant(0));
      f.set(from, source);
      f.set(to, target);
      f.times(shape.pixels, () => {
        f.set(sum, first);
        forTaps(shape.rows, shape.columns, (row, column) => f.set(sum, f.multiplyAdd(f32x4.loadPartial(from, row * shape.tap.line + column * shape.tap.pixel, lanes), taps[row * shape.columns + column], sum)));
        f.storePartial(to, 0, lanes, sum);
        f.advance(from, shape.input.pixel);
        f.advance(to, shape.output.pixel);
      });
    });
  });
}

/** An address some bytes away, also before. */
function at(f: FunctionBuilder, start: Local<'i32'>, bytes: number): Local<'i32'> {
  const address = f.let(start);
  f.advance(address, bytes);
  return address;
}

/** Sums held in registers at once. */
const MOST_SUMS = 10;

/** Kernel (input, outputGradient, sums) for one image: sums [rows, columns, channels] += Σ over pixels of input · outputGradient. */
export function depthwiseGradient(module: ModuleBuilder, shape: DepthwiseShape): Kernel {
  return module.kernel(nameOf('depthwiseGradient', shape), (f) => {
    const input = f.parameter('i32');
    const gradient = f.parameter('i32');
    const sums = f.parameter('i32');
    const [from, along] = [f.local('i32'), f.local('i32')];
    const factor = f.local('v128');
    const rowsAtOnce = Math.max(1, Math.floor(MOST_SUMS / shape.columns));
    forLineGroups(f, shape, [shape.input.line, shape.output.line], [input, gradient], [sums], ([source, gradients], [target], lanes) => {
      for (let first = 0; first < shape.rows; first += rowsAtOnce) {
        const rows = Math.min(rowsAtOnce, shape.rows - first);
        const held: Local<'v128'>[] = [];
        forTaps(rows, shape.columns, () => held.push(f.let(f32x4.constant(0))));
        f.set(from, source);
        f.set(along, gradients);
        f.times(shape.pixels, () => {
          f.set(factor, f32x4.loadPartial(along, 0, lanes));
          forTaps(rows, shape.columns, (row, column) => {
            const sum = held[row * shape.columns + column];
            f.set(sum, f.multiplyAdd(f32x4.loadPartial(from, (first + row) * shape.tap.line + column * shape.tap.pixel, lanes), factor, sum));
          });
          f.advance(from, shape.input.pixel);
          f.advance(along, shape.output.pixel);
        });
        forTaps(rows, shape.columns, (row, column) => {
          const offset = (first + row) * shape.kernel.line + column * shape.kernel.pixel;
          f.storePartial(target, offset, lanes, f32x4.add(f32x4.loadPartial(target, offset, lanes), held[row * shape.columns + column]));
        });
      }
    });
  });
}

/** Steps of images and kernels of so many channels. */
export function pixelSteps(width: number, channels: number, strides = 1): PixelSteps {
  const pixel = channels * FLOAT_BYTES;
  return { pixel: strides * pixel, line: strides * width * pixel };
}
