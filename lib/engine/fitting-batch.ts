/** The largest batch of a program that fits into so many bytes. */
import type { Program } from '@/lib/graph/program';
import { planMemory } from './plan-executor';

/** All that WebAssembly can address. */
export const MOST_BYTES = 2 ** 32;

/** Images by which the growth with the batch is measured. */
const SAMPLE = 16;

/** At most `most`, and at most a twentieth too small; 0 if not even one image fits. */
export function fittingBatch(program: Program, threads: number, bytes: number, most: number): number {
  const needed = (batch: number): number => planMemory(program, batch, threads).totalBytes;
  const one = needed(1);
  if (one > bytes) return 0;
  const perImage = (needed(SAMPLE) - one) / (SAMPLE - 1);
  let batch = Math.min(most, Math.floor(1 + (bytes - one) / Math.max(1, perImage)));
  while (batch > 1 && needed(batch) > bytes) batch = Math.max(1, Math.floor(batch * 0.95));
  return batch;
}
