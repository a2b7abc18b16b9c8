/** Where a selection cannot become a block: the nearest one that can, as a way out. */
import type { Graphs } from './graph';
import { groupNodes } from './group';
import { ancestorsOf, compareText, descendantsOf, wiringOf, type Wiring } from './wiring';

/**
 * The ends of the graph are left out, what lies between is taken in, and if several nodes still lead out, those are taken in
 * up to where they meet. Null where none of this makes a block, or the selection is one already.
 */
export function groupSuggestion(graphs: Graphs, graphId: string, ids: readonly string[]): readonly string[] | null {
  const graph = graphs[graphId];
  const wiring = wiringOf(graph);
  const isEnd = (id: string) => graph.nodes[id].kind === 'input' || graph.nodes[id].kind === 'output';
  const inner = ids.filter((id) => Object.hasOwn(graph.nodes, id) && !isEnd(id));
  if (inner.length === 0) return null;
  const closed = withBetween(wiring, inner);
  const behind = descendantsOf(wiring, closed);
  const later = wiring.order.filter((id) => behind.has(id) && !closed.includes(id) && !isEnd(id));
  const wanted = [closed, ...later.map((id) => withBetween(wiring, [...closed, id]))];
  const found = wanted.find((nodes) => !nodes.some(isEnd) && groupNodes(graphs, graphId, nodes, '').ok);
  return found === undefined || sameSet(found, ids) ? null : found;
}

function withBetween(wiring: Wiring, ids: readonly string[]): readonly string[] {
  const before = ancestorsOf(wiring, ids);
  const behind = descendantsOf(wiring, ids);
  return wiring.order.filter((id) => ids.includes(id) || (before.has(id) && behind.has(id)));
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return [...a].sort(compareText).join(' ') === [...new Set(b)].sort(compareText).join(' ');
}
