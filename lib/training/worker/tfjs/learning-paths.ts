/** Which parts of a program learn: gradients of all others need not be computed. */
import type { Program } from '@/lib/graph/program';

/** Calls whose output depends on a trainable weight. */
export function learningPaths(program: Program): ReadonlySet<string> {
  const learning = new Set<string>();
  for (const call of program.layers) if (call.weights.some(({ trainable }) => trainable) || call.inputs.some((path) => learning.has(path))) learning.add(call.path);
  return learning;
}
