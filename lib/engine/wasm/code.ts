/** Typed WebAssembly expressions: each is the bytes that leave one value on the stack, so that a wrong type does not compile. */
import { float32Bytes, float64Bytes, signed, signed64, unsigned } from './encoding';

export type ValueType = 'i32' | 'i64' | 'f32' | 'f64' | 'v128';

/** Code that leaves one value of type T on the stack. It may stand in several places: it is evaluated at each. */
export type Code<T extends ValueType> = { readonly type: T; readonly bytes: readonly number[] };

/** A local variable or parameter; as code it reads the variable. */
export type Local<T extends ValueType> = Code<T> & { readonly index: number };

function code<T extends ValueType>(type: T, ...parts: (readonly number[])[]): Code<T> {
  // Plain loops: every expression of every kernel is put together here, and `flat` takes twice as long.
  const bytes: number[] = [];
  for (const part of parts) for (let index = 0; index < part.length; index++) bytes.push(part[index]);
  return { type, bytes };
}

function unary<A extends ValueType, R extends ValueType>(result: R, opcode: readonly number[]): (a: Code<A>) => Code<R> {
  return (a) => code(result, a.bytes, opcode);
}

function binary<A extends ValueType, R extends ValueType>(result: R, opcode: readonly number[]): (a: Code<A>, b: Code<A>) => Code<R> {
  return (a, b) => code(result, a.bytes, b.bytes, opcode);
}

/** A memory argument: alignment of a float32 (a hint only) and a constant offset in bytes. */
function memory(offset: number): number[] {
  return [2, ...unsigned(offset)];
}

function vectorOpcode(number: number): number[] {
  return [0xfd, ...unsigned(number)];
}

export const i32 = {
  constant: (value: number): Code<'i32'> => code('i32', [0x41], signed(value)),
  add: binary<'i32', 'i32'>('i32', [0x6a]),
  subtract: binary<'i32', 'i32'>('i32', [0x6b]),
  multiply: binary<'i32', 'i32'>('i32', [0x6c]),
  divideUnsigned: binary<'i32', 'i32'>('i32', [0x6e]),
  remainderUnsigned: binary<'i32', 'i32'>('i32', [0x70]),
  and: binary<'i32', 'i32'>('i32', [0x71]),
  xor: binary<'i32', 'i32'>('i32', [0x73]),
  shiftLeft: binary<'i32', 'i32'>('i32', [0x74]),
  shiftRightUnsigned: binary<'i32', 'i32'>('i32', [0x76]),
  equal: binary<'i32', 'i32'>('i32', [0x46]),
  lessThan: binary<'i32', 'i32'>('i32', [0x48]),
  greaterThan: binary<'i32', 'i32'>('i32', [0x4a]),
  greaterOrEqual: binary<'i32', 'i32'>('i32', [0x4e]),
  isZero: unary<'i32', 'i32'>('i32', [0x45]),
  load: (address: Code<'i32'>, offset = 0): Code<'i32'> => code('i32', address.bytes, [0x28], memory(offset)),
  select: (whenTrue: Code<'i32'>, whenFalse: Code<'i32'>, condition: Code<'i32'>): Code<'i32'> => code('i32', whenTrue.bytes, whenFalse.bytes, condition.bytes, [0x1b]),
  fromF64: unary<'f64', 'i32'>('i32', [0xfc, 0x02]),
  fromI64: unary<'i64', 'i32'>('i32', [0xa7]),
};

export const i64 = {
  constant: (value: bigint): Code<'i64'> => code('i64', [0x42], signed64(value)),
  multiply: binary<'i64', 'i64'>('i64', [0x7e]),
  and: binary<'i64', 'i64'>('i64', [0x83]),
  or: binary<'i64', 'i64'>('i64', [0x84]),
  shiftLeft: binary<'i64', 'i64'>('i64', [0x86]),
  shiftRight: binary<'i64', 'i64'>('i64', [0x87]),
  fromI32: unary<'i32', 'i64'>('i64', [0xac]),
  fromUnsignedI32: unary<'i32', 'i64'>('i64', [0xad]),
  bitsOfF64: unary<'f64', 'i64'>('i64', [0xbd]),
};

