/** What differs between two graphs whose layers are known by id, as a variant's are: layers added, removed, changed, moved. */
import type { ConfigValue, Graph, GraphNode } from './graph';
import { parseEndPoint } from './graph';
import { kindOf } from './registry';
import { ancestorsOf, compareText, wiringOf } from './wiring';

/** A setting that differs; undefined where it is left to its default. `kind`, `bypassed`, `graph`, `repeat` and arguments count as settings. */
export type FieldChange = { readonly name: string; readonly before: ConfigValue | undefined; readonly after: ConfigValue | undefined };

export type NodeChange = {
  readonly mark: 'added' | 'removed' | 'changed' | 'moved';
  /** Empty unless the layer is in both. A moved layer may be changed as well. */
  readonly fields: readonly FieldChange[];
};

export type GraphDiff = {
  /** What is alike is not in it. */
  readonly nodes: ReadonlyMap<string, NodeChange>;
  /** Also where no layer differs but a wire does. */
  readonly same: boolean;
};

export function diffGraphs(before: Graph, after: Graph): GraphDiff {
  const shared = Object.keys(after.nodes).filter((id) => Object.hasOwn(before.nodes, id));
  const moved = movedNodes(before, after, shared);
  const nodes = new Map<string, NodeChange>();
  for (const id of Object.keys(before.nodes)) if (!Object.hasOwn(after.nodes, id)) nodes.set(id, { mark: 'removed', fields: [] });
  for (const id of Object.keys(after.nodes)) {
    if (!Object.hasOwn(before.nodes, id)) {
      nodes.set(id, { mark: 'added', fields: [] });
      continue;
    }
    const fields = changedFields(before.nodes[id], after.nodes[id]);
    if (moved.has(id)) nodes.set(id, { mark: 'moved', fields });
    else if (fields.length > 0) nodes.set(id, { mark: 'changed', fields });
  }
  return { nodes, same: nodes.size === 0 && wiresOf(before) === wiresOf(after) };
}

function wiresOf({ edges }: Graph): string {
  return edges.map((edge) => edge.join(' ')).sort().join('\n');
}

function settingsOf(node: GraphNode): Readonly<Record<string, ConfigValue | undefined>> {
  const { kind, config, graph, repeat } = node;
  return { kind, bypassed: node.bypassed ?? false, graph, ...config, ...node.arguments, 'repeat': repeat?.count, ...repeat?.first };
}

function changedFields(before: GraphNode, after: GraphNode): readonly FieldChange[] {
  const [was, is] = [settingsOf(before), settingsOf(after)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.flatMap((name) => {
    const fallback = before.kind === after.kind ? kindOf(after.kind)?.fields[name]?.default : undefined;
    const change = { name, before: was[name] ?? fallback, after: is[name] ?? fallback };
    return change.before === change.after ? [] : [change];
  });
}

/** How much stays put rather than to be said to have moved: a convolution, then a normalization, then an activation. */
function weightOf({ kind }: GraphNode): number {
  switch (kindOf(kind)?.category) {
    case 'io':
      return 1000;
    case 'merge':
      return 100;
    case 'normalization':
      return 3;
    case 'activation':
      return 2;
    case 'convolution':
    case 'dense':
    case 'pooling':
    case 'block':
    case undefined:
      return 20;
  }
}

/**
 * Layers that stand elsewhere: of each two whose order has turned round the lighter one, and those that all their wires
 * now come to from elsewhere, what was added, removed or moved between being looked through.
 */
function movedNodes(before: Graph, after: Graph, shared: readonly string[]): ReadonlySet<string> {
  const moved = turned(before, after, shared);
  for (const id of shared) {
    if (moved.has(id)) continue;
    const stable = new Set(shared.filter((other) => other !== id && !moved.has(other)));
    const was = sourcesThrough(before, id, stable);
    const is = sourcesThrough(after, id, stable);
    const isMerge = kindOf(before.nodes[id].kind)?.category === 'merge' && was.size > 1;
    if (!isMerge && was.size > 0 && is.size > 0 && [...was].every((source) => !is.has(source))) moved.add(id);
  }
  return moved;
}

/** Of the pairs that changed their order, until none is left, the node that takes part in most for its weight. */
function turned(before: Graph, after: Graph, shared: readonly string[]): Set<string> {
  const [was, is] = [ancestors(before, shared), ancestors(after, shared)];
  const conflicts = new Map<string, Set<string>>(shared.map((id) => [id, new Set()]));
  for (const one of shared) {
    for (const other of shared) {
      if (one === other || !was.get(other)?.has(one) || !is.get(one)?.has(other)) continue;
      conflicts.get(one)?.add(other);
      conflicts.get(other)?.add(one);
    }
  }
  const moved = new Set<string>();
  const score = (id: string) => (conflicts.get(id)?.size ?? 0) / weightOf(after.nodes[id]);
  for (;;) {
    const [next] = [...shared].filter((id) => score(id) > 0).sort((a, b) => score(b) - score(a) || compareText(a, b));
    if (next === undefined) return moved;
    moved.add(next);
    for (const other of conflicts.get(next) ?? []) conflicts.get(other)?.delete(next);
    conflicts.set(next, new Set());
  }
}

function ancestors(graph: Graph, ids: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const wiring = wiringOf(graph);
  return new Map(ids.map((id) => [id, ancestorsOf(wiring, [id])]));
}

/** The nearest layers before `id` that are among `stable`. */
function sourcesThrough(graph: Graph, id: string, stable: ReadonlySet<string>): ReadonlySet<string> {
  const { incoming } = wiringOf(graph);
  const found = new Set<string>();
  const seen = new Set([id]);
  const open = [id];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    for (const { source } of incoming.get(current) ?? []) {
      if (seen.has(source.node)) continue;
      seen.add(source.node);
      if (stable.has(source.node)) found.add(source.node);
      else open.push(source.node);
    }
  }
  return found;
}

/** `after` with what was removed, wired as it was wherever that makes no circle: a graph to draw. */
export function withRemoved(before: Graph, after: Graph, { nodes: changes }: GraphDiff): Graph {
  const removed = new Set([...changes].filter(([, { mark }]) => mark === 'removed').map(([id]) => id));
  if (removed.size === 0) return after;
  const nodes = { ...after.nodes, ...Object.fromEntries([...removed].map((id) => [id, before.nodes[id]])) };
  let drawn: Graph = { ...after, nodes };
  for (const edge of before.edges) {
    const [source, target] = edge.map((end) => parseEndPoint(end).node);
    if (!removed.has(source) && !removed.has(target)) continue;
    if (!Object.hasOwn(nodes, source) || !Object.hasOwn(nodes, target) || ancestorsOf(wiringOf(drawn), [source]).has(target)) continue;
    drawn = { ...drawn, edges: [...drawn.edges, edge] };
  }
  return drawn;
}
