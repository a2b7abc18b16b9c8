/** From data to pixels: linear and logarithmic scales, and ticks at round numbers. */

export type ScaleKind = 'linear' | 'log';

export type Scale = {
  readonly kind: ScaleKind;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  /** Pixels of a value. */
  readonly at: (value: number) => number;
  /** Value at a pixel. */
  readonly invert: (pixel: number) => number;
};

export function createScale(kind: ScaleKind, domain: readonly [number, number], range: readonly [number, number]): Scale {
  const forward = kind === 'log' ? Math.log10 : (value: number) => value;
  const backward = kind === 'log' ? (value: number) => 10 ** value : (value: number) => value;
  const [low, high] = [forward(domain[0]), forward(domain[1])];
  const span = high - low === 0 ? 1 : high - low;
  return {
    kind,
    domain,
    range,
    at: (value) => range[0] + ((forward(value) - low) / span) * (range[1] - range[0]),
    invert: (pixel) => backward(low + ((pixel - range[0]) / (range[1] - range[0])) * span),
  };
}

/** 1, 2 or 5 times a power of ten, so that about `count` steps fill the span. */
function roundStep(span: number, count: number): number {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = rough / power;
  if (factor < 1.5) return power;
  if (factor < 3.5) return 2 * power;
  if (factor < 7.5) return 5 * power;
  return 10 * power;
}

/** Apart by no more than rounding: between such numbers there are no round ones, and counting up from one never reaches the other. */
function nearlyEqual(low: number, high: number): boolean {
  return high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high));
}

/** Round numbers within the domain, about `count` of them. */
export function linearTicks([low, high]: readonly [number, number], count: number, integers = false): readonly number[] {
  if (!(high > low) || nearlyEqual(low, high)) return [low];
  const step = integers ? Math.max(1, roundStep(high - low, count)) : roundStep(high - low, count);
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
}

/** 1, 2 and 5 in each decade, or the decades alone where those would be too many. */
export function logTicks([low, high]: readonly [number, number], count: number): readonly number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const within = (factors: readonly number[]) => {
    const ticks: number[] = [];
    for (let decade = first; decade <= last; decade++) for (const factor of factors) ticks.push(Number((factor * 10 ** decade).toPrecision(12)));
    return ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
  };
  const dense = within([1, 2, 5]);
  if (dense.length <= count * 2) return dense;
  return within([1]);
}

/** The extent of the data, widened to round numbers; for `log` the values above 0 alone count. */
export function niceDomain(kind: ScaleKind, values: Iterable<number>, fallback: readonly [number, number]): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value) || (kind === 'log' && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return fallback;
  if (kind === 'log') {
    if (nearlyEqual(low, high)) return [low / 2, high * 2];
    const pad = (high / low) ** 0.05;
    return [low / pad, high * pad];
  }
  if (nearlyEqual(low, high)) {
    const margin = low === 0 ? 1 : Math.abs(low) * 0.1;
    return [low - margin, high + margin];
  }
  const step = roundStep(high - low, 4);
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

/** Values that stand far above nearly all others (the first steps of a run) do not stretch the axis; lines leave it at the top. */
export function withoutPeaks(values: readonly number[]): readonly number[] {
  const finite = Float64Array.from(values.filter(Number.isFinite)).sort();
  if (finite.length < 50) return values;
  const usual = finite[Math.floor(finite.length * 0.95)];
  return values.filter((value) => value <= usual * 3);
}
