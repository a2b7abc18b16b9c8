/** How the bench modules measure: after a warm-up, medians of several rounds, since single times say little on a shared machine. */

export type Timing = { readonly milliseconds: number; readonly fastest: number; readonly slowest: number; readonly rounds: number };

/** Figures of one module; every time has its unit in its name. */
export type Figures = { readonly [name: string]: number | string | boolean | Timing | Figures | readonly Figures[] };

export type BenchModule = { readonly name: string; readonly measure: () => Promise<Figures> };

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** Times `work` over `rounds` rounds after `warmUp` unmeasured ones. */
export async function time(work: () => unknown, rounds = 9, warmUp = 3): Promise<Timing> {
  for (let index = 0; index < warmUp; index++) await work();
  const times: number[] = [];
  for (let index = 0; index < rounds; index++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { milliseconds: round(times[Math.floor(rounds / 2)]), fastest: round(times[0]), slowest: round(times[rounds - 1]), rounds };
}

/** How many times faster `candidate` is than `baseline`, both measured in the same run. */
export function ratio(baseline: Timing, candidate: Timing): number {
  return round(baseline.milliseconds / candidate.milliseconds);
}
