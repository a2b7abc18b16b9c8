/** Places every buffer of an executor in one linear memory before anything runs; buffers whose lives don't meet share bytes. */

/** Bytes at an address that is known once the plan is placed. */
export type Allocation = { readonly bytes: number; readonly address: number };

/** What a buffer counts as in `Executor.memory()`. */
export type MemoryUse = 'weights' | 'optimizer' | 'activations';

type Planned = { readonly bytes: number; readonly first: number; readonly last: number; address: number };
type Gap = { start: number; end: number };

/** Whole cache lines, so that no vector load is split and buffers are padded to whole vectors. */
const ALIGNMENT = 64;
/** Nothing lies at address 0; kernels that take an unused pointer get it. */
const FIRST_ADDRESS = ALIGNMENT;

export type PlacedMemory = { readonly totalBytes: number; readonly bytes: Readonly<Record<MemoryUse, number>> };

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

export class MemoryPlan {
  private readonly permanent: { readonly use: MemoryUse; readonly buffer: Planned }[] = [];
  private readonly temporary: Planned[] = [];
  private readonly scratch: { readonly buffer: Planned; readonly offset: number }[] = [];
  private scratchBytes = 0;

  /** A buffer that lives as long as the executor. */
  forever(use: MemoryUse, bytes: number): Allocation {
    const buffer: Planned = { bytes, first: 0, last: 0, address: 0 };
    this.permanent.push({ use, buffer });
    return buffer;
  }

  /** A buffer that is needed from one moment of a step to another, both included. */
  between(first: number, last: number, bytes: number): Allocation {
    const buffer: Planned = { bytes, first, last, address: 0 };
    this.temporary.push(buffer);
    return buffer;
  }

  /** A fresh scratch area: buffers of one area lie side by side, different areas share their bytes. */
  scratchArea(): (bytes: number) => Allocation {
    let used = 0;
    return (bytes) => {
      const buffer: Planned = { bytes, first: 0, last: 0, address: 0 };
      this.scratch.push({ buffer, offset: used });
      used += aligned(bytes);
      this.scratchBytes = Math.max(this.scratchBytes, used);
      return buffer;
    };
  }

  /** Gives every buffer its address. */
  place(): PlacedMemory {
    const bytes: Record<MemoryUse, number> = { weights: 0, optimizer: 0, activations: 0 };
    let end = FIRST_ADDRESS;
    for (const { use, buffer } of this.permanent) {
      buffer.address = end;
      end += aligned(buffer.bytes);
      bytes[use] += aligned(buffer.bytes);
    }
    for (const { buffer, offset } of this.scratch) buffer.address = end + offset;
    end += this.scratchBytes;
    const temporaryBytes = placeTemporaries(this.temporary, end);
    bytes.activations += this.scratchBytes + temporaryBytes;
    return { totalBytes: end + temporaryBytes, bytes };
  }
}

/** Goes through the moments of a step, gives each buffer the tightest gap that holds it, else bytes at the end. Returns the bytes used. */
function placeTemporaries(buffers: readonly Planned[], start: number): number {
  const byFirst = [...buffers].sort((a, b) => a.first - b.first || b.bytes - a.bytes);
  const live: Planned[] = [];
  const gaps: Gap[] = [];
  let end = start;
  for (const buffer of byFirst) {
    for (let index = live.length - 1; index >= 0; index--) {
      if (live[index].last >= buffer.first) continue;
      release(gaps, live[index]);
      live.splice(index, 1);
    }
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
    live.push(buffer);
  }
  return end - start;
}

/** Puts a buffer's bytes back among the gaps, in order of address, joined with its neighbours. */
function release(gaps: Gap[], buffer: Planned): void {
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
