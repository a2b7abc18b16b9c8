/**
 * Counter-based random numbers, Philox4x32-10 (Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011),
 * keyed by a seed and a stream's name, so that every draw can be made again alone and in any order.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;
const ROUNDS = 10;

/** High 32 bits of the product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}

/** One block of Philox4x32-10: four 32-bit words of counter and two of key give four random words, in `out`. */
export function philox4x32(counter: ArrayLike<number>, key: ArrayLike<number>, out: Uint32Array): Uint32Array {
  let [c0, c1, c2, c3] = [counter[0], counter[1], counter[2], counter[3]];
  let [k0, k1] = [key[0], key[1]];
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(M0, c0);
    const low0 = Math.imul(M0, c0);
    const high1 = multiplyHigh(M1, c2);
    const low1 = Math.imul(M1, c2);
    const next0 = high1 ^ c1 ^ k0;
    const next2 = high0 ^ c3 ^ k1;
    c0 = next0 >>> 0;
    c1 = low1 >>> 0;
    c2 = next2 >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + W0) >>> 0;
    k1 = (k1 + W1) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
  return out;
}

/** A named stream of random numbers; draws come in order, and two streams never share a state. */
export type RandomStream = {
  /** A 32-bit unsigned integer. */
  readonly uint32: () => number;
  /** Uniform in [0, 1), 24 bits, exact in float32. */
  readonly uniform: () => number;
  /** Uniform integer in [0, limit), without bias; `limit` up to 2^32. */
  readonly integer: (limit: number) => number;
  /** Standard normal, by the polar method with a square root and a rational logarithm: no transcendental function, so equal on every machine. */
  readonly normal: () => number;
};

/** The logarithm by its own series, from + - * / alone: `Math.log` may differ in the last bit between engines. x > 0. */
function portableLog(x: number): number {
  let exponent = 0;
  let mantissa = x;
  while (mantissa < 0.75) {
    mantissa *= 2;
    exponent--;
  }
  while (mantissa >= 1.5) {
    mantissa /= 2;
    exponent++;
  }
  const t = (mantissa - 1) / (mantissa + 1);
  const square = t * t;
  let term = t;
  let sum = 0;
  for (let k = 1; k < 40; k += 2) {
    sum += term / k;
    term *= square;
  }
  return 2 * sum + exponent * 0.6931471805599453;
}

/** Where the stream `name` of `seed` starts: Philox's key, and the two high words of its counter; the low ones count the blocks from 0. */
export function streamStart(seed: number, name: string): { readonly key: readonly [number, number]; readonly high: readonly [number, number] } {
  const digest = sha256(utf8ToBytes(`${seed}/${name}`));
  const words = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
  return { key: [words.getUint32(0), words.getUint32(4)], high: [words.getUint32(8), words.getUint32(12)] };
}

/** The stream `name` of `seed` (an integer): `init/conv1/kernel`, `shuffle/3`, `augment/3/17`, `dropout/drop1/250`, `split`. */
export function randomStream(seed: number, name: string): RandomStream {
  const { key, high } = streamStart(seed, name);
  const counter = [0, 0, ...high];
  const block = new Uint32Array(4);
  let used = 4;
  let spare: number | null = null;

  function uint32(): number {
    if (used === 4) {
      philox4x32(counter, key, block);
      counter[0] = (counter[0] + 1) >>> 0;
      if (counter[0] === 0) counter[1] = (counter[1] + 1) >>> 0;
      used = 0;
    }
    return block[used++];
  }
  function uniform(): number {
    return (uint32() >>> 8) / 0x1000000;
  }
  function integer(limit: number): number {
    const reject = 0x100000000 - (0x100000000 % limit);
    let word = uint32();
    while (word >= reject) word = uint32();
    return word % limit;
  }
  function normal(): number {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const factor = Math.sqrt((-2 * portableLog(s)) / s);
        spare = v * factor;
        return u * factor;
      }
    }
  }
  return { uint32, uniform, integer, normal };
}
