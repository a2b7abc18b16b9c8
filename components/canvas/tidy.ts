/** The core's tidy layout with the sizes that nodes have on the canvas. */
import { defaultScope } from '@/lib/graph/blocks';
import type { Graph } from '@/lib/graph/graph';
import { tidy, type Direction, type Places } from '@/lib/layout/tidy';
import { nodeSize } from './size';

export function tidied(graph: Graph, direction: Direction): Places {
  const scope = defaultScope(graph);
  return tidy(graph, direction, (id) => nodeSize(graph.nodes[id], scope));
}
