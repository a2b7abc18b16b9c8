/** Graphs to look at, never to keep: a repeated block as its repeats, or a whole net as all of its layers. Ids are the paths of layers. */
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { BLOCK, definitionOf, inputNodes, inputPort, instancesOf, isFixed, MOST_CALLS, outputNodes, portsOf, type Instances } from './blocks';
import type { Scope } from './expression';
import { formatEndPoint, parseEndPoint, type ConfigValue, type Graph, type GraphEdge, type GraphNode, type Graphs } from './graph';
import type { Inference, NodeFacts } from './inference';
import { inferInstance } from './instance-memo';
import { kindOf } from './registry';
import type { Shape } from './shape';
import { formatStep } from './steps';
import { substituteNode } from './substitute';
import { wiringOf } from './wiring';

/** More nodes than this are not drawn on one canvas. */
export const MOST_LOOKED_AT = 6000;

/** Which repeat of which block a node is, or stands in. */
export type RepeatPlace = { readonly block: string; readonly index: number; readonly count: number };

/** A graph as a canvas shows it: with the values of its parameters, and the shapes that come in. */
export type Sighted = { readonly graph: string; readonly scope: Scope; readonly inference: Inference };

/** `sighted` with each of these repeated blocks as `block.0`, `block.1`, …, arguments as they count there. Blocks that cannot be unrolled are left. */
export function unrollRepeats(graphs: Graphs, sighted: Sighted, blocks: ReadonlySet<string>): { readonly graph: Graph; readonly repeats: ReadonlyMap<string, RepeatPlace> } {
  const { graph: id, scope, inference } = sighted;
  const graph = graphs[id];
  const nodes: Record<string, GraphNode> = {};
  const repeats = new Map<string, RepeatPlace>();
  const chains: GraphEdge[] = [];
  const ends = new Map<string, { readonly first: string; readonly last: string }>();
  for (const [block, node] of Object.entries(graph.nodes)) {
    const instances = blocks.has(block) ? repeatsOf(graphs, node, scope) : null;
    if (instances === null) {
      nodes[block] = standing(node, scope, inference.nodes.get(block));
      continue;
    }
    const { count } = instances;
    for (let index = 0; index < count; index++) {
      const own = formatStep({ node: block, instance: index });
      nodes[own] = repeatNode(node, index === 0 ? instances.first : instances.rest);
      repeats.set(own, { block, index, count });
      if (index > 0) chains.push([formatStep({ node: block, instance: index - 1 }), own]);
    }
    ends.set(block, { first: formatStep({ node: block, instance: 0 }), last: formatStep({ node: block, instance: count - 1 }) });
  }
  const renamed = (end: string, side: 'first' | 'last'): string => {
    const point = parseEndPoint(end);
    return formatEndPoint({ ...point, node: ends.get(point.node)?.[side] ?? point.node });
  };
  const edges = graph.edges.map(([from, to]): GraphEdge => [renamed(from, 'last'), renamed(to, 'first')]);
  return { graph: { name: graph.name, nodes, edges: [...edges, ...chains] }, repeats };
}

/** The instances of a block that stands there more than once in a chain; null where there is nothing to unroll. */
export function repeatsOf(graphs: Graphs, node: GraphNode | undefined, scope: Scope): Instances | null {
  if (node === undefined || node.kind !== BLOCK || node.repeat === undefined || node.bypassed === true) return null;
  const definition = definitionOf(graphs, node.graph);
  if (definition === null || inputNodes(definition.graph).length !== 1) return null;
  const instances = instancesOf(node, definition.graph, scope);
  return instances.problems.length > 0 || instances.count < 1 || instances.count > MOST_LOOKED_AT ? null : instances;
}

/** What the block was given, in the values of one instance. */
function repeatNode({ repeat, ...node }: GraphNode, scope: Scope): GraphNode {
  const given = Object.keys({ ...repeat?.first, ...node.arguments });
  const values: Record<string, ConfigValue> = Object.fromEntries(given.filter((name) => Object.hasOwn(scope, name)).map((name) => [name, scope[name]]));
  const { title: _title, ...untitled } = node;
  return { ...untitled, arguments: values };
}

/** A node with its expressions computed; an input takes the size that it is given. */
function standing(node: GraphNode, scope: Scope, facts: NodeFacts | undefined): GraphNode {
  const own = substituted(node, scope);
  const shape = facts?.outputShape;
  if (node.kind !== 'input' || shape?.length !== 3) return own;
  const [height, width, channels] = shape;
  return { ...own, config: { ...own.config, height, width, channels } };
}

const made = new WeakMap<GraphNode, { readonly scope: Scope; readonly node: GraphNode }>();

/** The same object for the same layer in all repeats that are alike, so that it is measured once. */
function substituted(node: GraphNode, scope: Scope): GraphNode {
  const before = made.get(node);
  if (before?.scope === scope) return before.node;
  const own = substituteNode(node, scope);
  made.set(node, { scope, node: own });
  return own;
}

export type UnrolledNet = {
  readonly graph: Graph;
  /** For each layer inside blocks, which repeats it stands in, outermost first. */
  readonly homes: ReadonlyMap<string, readonly RepeatPlace[]>;
};

/**
 * `sighted` with all blocks unrolled to their layers. As in the program, identity and absent shortcuts are wires or nothing,
 * and an addition of one input is gone; other layers are kept, also bypassed ones. A block that cannot be unrolled stays whole.
 */
