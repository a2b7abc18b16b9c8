/** Places of a graph's nodes; kept beside the graph, so that moving a node infers nothing. */
import type { Graph } from '@/lib/graph/graph';
import type { Layout } from './document';

export const emptyLayout: Layout = { direction: 'right', positions: {} };

/** The layout with new places, without places of nodes that the graph does not have. */
export function placeNodes(layout: Layout | undefined, positions: Readonly<Record<string, readonly [number, number]>>, graph: Graph): Layout {
  const before = layout ?? emptyLayout;
  const moved = Object.fromEntries(Object.entries(positions).map(([id, [x, y]]): [string, [number, number]] => [id, [x, y]]));
  const all = Object.entries({ ...before.positions, ...moved });
  return { ...before, positions: Object.fromEntries(all.filter(([id]) => id in graph.nodes)) };
}
