/** Sums over the rows of a [rows, channels] tensor: short float32 sums of up to four vectors, gathered in doubles in a fixed order. */
import { f32, f32x4, f64, f64x2, i32, v128, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { FLOAT_BYTES, kernelName, pieces, VECTOR_BYTES } from './loops';

export const DOUBLE_BYTES = 8;
const BLOCK_CHANNELS = 16;
/** Rows whose terms are added in float32 before they go to the doubles. */
const PIECE_ROWS = 64;

/** What is made of the vectors of the sources and of the per-channel coefficients: terms to be summed, and values to be stored first. */
export type Terms = (f: FunctionBuilder, values: readonly Local<'v128'>[], coefficients: readonly Local<'v128'>[]) => { readonly terms: readonly Code<'v128'>[]; readonly stored?: Code<'v128'> };

export type ColumnSums = { readonly name: string; readonly channels: number; readonly sources: number; readonly coefficients: number; readonly sums: number; readonly stores?: boolean; readonly terms: Terms };

/**
 * Kernel (source1, …, coefficient1, …, [stored,] target, rows): target [sums, channels] in doubles = Σ over rows of the terms.
 * Sources and stored values are [rows, channels], coefficients [channels].
 */
export function columnSums(module: ModuleBuilder, { name, channels, sources, coefficients, sums, stores = false, terms }: ColumnSums): Kernel {
  return module.kernel(kernelName(name, channels), (f) => {
    const sourceStarts = Array.from({ length: sources }, () => f.parameter('i32'));
    const coefficientPointers = Array.from({ length: coefficients }, () => f.parameter('i32'));
    const stored = stores ? [f.parameter('i32')] : [];
    const target = f.parameter('i32');
    const rows = f.parameter('i32');
    const [into, pointers] = [stored, sourceStarts].map((starts) => starts.map(() => f.local('i32')));
    const sumsAt = f.local('i32');

    /** A piece of rows for one block of channels: it lies in the first-level cache for all blocks, and its sums go to the doubles at the end. */
    const emitBlock = (blockChannels: number, size: Code<'i32'>): void => {
      const lanes = Array.from({ length: Math.ceil(blockChannels / 4) }, (_, vector) => Math.min(4, blockChannels - vector * 4));
      const held = lanes.map((count, vector) => coefficientPointers.map((pointer) => f.let(f32x4.loadPartial(pointer, vector * VECTOR_BYTES, count))));
      const partial = lanes.map(() => Array.from({ length: sums }, () => f.local('v128')));
      for (const variable of partial.flat()) f.set(variable, f32x4.constant(0));
      pointers.forEach((pointer, index) => f.set(pointer, sourceStarts[index]));
      into.forEach((pointer, index) => f.set(pointer, stored[index]));
      const values = pointers.map(() => f.local('v128'));
      f.times(size, () => {
        lanes.forEach((count, vector) => {
          values.forEach((value, index) => f.set(value, f32x4.loadPartial(pointers[index], vector * VECTOR_BYTES, count)));
          const made = terms(f, values, held[vector]);
          const value = made.stored;
          if (value !== undefined) for (const pointer of into) f.storePartial(pointer, vector * VECTOR_BYTES, count, value);
          made.terms.forEach((term, sum) => f.set(partial[vector][sum], f32x4.add(partial[vector][sum], term)));
        });
        for (const pointer of [...pointers, ...into]) f.advance(pointer, channels * FLOAT_BYTES);
      });
      partial.forEach((row, vector) =>
        row.forEach((variable, sum) => {
          const offset = sum * channels * DOUBLE_BYTES + vector * 4 * DOUBLE_BYTES;
          // A partial load or store counts floats: a double is two of them.
          const addTo = (at: number, floats: number, pair: Code<'v128'>): void =>
            f.storePartial(sumsAt, at, floats, f64x2.add(f32x4.loadPartial(sumsAt, at, floats), f64x2.fromLowF32x4(pair)));
          addTo(offset, Math.min(4, lanes[vector] * 2), variable);
          if (lanes[vector] > 2) addTo(offset + VECTOR_BYTES, (lanes[vector] - 2) * 2, v128.high(variable));
        }),
      );
      for (const start of [...sourceStarts, ...stored, ...coefficientPointers]) f.advance(start, blockChannels * FLOAT_BYTES);
      f.advance(sumsAt, blockChannels * DOUBLE_BYTES);
    };
    f.clear(target, i32.constant(sums * channels * DOUBLE_BYTES));
    pieces(f, rows, PIECE_ROWS, (size) => {
      f.set(sumsAt, target);
      f.times(Math.floor(channels / BLOCK_CHANNELS), () => emitBlock(BLOCK_CHANNELS, size));
      if (channels % BLOCK_CHANNELS > 0) emitBlock(channels % BLOCK_CHANNELS, size);
      for (const coefficient of coefficientPointers) f.advance(coefficient, -channels * FLOAT_BYTES);
      for (const start of [...sourceStarts, ...stored]) f.advance(start, i32.multiply(i32.subtract(size, i32.constant(1)), i32.constant(channels * FLOAT_BYTES)));
    });
  });
}

/** Kernel (source, target, rows): plain sums of the columns, in doubles. */
export function plainColumnSums(module: ModuleBuilder, channels: number): Kernel {
  return columnSums(module, { name: 'columnSums', channels, sources: 1, coefficients: 0, sums: 1, terms: (_, [value]) => ({ terms: [value] }) });
}

/** Runs the body `channels` times; the pointers move on, those to floats and those to doubles by their own sizes. */
export function perChannel(f: FunctionBuilder, channels: Code<'i32'>, floats: readonly Local<'i32'>[], doubles: readonly Local<'i32'>[], body: () => void): void {
  f.times(channels, () => {
    body();
    for (const pointer of floats) f.advance(pointer, FLOAT_BYTES);
    for (const pointer of doubles) f.advance(pointer, DOUBLE_BYTES);
  });
}

/** Kernel (slots, slotBytes, count, target, channels): target, float32, = Σ over the slots, which are doubles, in their order. */
export function sumDoubleSlots(module: ModuleBuilder): Kernel {
  return module.kernel('sumDoubleSlots', (f) => {
    const slots = f.parameter('i32');
    const slotBytes = f.parameter('i32');
    const count = f.parameter('i32');
    const target = f.parameter('i32');
    const channels = f.parameter('i32');
    const [sum, slot] = [f.local('f64'), f.local('i32')];
    perChannel(f, channels, [target], [slots], () => {
      f.set(sum, f64.constant(0));
      f.set(slot, slots);
      f.times(count, () => {
        f.set(sum, f64.add(sum, f64.load(slot)));
        f.advance(slot, slotBytes);
      });
      f.storeF32(target, 0, f32.fromF64(sum));
    });
  });
}

/** Kernel (slots, slotBytes, count, target, vectors): target = Σ over the slots, both float32, added in double in their order. */
export function sumSlots(module: ModuleBuilder): Kernel {
  return module.kernel('sumSlots', (f) => {
    const slots = f.parameter('i32');
    const slotBytes = f.parameter('i32');
    const count = f.parameter('i32');
    const target = f.parameter('i32');
    const vectors = f.parameter('i32');
    const slot = f.local('i32');
    const [value, low, high] = [f.local('v128'), f.local('v128'), f.local('v128')];
    f.times(vectors, () => {
      f.set(low, f32x4.constant(0));
      f.set(high, f32x4.constant(0));
      f.set(slot, slots);
      f.times(count, () => {
        f.set(value, f32x4.load(slot));
        f.set(low, f64x2.add(low, f64x2.fromLowF32x4(value)));
        f.set(high, f64x2.add(high, f64x2.fromLowF32x4(v128.high(value))));
        f.advance(slot, slotBytes);
      });
      f.storeVector(target, 0, v128.lows(f64x2.toLowF32x4(low), f64x2.toLowF32x4(high)));
      f.advance(slots, VECTOR_BYTES);
      f.advance(target, VECTOR_BYTES);
    });
  });
}
