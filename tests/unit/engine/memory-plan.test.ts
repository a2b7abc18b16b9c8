/** The memory plan: no two buffers that live at once may meet, whatever their sizes and lives. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FIRST_ADDRESS, placeBehind, placeByLives, type Lived, type Placed } from '@/lib/engine/plan/memory-plan';

const buffers = fc.array(fc.record({ first: fc.nat(20), length: fc.nat(12), bytes: fc.integer({ min: 1, max: 1000 }) }), { minLength: 1, maxLength: 40 });

function meet(a: Placed, b: Placed): boolean {
  return a.address < b.address + b.bytes && b.address < a.address + a.bytes;
}

it('keeps buffers apart that live at once', () => {
  fc.assert(
    fc.property(buffers, fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 5 }), (wanted, permanentSizes) => {
      const permanent = permanentSizes.map((bytes): Placed => ({ bytes, address: 0 }));
      const placed = wanted.map(({ first, length, bytes }): Lived => ({ first, last: first + length, bytes, address: 0 }));
      const end = placeByLives(placed, placeBehind(permanent, FIRST_ADDRESS));
      for (const buffer of placed) {
        expect(buffer.address % 64).toBe(0);
        expect(buffer.address + buffer.bytes).toBeLessThanOrEqual(end);
        expect(permanent.some((other) => meet(other, buffer))).toBe(false);
      }
      permanent.forEach((one, index) => expect(permanent.slice(index + 1).some((other) => meet(one, other))).toBe(false));
      placed.forEach((one, index) => {
        for (const other of placed.slice(index + 1)) if (one.first <= other.last && other.first <= one.last) expect(meet(one, other)).toBe(false);
      });
    }),
  );
});

it('shares bytes between buffers that follow each other', () => {
  const chain = Array.from({ length: 50 }, (_, index): Lived => ({ first: index, last: index + 1, bytes: 640, address: 0 }));
  expect(placeByLives(chain, FIRST_ADDRESS)).toBe(FIRST_ADDRESS + 2 * 640);
  expect(new Set(chain.map(({ address }) => address)).size).toBe(2);
});
