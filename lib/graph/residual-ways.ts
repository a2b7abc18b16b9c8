/** The ways past the branches of a graph, as its wiring alone has them: shortcut nodes, bare wires, and other layers on such a way. */
import type { Graph } from './graph';
import { shortcutsOf } from './routes';
import { wiringOf, type Wiring } from './wiring';

export type ResidualWay = {
  /** `wire`: straight from a layer to an addition; `layer`: over a layer that is no shortcut node (a convolution, say). */
  readonly by: 'shortcut' | 'wire' | 'layer';
  /** The layer on the way; null for a wire. */
  readonly node: string | null;
  /** End points: where it starts, and the first that it leads to behind `node`. The second one is its key in the graph. */
  readonly from: string;
  readonly to: string;
  readonly source: string;
  /** The addition at its end; null where a shortcut node leads to none. */
  readonly addition: string | null;
};

const cache = new WeakMap<Graph, readonly ResidualWay[]>();

export function residualWaysOf(graph: Graph): readonly ResidualWay[] {
  const known = cache.get(graph);
  if (known) return known;
  const ways = findWays(graph);
  cache.set(graph, ways);
  return ways;
}

function findWays(graph: Graph): readonly ResidualWay[] {
  const wiring = wiringOf(graph);
  const ways: ResidualWay[] = [];
  for (const id of wiring.order) {
    if (graph.nodes[id].kind !== 'shortcut') continue;
    const [into] = wiring.incoming.get(id) ?? [];
    const [out] = wiring.outgoing.get(id) ?? [];
    if (into === undefined || out === undefined) continue;
    ways.push({ by: 'shortcut', node: id, from: into.edge[0], to: out.edge[1], source: into.source.node, addition: additionBehind(graph, wiring, id) });
  }
  for (const { source, target, via, wires } of shortcutsOf(graph)) {
    if (graph.nodes[target].kind !== 'add' || (via !== null && graph.nodes[via].kind === 'shortcut')) continue;
    const to = wires[wires.length - 1];
    const from = graph.edges.find(([, end]) => end === wires[0])?.[0] ?? source;
    ways.push({ by: via === null ? 'wire' : 'layer', node: via, from, to, source, addition: target });
  }
  return ways;
}

/** The first addition behind a shortcut, over what scales or gates it. */
function additionBehind(graph: Graph, wiring: Wiring, id: string): string | null {
  const seen = new Set<string>();
  for (let current: string | undefined = id; current !== undefined && !seen.has(current); ) {
    seen.add(current);
    const next: string | undefined = wiring.outgoing.get(current)?.[0]?.target.node;
    if (next !== undefined && graph.nodes[next].kind === 'add') return next;
    current = next;
  }
  return null;
}
