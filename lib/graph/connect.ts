/** Whether a wire may be drawn, why not, and what it would replace; one answer for pointer, keyboard and palette. */
import type { Place, Problem, ProblemValues } from '@/lib/util/problem';
import { BLOCK, inputPort, isFixed, portsOf, type NodePorts } from './blocks';
import { resolveConfig } from './config';
import { applyGraphEdit, noEdit } from './edit';
import type { FieldValue, Texts } from './fields';
import { formatEndPoint, nameOf, parseEndPoint, type EndPoint, type Graph, type Graphs } from './graph';
import { infer } from './infer';
import type { GraphEdit, Inference } from './inference';
import type { AnyKind, KindProblem, PaletteEntry } from './kind';
import { kindOf, kinds } from './registry';
import type { WireProblemCode } from './problem-codes';
import type { Shape } from './shape';
import { ancestorsOf, wiringOf, type Link } from './wiring';

/** Why a wire is impossible; codes of kinds may bring their own sentence. */
export type ConnectionProblem = Problem & { readonly text?: Texts<string> };

export type Connection = {
  /** Null if the wire may be drawn. */
  readonly problem: ConnectionProblem | null;
  /** The node whose wire comes off, where the port takes one only. */
  readonly replaces: string | null;
  /** Draws the wire, also where `problem` speaks of shapes; null where no graph could hold it. */
  readonly edit: GraphEdit | null;
};

/**
 * What a wire from `source` to `target` (end points; without a port, the one that is free) would do.
 * `inference` is that of the graph as it is.
 */
export function connectionOf(graphs: Graphs, graphId: string, inference: Inference, source: string, target: string): Connection {
  const graph = graphs[graphId];
  const from = parseEndPoint(source);
  const to = parseEndPoint(target);
  const impossible = structuralProblem(graphs, graphId, from, to);
  if (impossible) return { problem: impossible, replaces: null, edit: null };
  const links = wiringOf(graph).incoming.get(to.node) ?? [];
  const ports = portsOf(graphs, graph.nodes[to.node]);
  const port = ports === null ? to.port : targetPort(ports, to.port, links);
  const displaced = links.filter((link) => (ports === null ? link.target.port === port : inputPort(ports, link.target.port) === port));
  const end = { node: to.node, port: ports !== null && isFixed(ports.inputs) && ports.inputs.length === 1 ? null : port };
  const edit: GraphEdit = {
    ...noEdit,
    removeEdges: displaced.map((link) => link.edge[1]),
    addEdges: [[formatEndPoint({ node: from.node, port: null }), formatEndPoint(end)]],
  };
  const rest = links.filter((link) => !displaced.includes(link));
  return { problem: shapeProblem(graphs, graphId, inference, from.node, to.node, rest, edit), replaces: displaced[0]?.source.node ?? null, edit };
}

/** Why a wire from `source` to `target` may not be drawn, or null. */
export function connectionProblem(graphs: Graphs, graphId: string, inference: Inference, source: string, target: string): ConnectionProblem | null {
  return connectionOf(graphs, graphId, inference, source, target).problem;
}

function problem(code: WireProblemCode, place: Place, values: ProblemValues = {}): ConnectionProblem {
  return { code, place, values };
}

function structuralProblem(graphs: Graphs, graphId: string, from: EndPoint, to: EndPoint): ConnectionProblem | null {
  const graph = graphs[graphId];
  const place = { graph: graphId, node: to.node };
  const names = { source: nameOf(graph, from.node), target: nameOf(graph, to.node) };
  if (!Object.hasOwn(graph.nodes, from.node) || !Object.hasOwn(graph.nodes, to.node)) return problem('wireToNothing', place);
  if (from.node === to.node) return problem('wireToItself', place, names);
  const sourcePorts = portsOf(graphs, graph.nodes[from.node]);
  const targetPorts = portsOf(graphs, graph.nodes[to.node]);
  if (sourcePorts && sourcePorts.outputs.length === 0) return problem('wireFromOutput', place, names);
  if (targetPorts && isFixed(targetPorts.inputs) && targetPorts.inputs.length === 0) return problem('wireToInput', place, names);
  if (targetPorts && to.port !== null && inputPort(targetPorts, to.port) === null) return problem('wireNoSuchPort', place, { ...names, port: to.port });
  const wiring = wiringOf(graph);
  const same = (wiring.incoming.get(to.node) ?? []).find((link) => link.source.node === from.node);
  if (same && (targetPorts === null || !isFixed(targetPorts.inputs) || to.port === null || inputPort(targetPorts, same.target.port) === inputPort(targetPorts, to.port))) {
    return problem('wireExists', place, names);
  }
  if (ancestorsOf(wiring, [from.node]).has(to.node)) return problem('wireClosesCycle', place, names);
  return null;
}

