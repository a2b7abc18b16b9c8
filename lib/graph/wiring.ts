/** Who feeds whom in a graph, its topological order and its cycles; depends on ids and edges alone, so an edit of a field keeps it. */
import { parseEndPoint, type EndPoint, type Graph, type GraphEdge } from './graph';

export type Link = { readonly edge: GraphEdge; readonly source: EndPoint; readonly target: EndPoint };

export type Wiring = {
  /** Links between nodes that exist, by target and by source, in the order of the edges. */
  readonly incoming: ReadonlyMap<string, readonly Link[]>;
  readonly outgoing: ReadonlyMap<string, readonly Link[]>;
  /** Topological, ties by id; members of cycles and what hangs behind them at the end. */
  readonly order: readonly string[];
  /** Members of each cycle, by id. */
  readonly cycles: readonly (readonly string[])[];
  /** Edges with an end at a node that is not there. */
  readonly loose: readonly Link[];
};

const cache = new WeakMap<readonly GraphEdge[], { readonly ids: readonly string[]; readonly wiring: Wiring }>();

export function wiringOf(graph: Graph): Wiring {
  const ids = Object.keys(graph.nodes);
  const known = cache.get(graph.edges);
  if (known && known.ids.length === ids.length && known.ids.every((id, index) => id === ids[index])) return known.wiring;
  const wiring = computeWiring(ids, graph.edges);
  cache.set(graph.edges, { ids, wiring });
  return wiring;
}

function computeWiring(ids: readonly string[], edges: readonly GraphEdge[]): Wiring {
  const incoming = new Map<string, Link[]>(ids.map((id) => [id, []]));
  const outgoing = new Map<string, Link[]>(ids.map((id) => [id, []]));
  const loose: Link[] = [];
  for (const edge of edges) {
    const link = { edge, source: parseEndPoint(edge[0]), target: parseEndPoint(edge[1]) };
    const into = incoming.get(link.target.node);
    const out = outgoing.get(link.source.node);
    if (into === undefined || out === undefined) {
      loose.push(link);
      continue;
    }
    into.push(link);
    out.push(link);
  }
  const sorted = topologicalOrder(ids, incoming, outgoing);
  const placed = new Set(sorted);
  const rest = ids.filter((id) => !placed.has(id)).sort(compareText);
  return { incoming, outgoing, order: [...sorted, ...rest], cycles: cyclesAmong(rest, outgoing), loose };
}

/** By code units, alike on every machine and in every language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Kahn's algorithm; of the nodes that are ready the one with the smallest id comes first. */
function topologicalOrder(ids: readonly string[], incoming: ReadonlyMap<string, readonly Link[]>, outgoing: ReadonlyMap<string, readonly Link[]>): readonly string[] {
  const waiting = new Map(ids.map((id) => [id, incoming.get(id)?.length ?? 0]));
  const ready = ids.filter((id) => waiting.get(id) === 0).sort((a, b) => compareText(b, a));
  const order: string[] = [];
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    order.push(id);
    for (const { target } of outgoing.get(id) ?? []) {
      const left = (waiting.get(target.node) ?? 0) - 1;
      waiting.set(target.node, left);
      if (left === 0) insertDescending(ready, target.node);
    }
  }
  return order;
}

function insertDescending(sorted: string[], id: string): void {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareText(sorted[middle], id) > 0) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, id);
}

/** Strongly connected components of more than one node, and nodes that feed themselves (Tarjan, without recursion). */
function cyclesAmong(ids: readonly string[], outgoing: ReadonlyMap<string, readonly Link[]>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const successors = (id: string) => (outgoing.get(id) ?? []).map((link) => link.target.node);

  for (const root of ids) {
    if (index.has(root)) continue;
    const work: { readonly id: string; readonly next: string[] }[] = [];
    const enter = (id: string) => {
      low.set(id, index.size);
      index.set(id, index.size);
      stack.push(id);
      onStack.add(id);
      work.push({ id, next: successors(id) });
    };
    enter(root);
    while (work.length > 0) {
      const { id, next } = work[work.length - 1];
      const successor = next.pop();
      if (successor !== undefined) {
        if (!index.has(successor)) enter(successor);
        else if (onStack.has(successor)) low.set(id, Math.min(low.get(id) ?? 0, index.get(successor) ?? 0));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) low.set(parent.id, Math.min(low.get(parent.id) ?? 0, low.get(id) ?? 0));
      if (low.get(id) !== index.get(id)) continue;
      const members = stack.splice(stack.indexOf(id));
      for (const member of members) onStack.delete(member);
      if (members.length > 1 || successors(id).includes(id)) cycles.push(members.sort(compareText));
    }
  }
  return cycles;
}

/** All nodes that feed these ones, themselves included. */
export function ancestorsOf(wiring: Wiring, targets: readonly string[]): ReadonlySet<string> {
  return reached(targets, (id) => (wiring.incoming.get(id) ?? []).map((link) => link.source.node));
}

/** All nodes that these ones feed, themselves included. */
export function descendantsOf(wiring: Wiring, sources: readonly string[]): ReadonlySet<string> {
  return reached(sources, (id) => (wiring.outgoing.get(id) ?? []).map((link) => link.target.node));
}

function reached(starts: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set(starts);
  const stack = [...starts];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    for (const other of next(id)) {
      if (found.has(other)) continue;
      found.add(other);
      stack.push(other);
    }
  }
  return found;
}
