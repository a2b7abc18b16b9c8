import { expect, test } from 'vitest';
import { cosineOfPi } from '@/lib/util/cosine';
import { fillDropoutMask } from '@/lib/util/dropout-mask';
import { philox4x32, randomStream } from '@/lib/util/random';

/** Known answers of the authors' library Random123 (kat_vectors, philox4x32 10). */
const KNOWN = [
  { counter: [0, 0, 0, 0], key: [0, 0], words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
  { counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], key: [0xffffffff, 0xffffffff], words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd] },
  { counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], key: [0xa4093822, 0x299f31d0], words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1] },
];

test.each(KNOWN)('Philox4x32-10 gives the known answer for counter $counter', ({ counter, key, words }) => {
  expect([...philox4x32(counter, key, new Uint32Array(4))]).toEqual(words);
});

test('streams of equal seed and name are equal, others are not', () => {
  const draw = (seed: number, name: string) => Array.from({ length: 8 }, randomStream(seed, name).uint32);
  expect(draw(1, 'shuffle/0')).toEqual(draw(1, 'shuffle/0'));
  expect(draw(1, 'shuffle/0')).not.toEqual(draw(2, 'shuffle/0'));
  expect(draw(1, 'shuffle/0')).not.toEqual(draw(1, 'shuffle/1'));
});

test('integers are uniform, without bias and below their limit', () => {
  const { integer } = randomStream(3, 'test');
  const counts = new Array<number>(7).fill(0);
  for (let i = 0; i < 70_000; i++) counts[integer(7)]++;
  // 6 degrees of freedom: chi-squared beyond 22.5 has a probability of 0.001.
  expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(22.5);
});

test('normals have mean 0, variance 1 and the tails of a normal distribution', () => {
  const { normal } = randomStream(4, 'test');
  const values = Array.from({ length: 100_000 }, normal);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(values.length));
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / values.length));
  const share = (limit: number) => values.filter((value) => Math.abs(value) > limit).length / values.length;
  expect(share(1)).toBeCloseTo(0.3173, 2);
  expect(share(2)).toBeCloseTo(0.0455, 2);
});

test('the cosine agrees with the one of the language', () => {
  for (let x = 0; x <= 1; x += 1 / 64) expect(cosineOfPi(x)).toBeCloseTo(Math.cos(Math.PI * x), 14);
});

test('a dropout mask keeps its share, scaled, and is the same for the same step', () => {
  const mask = (step: number) => {
    const values = new Float32Array(20_000);
    fillDropoutMask(values, 1, 'drop', step, 0.3);
    return values;
  };
  expect(mask(5)).toEqual(mask(5));
  expect(mask(5)).not.toEqual(mask(6));
  const kept = mask(5).filter((value) => value > 0);
  expect(kept.length / 20_000).toBeCloseTo(0.7, 1);
  expect(new Set(kept)).toEqual(new Set([Math.fround(1 / 0.7)]));
});
