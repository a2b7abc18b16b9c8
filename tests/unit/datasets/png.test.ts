import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import type { PNGOptions } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { decodePng } from '@/lib/datasets/png';

function encode(width: number, height: number, data: Uint8Array, options: PNGOptions): Uint8Array {
  const image = new PNG({ width, height });
  image.data.set(data);
  return new Uint8Array(PNG.sync.write(image, options));
}

/** A PNG from its header (width, height, bits, colour type), further chunks and filtered rows. */
function byHand([width, height, bits, colourType]: readonly number[], chunks: readonly (readonly [string, readonly number[]])[], rows: readonly number[]): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bits, colourType], 8);
  const all: readonly (readonly [string, Uint8Array])[] = [
    ['IHDR', header], ...chunks.map(([type, data]) => [type, Uint8Array.from(data)] as const), ['IDAT', deflateSync(Uint8Array.from(rows))], ['IEND', new Uint8Array(0)],
  ];
  const parts = all.map(([type, data]) => {
    const chunk = Buffer.alloc(12 + data.length);
    chunk.writeUInt32BE(data.length, 0);
    chunk.write(type, 4, 'latin1');
    chunk.set(data, 8);
    chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
    return chunk;
  });
  return new Uint8Array(Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]));
}

describe('PNG', () => {
  test('gives the bytes that another library wrote, with every row filter', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: -1, max: 4 }), fc.uint8Array({ minLength: 324, maxLength: 324 }), (width, height, filterType, noise) => {
      const rgba = noise.subarray(0, width * height * 4);
      const decoded = decodePng(encode(width, height, rgba, { colorType: 6, filterType }), 'a.png');
      expect(decoded).toEqual({ width, height, channels: 4, data: Uint8Array.from(rgba) });
      const rgb = decodePng(encode(width, height, rgba.map((byte, i) => (i % 4 === 3 ? 255 : byte)), { colorType: 2, filterType }), 'a.png');
      expect([...rgb.data]).toEqual([...rgba].filter((_, i) => i % 4 !== 3));
      const grey = decodePng(encode(width, height, rgba.map((_, i) => (i % 4 === 3 ? 255 : rgba[i - (i % 4)])), { colorType: 0, filterType }), 'a.png');
      expect([...grey.data]).toEqual([...rgba].filter((_, i) => i % 4 === 0));
    }), { numRuns: 60 });
  });

  test('reads palettes of few bits', () => {
    // One row of five pixels of two bits each: 0, 1, 2, 3, 1.
    const pixels = decodePng(byHand([5, 1, 2, 3], [['PLTE', [9, 9, 9, 255, 0, 0, 0, 255, 0, 0, 0, 255]], ['tRNS', [0, 128]]], [0, 0b00011011, 0b01000000]), 'p.png');
    expect(pixels).toMatchObject({ width: 5, height: 1, channels: 4 });
    expect([...pixels.data]).toEqual([9, 9, 9, 0, 255, 0, 0, 128, 0, 255, 0, 255, 0, 0, 255, 255, 255, 0, 0, 128]);
  });

  test('reads grey of one bit, and refuses a palette that is too short', () => {
    expect([...decodePng(byHand([3, 1, 1, 0], [], [0, 0b10100000]), 'g.png').data]).toEqual([255, 0, 255]);
    expect(() => decodePng(byHand([3, 1, 1, 3], [['PLTE', [1, 2, 3]]], [0, 0b10100000]), 'p.png')).toThrow(/palette/);
  });

  test('never unpacks more than its header promises', () => {
    expect(() => decodePng(byHand([60_000, 60_000, 8, 0], [], [0]), 'bomb.png')).toThrow(/imageTooLarge/);
    expect([...decodePng(byHand([1, 1, 8, 0], [], Array.from({ length: 100_000 }, () => 0)), 'long.png').data]).toEqual([0]);
  });

  test('refuses what is cut off, damaged or not a PNG', () => {
    const whole = encode(4, 4, new Uint8Array(64), {});
    expect(() => decodePng(whole.subarray(0, 40), 'a.png')).toThrow(/pngBroken/);
    const damaged = whole.slice();
    damaged[20] ^= 1;
    expect(() => decodePng(damaged, 'a.png')).toThrow(/checksum/);
    expect(() => decodePng(new Uint8Array(50), 'a.png')).toThrow(/signature/);
    expect(() => decodePng(encode(4, 4, new Uint8Array(64), { bitDepth: 16 }), 'a.png')).toThrow(/pngUnsupported/);
  });
});