export function unrollNet(graphs: Graphs, sighted: Sighted): Result<UnrolledNet, Problem> {
  const writer: Writer = { graphs, nodes: {}, edges: [], homes: new Map(), written: 0 };
  const whole = write(writer, { ...sighted, prefix: '', given: null, homes: [], within: [sighted.graph] });
  if (whole === TOO_MANY) return failure(problem('unrollTooMany', { graph: sighted.graph }, { limit: MOST_LOOKED_AT }));
  return success({ graph: { name: graphs[sighted.graph].name, nodes: writer.nodes, edges: writer.edges }, homes: writer.homes });
}

type Writer = { readonly graphs: Graphs; readonly nodes: Record<string, GraphNode>; readonly edges: GraphEdge[]; readonly homes: Map<string, readonly RepeatPlace[]>; written: number };
type Room = Sighted & {
  readonly prefix: string;
  /** End points outside that feed the ports of a block; null for a whole net. */
  readonly given: ReadonlyMap<string, string | null> | null;
  readonly homes: readonly RepeatPlace[];
  readonly within: readonly string[];
};

const TOO_MANY: unique symbol = Symbol('too many');
/** An end point; null where nothing comes. */
type Written = string | null | typeof TOO_MANY;

function write(writer: Writer, room: Room): Written {
  const graph = writer.graphs[room.graph];
  const wiring = wiringOf(graph);
  const values = new Map<string, string | null>();
  for (const id of wiring.order) {
    const node = graph.nodes[id];
    if (room.given !== null && node.kind === 'input') values.set(id, room.given.get(id) ?? null);
    else if (room.given !== null && node.kind === 'output') values.set(id, (wiring.incoming.get(id) ?? []).map((link) => values.get(link.source.node) ?? null)[0] ?? null);
    else {
      const sources = (wiring.incoming.get(id) ?? []).map((link): readonly [string | null, string | null] => [values.get(link.source.node) ?? null, link.target.port]);
      const written = writeNode(writer, room, id, sources);
      if (written === TOO_MANY) return TOO_MANY;
      values.set(id, written);
    }
  }
  const [output] = outputNodes(graph);
  return output === undefined ? null : (values.get(output) ?? null);
}

/** `sources` are the end point and the port of each wire that comes in. */
function writeNode(writer: Writer, room: Room, id: string, sources: readonly (readonly [string | null, string | null])[]): Written {
  const node = writer.graphs[room.graph].nodes[id];
  const facts = room.inference.nodes.get(id);
  const path = room.prefix + id;
  const live = sources.filter(([source]) => source !== null);
  if (facts?.severed === true && node.kind !== 'output') return null;
  const instances = room.within.length < 32 ? blockInstances(writer.graphs, node, facts, room) : null;
  if (instances !== null) return writeInstances(writer, room, node, path, instances, sources);
  if (passesOn(node, facts, sources.length, live.length)) return live[0]?.[0] ?? null;
  if (++writer.written > MOST_LOOKED_AT) return TOO_MANY;
  writer.nodes[path] = standing(node, room.scope, facts);
  if (room.homes.length > 0) writer.homes.set(path, room.homes);
  for (const [source, port] of live) if (source !== null) writer.edges.push([source, formatEndPoint({ node: path, port })]);
  return path;
}

/** Is nothing in the program: a shortcut that carries its input unchanged, a merge that has one input left. */
function passesOn(node: GraphNode, facts: NodeFacts | undefined, wires: number, live: number): boolean {
  const kind = kindOf(node.kind);
  if (kind === undefined || node.bypassed === true || facts === undefined || facts.config === null) return false;
  if (!isFixed(kind.ports.inputs)) return wires > 1 && live === 1;
  const input = facts.inputShapes[0] ?? null;
  return node.kind === 'shortcut' && input !== null && kind.lower([input], facts.config).length === 0;
}

function blockInstances(graphs: Graphs, node: GraphNode, facts: NodeFacts | undefined, room: Room): Instances | null {
  const definition = node.kind === BLOCK && node.bypassed !== true ? definitionOf(graphs, node.graph) : null;
  if (definition === null || facts === undefined || facts.outputShape === null || room.within.includes(definition.id)) return null;
  const instances = instancesOf(node, definition.graph, room.scope);
  return instances.count > MOST_CALLS ? null : instances;
}

function writeInstances(writer: Writer, room: Room, node: GraphNode, path: string, { count, first, rest }: Instances, sources: readonly (readonly [string | null, string | null])[]): Written {
  const definition = definitionOf(writer.graphs, node.graph);
  const ports = portsOf(writer.graphs, node);
  if (definition === null || ports === null) return null;
  const names = inputNodes(definition.graph);
  let given = new Map<string, string | null>(sources.flatMap(([source, port]): [string, string | null][] => {
    const name = inputPort(ports, port);
    return name === null ? [] : [[name, source]];
  }));
  let shapes: readonly (Shape | null)[] = room.inference.nodes.get(path.slice(room.prefix.length))?.inputShapes ?? [];
  let result: string | null = sources[0]?.[0] ?? null;
  for (let index = 0; index < count; index++) {
    const scope = index === 0 ? first : rest;
    const inference = inferInstance(writer.graphs, definition.id, scope, new Map(names.map((name, position) => [name, shapes[position] ?? null])));
    const place: RepeatPlace = { block: path, index, count };
    const prefix = node.repeat === undefined ? `${path}.` : `${path}.${index}.`;
    const written = write(writer, { graph: definition.id, scope, inference, prefix, given, homes: [...room.homes, place], within: [...room.within, definition.id] });
    if (written === TOO_MANY) return TOO_MANY;
    result = written;
    given = new Map(names.map((name) => [name, written]));
    shapes = [inference.outputShape];
  }
  return result;
}
