/** Drawings brought into the form of a data set's images. */
import { expect, test } from 'vitest';
import type { Pixels } from '@/lib/datasets/png';
import { asDatasetImage, fillOf, isBright, USUAL_FILL } from '@/lib/datasets/sketch';

/** A canvas with a filled rectangle on it. */
function drawing(width: number, height: number, [left, top, right, bottom]: readonly [number, number, number, number], ink: number, paper: number): Pixels {
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = x >= left && x < right && y >= top && y < bottom;
      data.fill(inside ? ink : paper, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { width, height, channels: 4, data };
}

function centre(image: Uint8Array, side: number): { readonly x: number; readonly y: number } {
  let [sum, x, y] = [0, 0, 0];
  image.forEach((value, index) => {
    sum += value;
    x += value * (index % side);
    y += value * Math.floor(index / side);
  });
  return { x: x / sum, y: y / sum };
}

test('what is drawn in a corner comes to the middle and fills the image', () => {
  const image = asDatasetImage(drawing(200, 200, [10, 20, 40, 80], 255, 0), [28, 28, 1], false, 0.86);
  if (image === null) throw new Error('nothing was seen');
  const { x, y } = centre(image, 28);
  expect(x).toBeCloseTo(13.5, 0);
  expect(y).toBeCloseTo(13.5, 0);
  const rows = Array.from({ length: 28 }, (_, row) => Math.max(...image.subarray(row * 28, row * 28 + 28)));
  expect(rows.filter((value) => value > 127).length).toBeGreaterThanOrEqual(22);
  expect(rows.filter((value) => value > 127).length).toBeLessThanOrEqual(26);
});

test('dark on bright is told by the rim and turned round', () => {
  const picture = drawing(60, 60, [20, 20, 40, 40], 0, 255);
  expect(isBright(picture)).toBe(true);
  expect(isBright(drawing(60, 60, [20, 20, 40, 40], 255, 0))).toBe(false);
  const image = asDatasetImage(picture, [28, 28, 1], true, 0.86);
  expect(image?.[0]).toBe(0);
  expect(image?.[14 * 28 + 14]).toBe(255);
});

test('an empty drawing is no image', () => {
  expect(asDatasetImage(drawing(50, 50, [0, 0, 0, 0], 255, 0), [28, 28, 1], false, 0.86)).toBeNull();
});

test('coloured images keep their colours and the size of the set, whatever their own', () => {
  const data = new Uint8Array(90 * 40 * 4);
  for (let index = 0; index < 90 * 40; index++) data.set([200, 100, 50, 255], index * 4);
  const image = asDatasetImage({ width: 90, height: 40, channels: 4, data }, [32, 32, 3], false, 0.86);
  expect(image?.length).toBe(32 * 32 * 3);
  expect([...(image ?? [])].slice(0, 3)).toEqual([200, 100, 50]);
  expect(asDatasetImage({ width: 90, height: 40, channels: 4, data }, [24, 32, 3], false, 0.86)?.length).toBe(24 * 32 * 3);
});

test('things take as much of the image as they do in the set', () => {
  const row = (from: number, to: number) => Uint8Array.from({ length: 64 }, (_, index) => (index % 8 >= from && index % 8 < to ? 200 : 0));
  expect(fillOf([row(0, 8)], [8, 8, 1])).toBe(1);
  const dot = new Uint8Array(64);
  dot.fill(255, 27, 31);
  expect(fillOf([dot, dot, row(0, 8)], [8, 8, 1])).toBe(0.5);
  expect(fillOf([], [8, 8, 1])).toBe(USUAL_FILL);
  const whole = asDatasetImage(drawing(200, 200, [10, 20, 40, 80], 255, 0), [28, 28, 1], false, 1);
  const rows = Array.from({ length: 28 }, (_, at) => Math.max(...(whole ?? []).slice(at * 28, at * 28 + 28)));
  expect(rows.every((value) => value > 127)).toBe(true);
});
