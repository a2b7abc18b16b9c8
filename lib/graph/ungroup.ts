/** Puts what a block stands for in its place: the inverse of `group.ts`, with arguments written into the fields and repeats unrolled. */
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { definitionOf, inputNodes, inputPort, instancesOf, outputNodes, portsOf } from './blocks';
import { newNodeId } from './edits';
import { nameOf, parseEndPoint, formatEndPoint, type ConfigValue, type Graph, type GraphEdge, type GraphNode, type Graphs } from './graph';
import { substitute, substituteNode, type Substitutes } from './substitute';
import { surroundingsOf } from './surroundings';

/** More nodes than this are not put on one canvas at once. */
const MOST_NODES = 600;

/** For each new node, the node of the definition that it is a copy of, and the instance that it belongs to. */
export type Origin = { readonly node: string; readonly instance: number };
export type Ungrouped = { readonly graph: Graph; readonly definition: string; readonly origins: ReadonlyMap<string, Origin> };

/** `graphs[graphId]` with the block `block` unpacked. Ids are kept where they are free. */
export function ungroupNode(graphs: Graphs, graphId: string, block: string): Result<Ungrouped, Problem> {
  const graph = graphs[graphId];
  const node = graph.nodes[block];
  const place = { graph: graphId, node: block };
  const values = { layer: nameOf(graph, block), name: '' };
  const definition = definitionOf(graphs, node?.graph);
  if (definition === null) return failure(problem('blockMissing', place, { ...values, graph: node?.graph ?? '' }));
  values.name = definition.graph.name;
  if (node.bypassed === true) return failure(problem('ungroupBypassed', place, values));
  const instances = instancesOf(node, definition.graph, surroundingsOf(graphs, graphId).scope);
  const [faulty] = instances.problems;
  if (faulty) return failure(problem(faulty.code, place, { ...faulty.values, ...values, field: faulty.field }));
  if (outputNodes(definition.graph).length !== 1) return failure(problem('blockOutputs', place, values));
  if (instances.count !== 1 && inputNodes(definition.graph).length !== 1) return failure(problem('blockRepeatInputs', place, values));
  const nodes = instances.count * Object.keys(definition.graph.nodes).length;
  if (nodes > MOST_NODES) return failure(problem('ungroupTooMany', place, { ...values, nodes, limit: MOST_NODES }));
  return success({ ...unpack(graphs, graph, block, definition.graph, instances.count), definition: definition.id });
}

/** Text of the parameters in one instance. */
function substitutesOf(node: GraphNode, definition: Graph, first: boolean): Substitutes {
  const given: Readonly<Record<string, ConfigValue>> = { ...node.arguments, ...(first ? node.repeat?.first : {}) };
  return Object.fromEntries((definition.parameters ?? []).map(({ name, default: fallback }) => [name, Object.hasOwn(given, name) ? given[name] : substitute(fallback, {})]));
}

function unpack(graphs: Graphs, graph: Graph, block: string, definition: Graph, count: number): Omit<Ungrouped, 'definition'> {
  const node = graph.nodes[block];
  const { [block]: _gone, ...nodes }: Record<string, GraphNode> = graph.nodes;
  const origins = new Map<string, Origin>();
  const edges: GraphEdge[] = [];
  let sources = sourcesOf(graphs, graph, block);
  let result: string | null = null;
  for (let instance = 0; instance < count; instance++) {
    const substitutes = substitutesOf(node, definition, instance === 0);
    const ids = new Map<string, string>();
    for (const [id, inner] of Object.entries(definition.nodes)) {
      if (inner.kind === 'input' || inner.kind === 'output') continue;
      const fresh = Object.hasOwn(nodes, id) ? newNodeId(inner.kind, (taken) => Object.hasOwn(nodes, taken) || Object.hasOwn(definition.nodes, taken)) : id;
      ids.set(id, fresh);
      origins.set(fresh, { node: id, instance });
      nodes[fresh] = substituteNode(inner, substitutes);
    }
    const outside = (end: string): string | null => {
      const point = parseEndPoint(end);
      if (sources.has(point.node)) return sources.get(point.node) ?? null;
      const fresh = ids.get(point.node);
      return fresh === undefined ? null : formatEndPoint({ node: fresh, port: point.port });
    };
    result = null;
    for (const [from, to] of definition.edges) {
      const source = outside(from);
      const target = parseEndPoint(to);
      const fresh = ids.get(target.node);
      if (source === null) continue;
      if (fresh !== undefined) edges.push([source, formatEndPoint({ node: fresh, port: target.port })]);
      else if (definition.nodes[target.node]?.kind === 'output') result = source;
    }
    sources = new Map(inputNodes(definition).map((port) => [port, result]));
  }
  if (count === 0) [result = null] = sources.values();
  const around = graph.edges.flatMap((edge): readonly GraphEdge[] => {
    if (parseEndPoint(edge[1]).node === block) return [];
    if (parseEndPoint(edge[0]).node !== block) return [edge];
    return result === null ? [] : [[result, edge[1]]];
  });
  return { graph: { ...graph, nodes, edges: [...around, ...edges] }, origins };
}

/** What feeds each port of the block; null where nothing does. */
function sourcesOf(graphs: Graphs, graph: Graph, block: string): ReadonlyMap<string, string | null> {
  const ports = portsOf(graphs, graph.nodes[block]);
  const found = new Map<string, string | null>((inputNodes(definitionOf(graphs, graph.nodes[block].graph)?.graph ?? graph)).map((port) => [port, null]));
  for (const [from, to] of graph.edges) {
    const target = parseEndPoint(to);
    const port = target.node === block && ports !== null ? inputPort(ports, target.port) : null;
    if (port !== null) found.set(port, from);
  }
  return found;
}
