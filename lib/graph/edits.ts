/** Edits of a graph that several places make: new ids, inserting on a wire, removing with the chain kept, copying. */
import { applyGraphEdit, noEdit } from './edit';
import { BLOCK, isFixed } from './blocks';
import { findProblems } from './find-problems';
import { formatEndPoint, parseEndPoint, type Graph, type GraphEdge, type GraphNode, type Graphs } from './graph';
import type { GraphEdit } from './inference';
import { measure } from './measure';
import { kindOf } from './registry';
import { surroundingsOf } from './surroundings';
import { wiringOf } from './wiring';

/** `conv1`, `conv2`, …: the first id of a kind that is not taken; ends of a graph start without a number. */
export function newNodeId(kind: string, taken: (id: string) => boolean): string {
  const stem = kind === BLOCK ? 'block' : (kindOf(kind)?.stem ?? 'layer');
  if (kindOf(kind)?.category === 'io' && !taken(stem)) return stem;
  let number = kindOf(kind)?.category === 'io' ? 2 : 1;
  while (taken(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}

/** End point of the input that a wire to a new node takes. */
export function firstInput(id: string, kind: string): string {
  const inputs = kindOf(kind)?.ports.inputs;
  return inputs !== undefined && !isFixed(inputs) ? `${id}:0` : id;
}

/** Puts a node on the wire that ends at `target`; null where there is no such wire. */
export function insertOnWire(graph: Graph, target: string, id: string, node: GraphNode): GraphEdit | null {
  const edge = graph.edges.find((other) => other[1] === target);
  if (edge === undefined) return null;
  return { ...noEdit, addNodes: { [id]: node }, addEdges: [[edge[0], firstInput(id, node.kind)], [id, target]] };
}

/** Removes nodes; what fed a removed node of one input feeds what it fed. */
export function removeKeepingChain(graph: Graph, ids: readonly string[]): GraphEdit {
  const { incoming, outgoing } = wiringOf(graph);
  const gone = new Set(ids);
  const sourceOf = (id: string, seen: ReadonlySet<string>): string | null => {
    const links = incoming.get(id) ?? [];
    if (links.length !== 1 || seen.has(id)) return null;
    const [{ source }] = links;
    return gone.has(source.node) ? sourceOf(source.node, new Set([...seen, id])) : formatEndPoint(source);
  };
  const addEdges: GraphEdge[] = [];
  for (const id of ids) {
    const source = sourceOf(id, new Set());
    if (source === null) continue;
    for (const { target, edge } of outgoing.get(id) ?? []) if (!gone.has(target.node)) addEdges.push([source, edge[1]]);
  }
  return { ...noEdit, removeNodes: [...ids], addEdges };
}

/** As `removeKeepingChain`, but without those new wires at whose ends a shape would no longer fit. */
export function removeWhereItFits(graphs: Graphs, graphId: string, ids: readonly string[]): GraphEdit {
  const graph = graphs[graphId];
  const edit = removeKeepingChain(graph, ids);
  const before = faultyNodes(graphs, graphId);
  const edited = applyGraphEdit(graph, edit);
  if (!edited.ok || edit.addEdges.length === 0) return edit;
  const after = faultyNodes({ ...graphs, [graphId]: edited.value }, graphId);
  return { ...edit, addEdges: edit.addEdges.filter(([, target]) => !after.has(parseEndPoint(target).node) || before.has(parseEndPoint(target).node)) };
}

/** Nodes with an error other than that nothing is connected yet. */
export function faultyNodes(graphs: Graphs, graphId: string): ReadonlySet<string> {
  const around = surroundingsOf(graphs, graphId);
  const problems = findProblems(graphs[graphId], graphId, measure(graphs[graphId], around), around);
  return new Set(problems.flatMap(({ place, severity, code }) => (place.node !== undefined && severity === 'error' && code !== 'missingInput' ? [place.node] : [])));
}

/** Nodes and the wires among them, as they travel over the clipboard. */
export type Fragment = { readonly nodes: Readonly<Record<string, GraphNode>>; readonly edges: readonly GraphEdge[] };

export function copyFragment(graph: Graph, ids: readonly string[]): Fragment {
  const chosen = new Set(ids.filter((id) => Object.hasOwn(graph.nodes, id)));
  return {
    nodes: Object.fromEntries([...chosen].map((id) => [id, graph.nodes[id]])),
    edges: graph.edges.filter((edge) => edge.every((end) => chosen.has(parseEndPoint(end).node))),
  };
}

/** Pastes a fragment under new ids; `ids` tells for each node of the fragment what it is called now. */
export function pasteFragment(graph: Graph, fragment: Fragment): { readonly edit: GraphEdit; readonly ids: ReadonlyMap<string, string> } {
  const ids = new Map<string, string>();
  const used = new Set(Object.keys(graph.nodes));
  for (const [id, node] of Object.entries(fragment.nodes)) {
    const fresh = newNodeId(node.kind, (other) => used.has(other));
    used.add(fresh);
    ids.set(id, fresh);
  }
  const renamed = (end: string): string => {
    const { node, port } = parseEndPoint(end);
    return formatEndPoint({ node: ids.get(node) ?? node, port });
  };
  const nodes = Object.entries(fragment.nodes).map(([id, node]): [string, GraphNode] => [ids.get(id) ?? id, node]);
  const edges = fragment.edges.filter((edge) => edge.every((end) => ids.has(parseEndPoint(end).node)));
  return {
    edit: { ...noEdit, addNodes: Object.fromEntries(nodes), addEdges: edges.map(([source, target]): GraphEdge => [renamed(source), renamed(target)]) },
    ids,
  };
}

/** The edit that makes one graph of the other, so that several edits become one. */
export function editBetween(before: Graph, after: Graph): GraphEdit {
  const configure: Record<string, Record<string, number | boolean | string | null>> = {};
  const bypass: Record<string, boolean> = {};
  for (const [id, node] of Object.entries(after.nodes)) {
    const old = before.nodes[id];
    if (old === undefined || old === node) continue;
    const fields = new Set([...Object.keys(old.config ?? {}), ...Object.keys(node.config ?? {})]);
    const changed = [...fields].filter((field) => old.config?.[field] !== node.config?.[field]);
    if (changed.length > 0) configure[id] = Object.fromEntries(changed.map((field) => [field, node.config?.[field] ?? null]));
    if ((old.bypassed ?? false) !== (node.bypassed ?? false)) bypass[id] = node.bypassed ?? false;
  }
  const had = new Set(before.edges.map((edge) => JSON.stringify(edge)));
  const has = new Set(after.edges.map((edge) => edge[1]));
  return {
    addNodes: Object.fromEntries(Object.entries(after.nodes).filter(([id]) => !Object.hasOwn(before.nodes, id))),
    removeNodes: Object.keys(before.nodes).filter((id) => !Object.hasOwn(after.nodes, id)),
    configure,
    ...(Object.keys(bypass).length > 0 ? { bypass } : {}),
    addEdges: after.edges.filter((edge) => !had.has(JSON.stringify(edge))),
    removeEdges: before.edges.map((edge) => edge[1]).filter((target) => !has.has(target)),
  };
}
