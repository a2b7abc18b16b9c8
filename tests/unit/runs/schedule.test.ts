import { expect, test } from 'vitest';
import { scheduleSchema } from '@/lib/runs/recipe';
import { learningRateAt } from '@/lib/runs/schedule';

function rates(schedule: unknown, peak: number, steps: readonly number[], total: number): readonly number[] {
  const parsed = scheduleSchema.parse(schedule);
  return steps.map((step) => learningRateAt(parsed, peak, step, total));
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 9));
}

test('constant', () => {
  expectClose(rates({ kind: 'constant' }, 0.1, [0, 5, 9], 10), [0.1, 0.1, 0.1]);
});

test('the steps of the paper: 0.1, divided by 10 at 32,000 and at 48,000 of 64,000', () => {
  expectClose(rates({ kind: 'steps' }, 0.1, [0, 31_999, 32_000, 47_999, 48_000, 63_999], 64_000), [0.1, 0.1, 0.01, 0.01, 0.001, 0.001]);
});

test('cosine goes from the peak by half at half time to nearly nothing', () => {
  expectClose(rates({ kind: 'cosine' }, 0.02, [0, 25, 50, 75], 100), [0.02, 0.01 + 0.01 * Math.SQRT1_2, 0.01, 0.01 - 0.01 * Math.SQRT1_2]);
  expect(rates({ kind: 'cosine' }, 0.02, [99], 100)[0]).toBeLessThan(1e-5);
});

test('warm-up rises linearly to the peak before constant, steps and cosine', () => {
  for (const kind of ['constant', 'steps', 'cosine']) {
    expectClose(rates({ kind, warmupSteps: 4 }, 0.8, [0, 1, 2, 3, 4], 100), [0.2, 0.4, 0.6, 0.8, 0.8]);
  }
});

test('one-cycle has the values of PyTorch’s OneCycleLR(max_lr=1, total_steps=10, pct_start=0.3)', () => {
  // Start 1/25; top at step 2; end at 1/25e4. The rise is half over at step 1; a third of the fall's cosine is hand-worked.
  const [end, third] = [4e-6, (2 + 1 / 3) / 7];
  expectClose(rates({ kind: 'oneCycle' }, 1, [0, 1, 2, 9], 10), [0.04, 0.52, 1, end]);
  const at = 2 + 7 * third;
  expect(learningRateAt(scheduleSchema.parse({ kind: 'oneCycle' }), 1, at, 10)).toBeCloseTo(end + ((1 - end) * (1 + Math.cos(Math.PI * third))) / 2, 12);
});

test('no schedule ever leaves 0 to the peak, whatever the length of the run', () => {
  for (const kind of ['constant', 'steps', 'cosine', 'oneCycle']) {
    for (const total of [1, 2, 3, 7, 40]) {
      for (let step = 0; step < total; step++) {
        const [rate] = rates({ kind, warmupSteps: kind === 'oneCycle' ? 0 : 2 }, 0.5, [step], total);
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(0.5 + 1e-12);
      }
    }
  }
});
