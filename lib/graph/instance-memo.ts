/** What is known of a definition in each different instance, inferred once however many repeats are alike. */
import type { Scope } from './expression';
import type { Graphs } from './graph';
import { infer } from './infer';
import type { Inference } from './inference';
import type { Shape } from './shape';

const known = new WeakMap<Graphs, Map<string, Inference>>();

export function inferInstance(graphs: Graphs, definition: string, scope: Scope, inputs: ReadonlyMap<string, Shape | null>): Inference {
  const own = known.get(graphs) ?? new Map<string, Inference>();
  known.set(graphs, own);
  const key = JSON.stringify([definition, scope, [...inputs]]);
  const found = own.get(key);
  if (found) return found;
  const inference = infer(graphs, definition, undefined, { scope, inputs });
  own.set(key, inference);
  return inference;
}