/** The port that is meant, else the first free one, else the only or last one (whose wire is replaced). */
function targetPort(ports: NodePorts, port: string | null, links: readonly Link[]): string {
  const taken = new Set(links.map((link) => inputPort(ports, link.target.port)));
  if (!isFixed(ports.inputs)) return port === null ? freePort(taken) : port;
  const meant = inputPort(ports, port);
  return meant ?? ports.inputs.find((name) => !taken.has(name)) ?? ports.inputs[ports.inputs.length - 1];
}

function freePort(taken: ReadonlySet<string | null>): string {
  let port = 0;
  while (taken.has(String(port))) port++;
  return String(port);
}

/** End point of the first free port of an addition and its like: `add1:1`. */
export function freePortOf(graph: Graph, node: string): string {
  const links = wiringOf(graph).incoming.get(node) ?? [];
  return `${node}:${freePort(new Set(links.map((link) => link.target.port ?? '0')))}`;
}

function shapeProblem(graphs: Graphs, graphId: string, inference: Inference, from: string, to: string, rest: readonly Link[], edit: GraphEdit): ConnectionProblem | null {
  const graph = graphs[graphId];
  const node = graph.nodes[to];
  const shape = inference.nodes.get(from)?.outputShape ?? null;
  if (shape === null || node.bypassed === true) return null;
  if (node.kind === BLOCK) return blockProblem(graphs, graphId, inference, to, edit);
  const kind = kindOf(node.kind);
  const config = inference.nodes.get(to)?.config;
  if (kind === undefined || !config) return null;
  const shapes = isFixed(kind.ports.inputs) ? [shape] : [...knownShapes(inference, rest), shape];
  const result = kind.outputShape(shapes, config);
  return result.ok ? null : placed(result.problem, graphId, to, nameOf(graph, to), node.kind);
}

function placed(found: KindProblem, graphId: string, node: string, name: string, kind: string): ConnectionProblem {
  const { code, values } = found;
  return { code, place: { graph: graphId, node }, values: { layer: name, kind, cause: 'unknown', ...values }, ...('text' in found ? { text: found.text } : {}) };
}

function knownShapes(inference: Inference, links: readonly Link[]): readonly Shape[] {
  return [...links]
    .sort((a, b) => Number(a.target.port ?? 0) - Number(b.target.port ?? 0))
    .map((link) => inference.nodes.get(link.source.node)?.outputShape ?? null)
    .filter((shape) => shape !== null);
}

/** A block's shapes are known by trying. */
function blockProblem(graphs: Graphs, graphId: string, inference: Inference, to: string, edit: GraphEdit): ConnectionProblem | null {
  const edited = applyGraphEdit(graphs[graphId], edit);
  if (!edited.ok) return edited.problem;
  const tried = infer({ ...graphs, [graphId]: edited.value }, graphId, inference);
  return tried.nodes.get(to)?.problems.find((found) => found.code === 'blockFaulty') ?? null;
}

export type Target = { readonly node: string; readonly connection: Connection };

/** All nodes that a wire from `source` might go to, in topological order, the impossible ones with their reason. */
export function freeTargets(graphs: Graphs, graphId: string, inference: Inference, source: string): readonly Target[] {
  return inference.order.filter((id) => id !== parseEndPoint(source).node).map((node) => ({ node, connection: connectionOf(graphs, graphId, inference, source, node) }));
}

export type PaletteChoice = { readonly kind: AnyKind; readonly entry: PaletteEntry };

/** All entries of the palette in its order. */
export const paletteChoices: readonly PaletteChoice[] = kinds.flatMap((kind) => kind.palette.map((entry) => ({ kind, entry })));

/** Entries that may stand behind a node whose output has this shape (null: not known). */
export function fittingKinds(shape: Shape | null): readonly PaletteChoice[] {
  return paletteChoices.filter(({ kind, entry }) => {
    if (isFixed(kind.ports.inputs) && kind.ports.inputs.length === 0) return false;
    if (shape === null) return true;
    const { config } = resolveConfig(kind.fields, newConfig({ kind, entry }, shape), {});
    return kind.outputShape([shape], config).ok;
  });
}

/** Entries that may stand before a node: all that give something. */
export function kindsBefore(): readonly PaletteChoice[] {
  return paletteChoices.filter(({ kind }) => kind.ports.outputs.length > 0);
}

/** Fields of a new node of this entry that differ from the defaults, fitted to the shape that comes in. */
export function newConfig({ kind, entry }: PaletteChoice, shape: Shape | null): Readonly<Record<string, FieldValue>> {
  const suggested: Record<string, FieldValue> = {};
  for (const [field, value] of Object.entries(shape && kind.suggest ? kind.suggest([shape]) : {})) if (value !== undefined) suggested[field] = value;
  return { ...suggested, ...entry.config };
}
