/** The learning rate of every step of a run, as a pure function: what the loop applies is what the preview draws. */
import { assertNever } from '@/lib/util/assert-never';
import { cosineOfPi } from '@/lib/util/cosine';
import type { Schedule } from './recipe';

/** One-cycle starts at a 25th of the peak and ends at a 10,000th of its start, as in PyTorch. */
const ONE_CYCLE_START = 25;
const ONE_CYCLE_END = 1e4;

/** From `from` to `to` by half a cosine; `progress` in [0, 1]. */
function cosineBetween(from: number, to: number, progress: number): number {
  return to + ((from - to) * (1 + cosineOfPi(progress))) / 2;
}

function oneCycle(peak: number, rise: number, step: number, totalSteps: number): number {
  const start = peak / ONE_CYCLE_START;
  const top = Math.max(0, rise * totalSteps - 1);
  if (step <= top && top > 0) return cosineBetween(start, peak, step / top);
  const fall = totalSteps - 1 - top;
  return fall <= 0 ? peak : cosineBetween(peak, start / ONE_CYCLE_END, Math.min(1, (step - top) / fall));
}

/**
 * Learning rate of step `step` (from 0) of `totalSteps`; `peak` is the recipe's learning rate.
 * Warm-up step i (from 0) of n has (i + 1) / n of the peak. Cosine and the fractions of `steps`: SGDR (Loshchilov, Hutter 2016)
 * without restarts over the steps after the warm-up; the paper's boundaries over the whole run. One-cycle: Smith 2018, in PyTorch's form;
 * its rise is its warm-up.
 */
export function learningRateAt(schedule: Schedule, peak: number, step: number, totalSteps: number): number {
  if (schedule.kind === 'oneCycle') return oneCycle(peak, schedule.rise, step, totalSteps);
  const { warmupSteps } = schedule;
  if (step < warmupSteps) return (peak * (step + 1)) / warmupSteps;
  switch (schedule.kind) {
    case 'constant':
      return peak;
    case 'steps':
      return schedule.at.reduce((rate, fraction) => (step >= Math.round(fraction * totalSteps) ? rate * schedule.factor : rate), peak);
    case 'cosine':
      return cosineBetween(peak, 0, (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps));
    default:
      return assertNever(schedule);
  }
}
