/**
 * Lines of many points drawn in as many as there are pixels: each pixel column keeps its first, lowest, highest and last
 * value, so that no spike is lost. Data are never thinned, only the picture.
 */
import type { Scale } from './scale';

type Column = { pixel: number; first: number; low: number; high: number; last: number; lowBeforeHigh: boolean; count: number };

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function pointsOf(column: Column): readonly number[] {
  const middle = column.lowBeforeHigh ? [column.low, column.high] : [column.high, column.low];
  return [column.first, ...middle, column.last].filter((value, index, all) => index === 0 || value !== all[index - 1]);
}

/** SVG path of a line; a value that cannot be drawn (not finite, or not above 0 on a log axis) breaks it. */
export function linePath(x: readonly number[], y: readonly number[], xScale: Scale, yScale: Scale): string {
  const parts: string[] = [];
  let column: Column | null = null;
  let open = false;
  const dense = x.length > 2 * Math.abs(xScale.range[1] - xScale.range[0]);

  function put(px: number, py: number): void {
    parts.push(`${open ? 'L' : 'M'}${rounded(px)} ${rounded(py)}`);
    open = true;
  }
  function flush(): void {
    if (column === null) return;
    for (const value of pointsOf(column)) put(column.pixel, yScale.at(value));
    column = null;
  }

  for (let i = 0; i < x.length; i++) {
    const value = y[i];
    if (!Number.isFinite(value) || (yScale.kind === 'log' && value <= 0)) {
      flush();
      open = false;
      continue;
    }
    const px = xScale.at(x[i]);
    if (!dense) {
      put(px, yScale.at(value));
      continue;
    }
    const pixel = Math.round(px);
    if (column === null || column.pixel !== pixel) {
      flush();
      column = { pixel, first: value, low: value, high: value, last: value, lowBeforeHigh: true, count: 1 };
      continue;
    }
    column.last = value;
    column.count++;
    if (value < column.low) {
      column.low = value;
      column.lowBeforeHigh = false;
    }
    if (value > column.high) {
      column.high = value;
      column.lowBeforeHigh = true;
    }
  }
  flush();
  return parts.join('');
}

/** Index of the value nearest to `target` in an ascending list; -1 in an empty one. */
export function nearestIndex(ascending: readonly number[], target: number): number {
  let low = 0;
  let high = ascending.length - 1;
  if (high < 0) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= target) low = middle;
    else high = middle;
  }
  return Math.abs(ascending[high] - target) < Math.abs(ascending[low] - target) ? high : low;
}
