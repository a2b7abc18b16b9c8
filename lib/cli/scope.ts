/** The values of a graph's parameters that a target asks for; what it leaves out keeps its default. */
import { instancesOf } from '@/lib/graph/blocks';
import type { Scope } from '@/lib/graph/expression';
import type { Graphs } from '@/lib/graph/graph';
import type { Target } from './choose';

export function scopeOf(graphs: Graphs, target: Target): Scope {
  return instancesOf({ kind: 'block', graph: target.graph, arguments: target.arguments }, graphs[target.graph], {}).rest;
}
