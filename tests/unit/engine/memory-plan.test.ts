/** The memory plan: no two buffers that live at once may meet, whatever their sizes and lives. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MemoryPlan, type Allocation } from '@/lib/engine/memory-plan';

const buffers = fc.array(fc.record({ first: fc.nat(20), length: fc.nat(12), bytes: fc.integer({ min: 1, max: 1000 }) }), { minLength: 1, maxLength: 40 });

function meet(a: Allocation, b: Allocation): boolean {
  return a.address < b.address + b.bytes && b.address < a.address + a.bytes;
}

it('keeps buffers apart that live at once', () => {
  fc.assert(
    fc.property(buffers, fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 5 }), (wanted, permanentSizes) => {
      const plan = new MemoryPlan();
      const permanent = permanentSizes.map((bytes) => plan.forever('weights', bytes));
      const area = plan.scratchArea();
      const scratch = permanentSizes.map((bytes) => area(bytes));
      const placed = wanted.map(({ first, length, bytes }) => ({ first, last: first + length, allocation: plan.between(first, first + length, bytes) }));
      const { totalBytes } = plan.place();
      const always = [...permanent, ...scratch];
      for (const { allocation } of placed) {
        expect(allocation.address % 64).toBe(0);
        expect(allocation.address + allocation.bytes).toBeLessThanOrEqual(totalBytes);
        expect(always.some((other) => meet(other, allocation))).toBe(false);
      }
      always.forEach((one, index) => expect(always.slice(index + 1).some((other) => meet(one, other))).toBe(false));
      placed.forEach((one, index) => {
        for (const other of placed.slice(index + 1)) if (one.first <= other.last && other.first <= one.last) expect(meet(one.allocation, other.allocation)).toBe(false);
      });
    }),
  );
});

it('shares bytes between buffers that follow each other', () => {
  const plan = new MemoryPlan();
  const chain = Array.from({ length: 50 }, (_, index) => plan.between(index, index + 1, 640));
  plan.scratchArea()(6400);
  plan.scratchArea()(6400);
  expect(plan.place().totalBytes).toBe(64 + 6400 + 2 * 640);
  expect(new Set(chain.map(({ address }) => address)).size).toBe(2);
});

it('counts bytes by their use', () => {
  const plan = new MemoryPlan();
  plan.forever('weights', 100);
  plan.forever('optimizer', 200);
  plan.between(0, 1, 300);
  const { bytes, totalBytes } = plan.place();
  expect(bytes).toEqual({ weights: 128, optimizer: 256, activations: 320 });
  expect(totalBytes).toBe(64 + 128 + 256 + 320);
});
