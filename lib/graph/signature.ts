/** A block seen from outside: the graphs that share one set of ports and parameters, and the nodes that use them. */
import { BLOCK, definitionOf, inputNodes, inputPort, portsOf } from './blocks';
import { formatEndPoint, parseEndPoint, type Graph, type GraphEdge, type GraphNode, type Graphs } from './graph';

/** The graph that block nodes name: `id` itself, or the one that `id` is a variant of. */
export function baseOf(graphs: Graphs, id: string): string {
  return Object.keys(graphs).find((other) => Object.values(graphs[other].variants?.of ?? {}).includes(id) && other !== id) ?? id;
}

/** `id` and its variants, or those that it is a variant of: they have the same ports and parameters. */
export function familyOf(graphs: Graphs, id: string): readonly string[] {
  const base = baseOf(graphs, id);
  const members = new Set([base, ...Object.values(graphs[base]?.variants?.of ?? {})]);
  return [...members].filter((member) => Object.hasOwn(graphs, member));
}

export type BlockUse = { readonly graph: string; readonly node: string };

/** The block nodes that stand for `id`, in any graph of the document. */
export function usesOf(graphs: Graphs, id: string): readonly BlockUse[] {
  const family = new Set(familyOf(graphs, id));
  return Object.entries(graphs).flatMap(([graph, { nodes }]) => Object.entries(nodes).flatMap(([node, { kind, graph: used }]) => (kind === BLOCK && used !== undefined && family.has(used) ? [{ graph, node }] : [])));
}

/** All graphs with these nodes changed. */
export function withNodes(graphs: Graphs, uses: readonly BlockUse[], change: (node: GraphNode) => GraphNode): Graphs {
  const changed: Record<string, Graph> = { ...graphs };
  for (const { graph, node } of uses) changed[graph] = { ...changed[graph], nodes: { ...changed[graph].nodes, [node]: change(changed[graph].nodes[node]) } };
  return changed;
}

/**
 * After the inputs of `after[id]` changed: wires to the blocks that use it keep their port, name it where that became necessary,
 * and go with a port that is gone.
 */
export function followPorts(before: Graphs, after: Graphs, id: string): Graphs {
  const [old, now] = [before[id], after[id]].map((graph) => (graph === undefined ? [] : inputNodes(graph)));
  if (old.length === now.length && old.every((port) => now.includes(port))) return after;
  const changed: Record<string, Graph> = { ...after };
  for (const [graphId, graph] of Object.entries(after)) {
    const users = new Set(Object.keys(graph.nodes).filter((node) => graph.nodes[node].kind === BLOCK && definitionOf(after, graph.nodes[node].graph)?.id === id));
    if (users.size === 0) continue;
    const edges = graph.edges.flatMap(([source, target]): readonly GraphEdge[] => {
      const end = parseEndPoint(target);
      if (!users.has(end.node)) return [[source, target]];
      const ports = portsOf(before, graph.nodes[end.node]);
      const port = ports === null ? end.port : inputPort(ports, end.port);
      if (port === null || (old.includes(port) && !now.includes(port))) return [];
      return [[source, formatEndPoint({ node: end.node, port: now.length === 1 ? null : port })]];
    });
    changed[graphId] = { ...graph, edges };
  }
  return changed;
}
