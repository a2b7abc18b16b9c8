/** Places buffers in one linear memory before anything runs; buffers whose lives don't meet share bytes. */

export type Placed = { readonly bytes: number; address: number };
export type Lived = Placed & { /** Moments of its first and last use. */ readonly first: number; readonly last: number };

type Gap = { start: number; end: number };

/** Whole cache lines, so that no vector load is split and buffers are padded to whole vectors. */
const ALIGNMENT = 64;
/** Nothing lies at address 0; kernels that take an unused pointer get it. */
export const FIRST_ADDRESS = ALIGNMENT;

export function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** Places the buffers one behind the other; gives the end. */
export function placeBehind(buffers: readonly Placed[], start: number): number {
  return buffers.reduce((end, buffer) => {
    buffer.address = end;
    return end + aligned(buffer.bytes);
  }, start);
}

/** Goes through the moments, gives each buffer the tightest gap that holds it, else bytes at the end; gives the end. */
export function placeByLives(buffers: readonly Lived[], start: number): number {
  const byFirst = [...buffers].sort((a, b) => a.first - b.first || b.bytes - a.bytes);
  const byLast = [...buffers].sort((a, b) => a.last - b.last);
  let gone = 0;
  const gaps: Gap[] = [];
  let end = start;
  for (const buffer of byFirst) {
    while (byLast[gone].last < buffer.first) release(gaps, byLast[gone++]);
    const bytes = aligned(buffer.bytes);
    const gap = gaps.reduce<Gap | null>((best, candidate) => {
      const size = candidate.end - candidate.start;
      return size >= bytes && (best === null || size < best.end - best.start) ? candidate : best;
    }, null);
    if (gap === null) {
      const last = gaps.at(-1);
      // A gap at the very end grows by what it lacks.
      if (last?.end === end) {
        buffer.address = last.start;
        gaps.pop();
      } else {
        buffer.address = end;
      }
      end = buffer.address + bytes;
    } else {
      buffer.address = gap.start;
      gap.start += bytes;
      if (gap.start === gap.end) gaps.splice(gaps.indexOf(gap), 1);
    }
  }
  return end;
}

/** Puts a buffer's bytes back among the gaps, in order of address, joined with its neighbours. */
function release(gaps: Gap[], buffer: Placed): void {
  const freed: Gap = { start: buffer.address, end: buffer.address + aligned(buffer.bytes) };
  if (freed.start === freed.end) return;
  let index = gaps.findIndex((gap) => gap.start > freed.start);
  if (index === -1) index = gaps.length;
  gaps.splice(index, 0, freed);
  const next = gaps[index + 1];
  if (next?.start === freed.end) {
    freed.end = next.end;
    gaps.splice(index + 1, 1);
  }
  const previous = gaps[index - 1];
  if (index > 0 && previous.end === freed.start) {
    previous.end = freed.end;
    gaps.splice(index, 1);
  }
}
