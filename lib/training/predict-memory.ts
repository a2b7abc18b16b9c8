/** What training would take on the WebAssembly engine, known before a run; the planner is loaded when it is first asked. */
import type { ExecutorMemory } from '@/lib/engine/executor';
import type { Program } from '@/lib/graph/program';

export type PredictedMemory = {
  readonly memory: ExecutorMemory;
  /** The batch that fits, if the wished one does not; 0 if none does. */
  readonly fittingBatch: number | null;
};

export async function predictMemory(program: Program, batchSize: number): Promise<PredictedMemory> {
  const [{ planMemory }, { fittingBatch, MOST_BYTES }, { usefulThreads }] = await Promise.all([import('@/lib/engine/plan-executor'), import('@/lib/engine/fitting-batch'), import('@/lib/engine/browser/useful-threads')]);
  const threads = usefulThreads();
  const memory = planMemory(program, batchSize, threads);
  return { memory, fittingBatch: memory.totalBytes > MOST_BYTES ? fittingBatch(program, threads, MOST_BYTES, batchSize) : null };
}