export const f32 = {
  constant: (value: number): Code<'f32'> => code('f32', [0x43], float32Bytes(value)),
  add: binary<'f32', 'f32'>('f32', [0x92]),
  multiply: binary<'f32', 'f32'>('f32', [0x94]),
  select: (whenTrue: Code<'f32'>, whenFalse: Code<'f32'>, condition: Code<'i32'>): Code<'f32'> => code('f32', whenTrue.bytes, whenFalse.bytes, condition.bytes, [0x1b]),
  load: (address: Code<'i32'>, offset = 0): Code<'f32'> => code('f32', address.bytes, [0x2a], memory(offset)),
  fromF64: unary<'f64', 'f32'>('f32', [0xb6]),
};

export const f64 = {
  constant: (value: number): Code<'f64'> => code('f64', [0x44], float64Bytes(value)),
  add: binary<'f64', 'f64'>('f64', [0xa0]),
  subtract: binary<'f64', 'f64'>('f64', [0xa1]),
  multiply: binary<'f64', 'f64'>('f64', [0xa2]),
  divide: binary<'f64', 'f64'>('f64', [0xa3]),
  maximum: binary<'f64', 'f64'>('f64', [0xa5]),
  squareRoot: unary<'f64', 'f64'>('f64', [0x9f]),
  nearest: unary<'f64', 'f64'>('f64', [0x9e]),
  negate: unary<'f64', 'f64'>('f64', [0x9a]),
  greaterThan: binary<'f64', 'i32'>('i32', [0x64]),
  load: (address: Code<'i32'>, offset = 0): Code<'f64'> => code('f64', address.bytes, [0x2b], memory(offset)),
  fromF32: unary<'f32', 'f64'>('f64', [0xbb]),
  fromI32: unary<'i32', 'f64'>('f64', [0xb7]),
  fromBits: unary<'i64', 'f64'>('f64', [0xbf]),
};

/** Operations on words that several threads share (threads proposal); offsets are constants. */
export const atomic = {
  load: (address: Code<'i32'>, offset = 0): Code<'i32'> => code('i32', address.bytes, [0xfe, 0x10], memory(offset)),
  /** Adds and gives what was there before. */
  add: (address: Code<'i32'>, offset: number, value: Code<'i32'>): Code<'i32'> => code('i32', address.bytes, value.bytes, [0xfe, 0x1e], memory(offset)),
  /** Sleeps while the word has the expected value, for at most so many nanoseconds (negative: for ever). */
  wait: (address: Code<'i32'>, offset: number, expected: Code<'i32'>, nanoseconds: bigint): Code<'i32'> =>
    code('i32', address.bytes, expected.bytes, [0x42], signed64(nanoseconds), [0xfe, 0x01], memory(offset)),
  /** Wakes all that sleep on the word; gives their number. */
  wakeAll: (address: Code<'i32'>, offset: number): Code<'i32'> => code('i32', address.bytes, [0x41], signed(-1), [0xfe, 0x00], memory(offset)),
};

