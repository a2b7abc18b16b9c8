/** The mask of lib/util/dropout-mask.ts, bit for bit, made in WebAssembly: on feature maps the draws would take longer than the convolutions. */
import { f32, i32, i64, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { FLOAT_BYTES, VECTOR_BYTES } from './loops';

const ROUNDS = 10;
const MULTIPLIERS = [0xd2511f53n, 0xcd9e8d57n];
const KEY_STEPS = [0x9e3779b9, 0xbb67ae85];
/** A uniform draw is the high 24 bits of a word. */
const DRAW_BITS = 24;

/** Draws below it are dropped: the integer form of `uniform() < rate`. */
export function dropThreshold(rate: number): number {
  return Math.ceil(rate * 2 ** DRAW_BITS);
}

/** The words of the counter after ten rounds of Philox4x32 (as in lib/util/random.ts); they are overwritten in place. */
function philox(f: FunctionBuilder, words: readonly Local<'i32'>[], key: readonly Local<'i32'>[]): void {
  const [c0, c1, c2, c3] = words;
  const [k0, k1] = key.map((word) => f.let(word));
  const [product0, product1] = [f.local('i64'), f.local('i64')];
  const wide = (word: Code<'i32'>, multiplier: bigint): Code<'i64'> => i64.multiply(i64.fromUnsignedI32(word), i64.constant(multiplier));
  const high = (product: Code<'i64'>): Code<'i32'> => i32.fromI64(i64.shiftRight(product, i64.constant(32n)));
  f.times(ROUNDS, () => {
    f.set(product0, wide(c0, MULTIPLIERS[0]));
    f.set(product1, wide(c2, MULTIPLIERS[1]));
    f.set(c0, i32.xor(i32.xor(high(product1), c1), k0));
    f.set(c2, i32.xor(i32.xor(high(product0), c3), k1));
    f.set(c1, i32.fromI64(product1));
    f.set(c3, i32.fromI64(product0));
    f.advance(k0, KEY_STEPS[0]);
    f.advance(k1, KEY_STEPS[1]);
  });
}

/** Kernel (mask, vectors, first, key0, key1, high0, high1, threshold, kept): 0 where a draw is below the threshold, `kept` elsewhere; the mask's first vector is number `first` of the stream. */
export function dropoutMask(module: ModuleBuilder): Kernel {
  return module.kernel('dropoutMask', (f) => {
    const mask = f.parameter('i32');
    const vectors = f.parameter('i32');
    const block = f.parameter('i32');
    const key = [f.parameter('i32'), f.parameter('i32')];
    const counterHigh = [f.parameter('i32'), f.parameter('i32')];
    const threshold = f.parameter('i32');
    const kept = f.parameter('f32');
    const words = Array.from({ length: 4 }, () => f.local('i32'));
    f.times(vectors, () => {
      [block, i32.constant(0), ...counterHigh].forEach((value, index) => f.set(words[index], value));
      philox(f, words, key);
      words.forEach((word, lane) => {
        const draw = i32.shiftRightUnsigned(word, i32.constant(32 - DRAW_BITS));
        f.storeF32(mask, lane * FLOAT_BYTES, f32.select(f32.constant(0), kept, i32.lessThan(draw, threshold)));
      });
      f.advance(mask, VECTOR_BYTES);
      f.advance(block, 1);
    });
  });
}
