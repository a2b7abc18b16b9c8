/** Loops that many kernels share: over the channels of a pixel, over row chunks, and in strips that stay in the cache. */
import { f32x4, i32, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';

export const FLOAT_BYTES = 4;
export const VECTOR_BYTES = 16;

/** Runs the body for each group of four channels, then once for the rest; the pointers move on behind each. */
export function channelGroups(f: FunctionBuilder, channels: number, pointers: readonly Local<'i32'>[], body: (lanes: number) => void): void {
  const turn = (lanes: number): void => {
    body(lanes);
    for (const pointer of pointers) f.advance(pointer, lanes * FLOAT_BYTES);
  };
  f.times(Math.floor(channels / 4), () => turn(4));
  if (channels % 4 > 0) turn(channels % 4);
}

/** Cuts `count` (at run time) into pieces of at most `limit`; the body gets the size of its piece. */
export function pieces(f: FunctionBuilder, count: Code<'i32'>, limit: number, body: (size: Local<'i32'>) => void): void {
  const left = f.let(count);
  const size = f.local('i32');
  f.while(i32.greaterThan(left, i32.constant(0)), () => {
    f.set(size, i32.select(left, i32.constant(limit), i32.lessThan(left, i32.constant(limit))));
    body(size);
    f.set(left, i32.subtract(left, size));
  });
}

/** Lanes of each vector of a block of up to eight columns. */
export function vectorLanes(columns: number): readonly number[] {
  return columns > 4 ? [4, columns - 4] : [columns];
}

/** A name for a kernel that depends on these numbers and words alone. */
export function kernelName(family: string, ...parts: readonly (string | number)[]): string {
  return [family, ...parts].join('_');
}

/** Channels whose vectors are written out one after the other, with constant offsets. */
const UNROLLED_CHANNELS = 64;

type Load = (pointer: Local<'i32'>) => Code<'v128'>;
type Store = (pointer: Local<'i32'>, value: Code<'v128'>) => void;

/**
 * Goes through the rows of [rows, channels] tensors vector by vector. `tensors` move on to the next row, `coefficients` [channels] don't;
 * both are left behind their ends.
 */
export function channelVectors(
  f: FunctionBuilder,
  channels: number,
  rows: Code<'i32'>,
  tensors: readonly Local<'i32'>[],
  coefficients: readonly Local<'i32'>[],
  body: (load: Load, store: Store) => void,
): void {
  const emitBlock = (count: number): void => {
    for (let channel = 0; channel < count; channel += 4) {
      const lanes = Math.min(4, count - channel);
      const offset = channel * FLOAT_BYTES;
      body(
        (pointer) => f32x4.loadPartial(pointer, offset, lanes),
        (pointer, value) => f.storePartial(pointer, offset, lanes, value),
      );
    }
    for (const tensor of tensors) f.advance(tensor, count * FLOAT_BYTES);
  };
  if (channels <= UNROLLED_CHANNELS) {
    f.times(rows, () => emitBlock(channels));
    return;
  }
  const turn = (count: number): void => {
    emitBlock(count);
    for (const coefficient of coefficients) f.advance(coefficient, count * FLOAT_BYTES);
  };
  f.times(rows, () => {
    f.times(Math.floor(channels / UNROLLED_CHANNELS), () => turn(UNROLLED_CHANNELS));
    if (channels % UNROLLED_CHANNELS > 0) turn(channels % UNROLLED_CHANNELS);
    for (const coefficient of coefficients) f.advance(coefficient, -channels * FLOAT_BYTES);
  });
}
