/** Smoothing of noisy curves, named on the plot so that nobody takes the smoothed line for the data. */

/**
 * Exponential moving average, debiased at the start: s = (1 − w) Σ wᵏ yₙ₋ₖ / (1 − wⁿ), as Adam does with its moments.
 * `weight` is from 0 (no smoothing) to below 1. Values that are not finite are passed through and left out of the mean.
 */
export function smooth(values: readonly number[], weight: number): readonly number[] {
  if (weight <= 0) return values;
  const out = new Array<number>(values.length);
  let mean = 0;
  let correction = 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) {
      out[i] = value;
      continue;
    }
    mean = weight * mean + (1 - weight) * value;
    correction *= weight;
    out[i] = mean / (1 - correction);
  }
  return out;
}
