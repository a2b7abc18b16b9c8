/** The program that a run trains, from the graphs as they were kept with it. */
import { defaultScope, definitionOf } from '@/lib/graph/blocks';
import type { GraphProblem } from '@/lib/graph/inference';
import { lower } from '@/lib/graph/lower';
import type { Program } from '@/lib/graph/program';
import type { Result } from '@/lib/util/result';
import type { Snapshot } from './record';

/** Parameters without an argument have their defaults. */
export function programOf({ graphs, root, arguments: values }: Snapshot): Result<Program, readonly GraphProblem[]> {
  const definition = definitionOf(graphs, root);
  return lower(graphs, root, definition === null ? undefined : { ...defaultScope(definition.graph), ...values });
}