/** Four float32 lanes. Comparisons give masks of ones and zeros. */
export const f32x4 = {
  constant: (value: number): Code<'v128'> => code('v128', [0xfd, 0x0c], float32Bytes(value), float32Bytes(value), float32Bytes(value), float32Bytes(value)),
  splat: unary<'f32', 'v128'>('v128', vectorOpcode(0x13)),
  replaceLane: (vector: Code<'v128'>, lane: number, value: Code<'f32'>): Code<'v128'> => code('v128', vector.bytes, value.bytes, [0xfd, 0x20, lane]),
  load: (address: Code<'i32'>, offset = 0): Code<'v128'> => code('v128', address.bytes, [0xfd, 0x00], memory(offset)),
  loadSplat: (address: Code<'i32'>, offset = 0): Code<'v128'> => code('v128', address.bytes, [0xfd, 0x09], memory(offset)),
  /** The first `count` (1 to 4) lanes; the others are zero, and nothing behind them is read. */
  loadPartial(address: Code<'i32'>, offset: number, count: number): Code<'v128'> {
    if (count === 4) return f32x4.load(address, offset);
    if (count === 1) return code('v128', address.bytes, [0xfd, 0x5c], memory(offset));
    const two = code('v128', address.bytes, [0xfd, 0x5d], memory(offset));
    return count === 2 ? two : code('v128', address.bytes, two.bytes, [0xfd, 0x56], memory(offset + 8), [2]);
  },
  equal: binary<'v128', 'v128'>('v128', vectorOpcode(0x41)),
  lessThan: binary<'v128', 'v128'>('v128', vectorOpcode(0x43)),
  greaterThan: binary<'v128', 'v128'>('v128', vectorOpcode(0x44)),
  absolute: unary<'v128', 'v128'>('v128', vectorOpcode(0xe0)),
  negate: unary<'v128', 'v128'>('v128', vectorOpcode(0xe1)),
  squareRoot: unary<'v128', 'v128'>('v128', vectorOpcode(0xe3)),
  add: binary<'v128', 'v128'>('v128', vectorOpcode(0xe4)),
  subtract: binary<'v128', 'v128'>('v128', vectorOpcode(0xe5)),
  multiply: binary<'v128', 'v128'>('v128', vectorOpcode(0xe6)),
  divide: binary<'v128', 'v128'>('v128', vectorOpcode(0xe7)),
  /** b < a ? b : a; the first operand if either is NaN. */
  pseudoMinimum: binary<'v128', 'v128'>('v128', vectorOpcode(0xea)),
  /** a < b ? b : a; the first operand if either is NaN. */
  pseudoMaximum: binary<'v128', 'v128'>('v128', vectorOpcode(0xeb)),
  nearest: unary<'v128', 'v128'>('v128', vectorOpcode(0x6a)),
  toIntegers: unary<'v128', 'v128'>('v128', vectorOpcode(0xf8)),
  /** Two lanes of each of two vectors: lanes 0 to 3 are a's, 4 to 7 are b's. */
  shuffle: (a: Code<'v128'>, b: Code<'v128'>, lanes: readonly [number, number, number, number]): Code<'v128'> =>
    code('v128', a.bytes, b.bytes, [0xfd, 0x0d], lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte))),
  /** a · b + c with or without rounding in between, as the machine likes. */
  relaxedMultiplyAdd: (a: Code<'v128'>, b: Code<'v128'>, c: Code<'v128'>): Code<'v128'> => code('v128', a.bytes, b.bytes, c.bytes, vectorOpcode(0x105)),
};

export const f64x2 = {
  add: binary<'v128', 'v128'>('v128', vectorOpcode(0xf0)),
  /** Two doubles rounded to the low float32 lanes; the others are zero. */
  toLowF32x4: unary<'v128', 'v128'>('v128', vectorOpcode(0x5e)),
  /** The two low float32 lanes, as doubles. */
  fromLowF32x4: unary<'v128', 'v128'>('v128', vectorOpcode(0x5f)),
};

export const i32x4 = {
  constant: (value: number): Code<'v128'> => code('v128', [0x41], signed(value), vectorOpcode(0x11)),
  add: binary<'v128', 'v128'>('v128', vectorOpcode(0xae)),
  shiftLeft: (vector: Code<'v128'>, bits: number): Code<'v128'> => code('v128', vector.bytes, [0x41], signed(bits), vectorOpcode(0xab)),
};

export const v128 = {
  and: binary<'v128', 'v128'>('v128', vectorOpcode(0x4e)),
  /** a where b is zero. */
  andNot: binary<'v128', 'v128'>('v128', vectorOpcode(0x4f)),
  or: binary<'v128', 'v128'>('v128', vectorOpcode(0x50)),
  /** Bits of a where the mask has ones, of b elsewhere. */
  select: (a: Code<'v128'>, b: Code<'v128'>, mask: Code<'v128'>): Code<'v128'> => code('v128', a.bytes, b.bytes, mask.bytes, vectorOpcode(0x52)),
  /** Lanes 0 and 1 of both. */
  lows: (a: Code<'v128'>, b: Code<'v128'>): Code<'v128'> => code('v128', a.bytes, b.bytes, [0xfd, 0x0d, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]),
  /** Lanes 2 and 3 moved to 0 and 1. */
  high: (vector: Code<'v128'>): Code<'v128'> => code('v128', vector.bytes, vector.bytes, [0xfd, 0x0d, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15]),
};
