/** What the plots compute before they draw: smoothing, ticks, decimation and label places, against values worked out by hand. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linePath, nearestIndex } from '@/components/plots/decimate';
import { createScale, linearTicks, logTicks, niceDomain, withoutPeaks } from '@/components/plots/scale';
import { smooth } from '@/components/plots/smooth';
import { spreadLabels } from '@/components/plots/spread-labels';

test('smoothing is debiased: the first value is itself, the second a weighted mean', () => {
  const [first, second] = smooth([4, 1], 0.5);
  expect(first).toBeCloseTo(4, 12);
  // (0.5 · 1 + 0.25 · 4) / 0.75
  expect(second).toBeCloseTo(2, 12);
});

test('smoothing leaves a constant alone, and weight 0 gives back the data', () => {
  expect(smooth([3, 3, 3, 3], 0.99).every((value) => Math.abs(value - 3) < 1e-9)).toBe(true);
  expect(smooth([1, 5, 2], 0)).toEqual([1, 5, 2]);
});

test('a value that is no number neither spreads nor counts', () => {
  const smoothed = smooth([2, NaN, 2], 0.9);
  expect(smoothed[1]).toBeNaN();
  expect(smoothed[2]).toBeCloseTo(2, 12);
});

test('ticks are round and inside the domain', () => {
  expect(linearTicks([0, 20], 4)).toEqual([0, 5, 10, 15, 20]);
  expect(linearTicks([0.13, 0.61], 4)).toEqual([0.2, 0.3, 0.4, 0.5, 0.6]);
  expect(linearTicks([0, 2], 8, true)).toEqual([0, 1, 2]);
  expect(logTicks([0.1, 10], 4)).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10]);
  expect(logTicks([1e-5, 1e5], 4)).toEqual([1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1e3, 1e4, 1e5]);
});

test('a domain holds the data, and one value alone has room around it', () => {
  expect(niceDomain('linear', [0.31, 2.18], [0, 1])).toEqual([0, 2.5]);
  expect(niceDomain('linear', [5], [0, 1])).toEqual([4.5, 5.5]);
  expect(niceDomain('linear', [NaN], [0, 1])).toEqual([0, 1]);
});

test('a scale and its inverse undo each other', () => {
  fc.assert(
    fc.property(fc.constantFrom('linear' as const, 'log' as const), fc.double({ min: 0.01, max: 100, noNaN: true }), (kind, value) => {
      const scale = createScale(kind, [0.01, 100], [300, 20]);
      expect(scale.invert(scale.at(value))).toBeCloseTo(value, 6);
    }),
  );
});

test('decimation draws few points but keeps every extreme', () => {
  const count = 10_000;
  const x = Array.from({ length: count }, (_, index) => index);
  const y = x.map((index) => (index === 4321 ? 100 : Math.sin(index / 7)));
  const xScale = createScale('linear', [0, count - 1], [0, 300]);
  const yScale = createScale('linear', [-1, 100], [200, 0]);
  const path = linePath(x, y, xScale, yScale);
  const heights = Array.from(path.matchAll(/ (-?[\d.]+)/g), (match) => Number(match[1]));
  expect(heights.length).toBeLessThanOrEqual(4 * 301);
  expect(Math.min(...heights)).toBe(0);
});

test('a gap in the data is a gap in the line', () => {
  const scale = createScale('linear', [0, 10], [0, 10]);
  expect(linePath([0, 1, 2, 3], [1, NaN, 3, 4], scale, scale)).toBe('M0 1M2 3L3 4');
});

test('the nearest index is found', () => {
  expect(nearestIndex([], 1)).toBe(-1);
  expect(nearestIndex([0, 10, 20], 14)).toBe(1);
  expect(nearestIndex([0, 10, 20], 16)).toBe(2);
  expect(nearestIndex([0, 10, 20], 99)).toBe(2);
});

test('labels keep their distance and their bounds', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 8 }), (wished) => {
      const places = spreadLabels(wished, 14, [0, 200]);
      const sorted = places.toSorted((a, b) => a - b);
      for (let i = 1; i < sorted.length; i++) expect(sorted[i] - sorted[i - 1]).toBeGreaterThanOrEqual(14 - 1e-9);
      for (const place of places) {
        expect(place).toBeGreaterThanOrEqual(-1e-9);
        expect(place).toBeLessThanOrEqual(200 + 1e-9);
      }
    }),
  );
  expect(spreadLabels([50, 150], 14, [0, 200])).toEqual([50, 150]);
});

test('a few peaks do not stretch an axis, a broad rise does', () => {
  const calm = Array.from({ length: 200 }, (_, index) => 1 + (index % 10) / 10);
  expect(Math.max(...withoutPeaks([56, 40, ...calm]))).toBeLessThan(3);
  const rise = Array.from({ length: 200 }, (_, index) => index);
  expect(withoutPeaks(rise)).toEqual(rise);
});

test('values that differ by rounding alone make an axis with a handful of ticks', () => {
  const smoothed = smooth([6.25, 6.25, 6.25, 6.25, 6.25, 6.25, 6.25], 0.9);
  const domain = niceDomain('linear', [...smoothed, 6.25 * (1 + 2e-16)], [0, 1]);
  expect(domain[1] - domain[0]).toBeCloseTo(1.25, 9);
  expect(linearTicks(domain, 5).length).toBeLessThan(10);
  expect(linearTicks([1, 1 + 2 ** -52], 5)).toEqual([1]);
  const [low, high] = niceDomain('log', [2, 2 * (1 + 2e-16)], [0, 1]);
  expect(high / low).toBeCloseTo(4, 9);
});
