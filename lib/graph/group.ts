/** Makes a block of some nodes of a graph: their definition, with ports for the wires that are cut, and the node that stands for them. */
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { BLOCK } from './blocks';
import { newNodeId } from './edits';
import { nameOf, parseEndPoint, type Graph, type GraphEdge, type GraphNode, type Graphs } from './graph';
import { infer } from './infer';
import type { Shape } from './shape';
import { namesIn, valuesOf } from './substitute';
import { ancestorsOf, descendantsOf, wiringOf } from './wiring';

export type Grouped = {
  /** The id of the definition, and of the node that stands for it in `graph`. */
  readonly definition: string;
  readonly node: string;
  /** The graph with that node, and the definition. */
  readonly graphs: Graphs;
};

/** `block1`, `block2`, …: the first id that no graph has. */
export function newDefinitionId(graphs: Graphs): string {
  let number = 1;
  while (Object.hasOwn(graphs, `block${number}`)) number++;
  return `block${number}`;
}

/**
 * Groups `ids` of `graphs[graphId]` into a block called `name`. Refused where an end of the graph is among them, where not exactly one
 * node feeds what is outside, or where a wire would lead out of the block and back into it.
 */
export function groupNodes(graphs: Graphs, graphId: string, ids: readonly string[], name: string): Result<Grouped, Problem> {
  const graph = graphs[graphId];
  const chosen = new Set(ids.filter((id) => Object.hasOwn(graph.nodes, id)));
  if (chosen.size === 0) return failure(problem('groupNothing', { graph: graphId }));
  for (const id of chosen) {
    if (graph.nodes[id].kind === 'input' || graph.nodes[id].kind === 'output') return failure(problem('groupEnd', { graph: graphId, node: id }, { layer: nameOf(graph, id) }));
  }
  const between = nodeBetween(graph, chosen);
  if (between !== null) return failure(problem('groupAround', { graph: graphId, node: between }, { layer: nameOf(graph, between) }));
  const source = outputOf(graph, chosen);
  if (source === null) return failure(problem('groupOutputs', { graph: graphId }, { count: outputsOf(graph, chosen).size }));
  return success(build(graphs, graphId, chosen, source, name));
}

/** A node outside that both is fed by the group and feeds it, or null. */
function nodeBetween(graph: Graph, chosen: ReadonlySet<string>): string | null {
  const wiring = wiringOf(graph);
  const before = ancestorsOf(wiring, [...chosen]);
  const behind = descendantsOf(wiring, [...chosen]);
  return wiring.order.find((id) => !chosen.has(id) && before.has(id) && behind.has(id)) ?? null;
}

/** End points inside whose wires lead out. */
function outputsOf(graph: Graph, chosen: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(graph.edges.filter(([from, to]) => chosen.has(parseEndPoint(from).node) && !chosen.has(parseEndPoint(to).node)).map(([from]) => from));
}

/** Where nothing leads out, the one node that feeds nothing. */
function outputOf(graph: Graph, chosen: ReadonlySet<string>): string | null {
  const outputs = outputsOf(graph, chosen);
  const [only] = outputs;
  if (outputs.size > 0) return outputs.size === 1 ? only : null;
  const { outgoing } = wiringOf(graph);
  const ends = [...chosen].filter((id) => (outgoing.get(id) ?? []).length === 0);
  return ends.length === 1 ? ends[0] : null;
}

function build(graphs: Graphs, graphId: string, chosen: ReadonlySet<string>, source: string, name: string): Grouped {
  const graph = graphs[graphId];
  const shapes = infer(graphs, graphId).nodes;
  const definition = newDefinitionId(graphs);
  const node = newNodeId(BLOCK, (taken) => Object.hasOwn(graph.nodes, taken));
  const inner: Record<string, GraphNode> = Object.fromEntries([...chosen].map((id) => [id, graph.nodes[id]]));
  const innerEdges: GraphEdge[] = [];
  const ports = new Map<string, string>();
  for (const [from, to] of graph.edges) {
    if (!chosen.has(parseEndPoint(to).node)) continue;
    const feeder = parseEndPoint(from).node;
    if (chosen.has(feeder)) {
      innerEdges.push([from, to]);
      continue;
    }
    const port = ports.get(from) ?? newNodeId('input', (taken) => Object.hasOwn(inner, taken));
    if (!ports.has(from)) inner[port] = preview(shapes.get(feeder)?.outputShape ?? null);
    ports.set(from, port);
    innerEdges.push([port, to]);
  }
  const output = newNodeId('output', (taken) => Object.hasOwn(inner, taken));
  inner[output] = { kind: 'output' };
  innerEdges.push([source, output]);

  const used = new Set([...chosen].flatMap((id) => valuesOf(graph.nodes[id]).flatMap(namesIn)));
  const parameters = (graph.parameters ?? []).filter((parameter) => used.has(parameter.name));
  const block: GraphNode = {
    kind: BLOCK,
    graph: definition,
    ...(parameters.length > 0 ? { arguments: Object.fromEntries(parameters.map((parameter) => [parameter.name, `=${parameter.name}`])) } : {}),
  };
  const kept = graph.edges.filter(([, to]) => !chosen.has(parseEndPoint(to).node)).map(([from, to]): GraphEdge => (chosen.has(parseEndPoint(from).node) ? [node, to] : [from, to]));
  const fed = [...ports].map(([from, port]): GraphEdge => [from, ports.size === 1 ? node : `${node}:${port}`]);
  const outer = Object.entries(graph.nodes).filter(([id]) => !chosen.has(id));
  return {
    definition,
    node,
    graphs: {
      ...graphs,
      [graphId]: { ...graph, nodes: { ...Object.fromEntries(outer), [node]: block }, edges: [...kept, ...fed] },
      [definition]: { name, ...(parameters.length > 0 ? { parameters } : {}), nodes: inner, edges: innerEdges },
    },
  };
}

/** A port's own size is what it was given where the block was made, so that the block opened by itself looks the same. */
function preview(shape: Shape | null): GraphNode {
  if (shape?.length !== 3) return { kind: 'input' };
  const [height, width, channels] = shape;
  return { kind: 'input', config: { height, width, channels } };
}

/** Whether `graphs[from]` is `graphs[target]` or holds it, directly or not, in any variant. */
export function holds(graphs: Graphs, from: string, target: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === target) return true;
    if (seen.has(id) || !Object.hasOwn(graphs, id)) continue;
    seen.add(id);
    const { nodes, variants } = graphs[id];
    open.push(...Object.values(nodes).flatMap((node) => (node.kind === BLOCK && node.graph !== undefined ? [node.graph] : [])), ...Object.values(variants?.of ?? {}));
  }
  return false;
}
