/** Lowers a valid graph to a program: blocks unrolled, bypassed and severed nodes gone, calls in topological order with ties by path. */
import { failure, success, type Result } from '@/lib/util/result';
import { BLOCK, definitionOf, inputNodes, inputPort, instancesOf, isFixed, outputNodes, portsOf } from './blocks';
import { resolveConfig } from './config';
import type { Scope } from './expression';
import type { Graph, GraphNode, Graphs } from './graph';
import { infer } from './infer';
import type { GraphProblem } from './inference';
import type { AnyKind } from './kind';
import { PROGRAM_VERSION, type LayerCall, type Program } from './program';
import { kindOf } from './registry';
import type { Shape } from './shape';
import { ancestorsOf, compareText, wiringOf } from './wiring';

/** What flows along a wire: the call that makes it. Null where nothing flows (a severed shortcut). */
type Value = { readonly path: string; readonly shape: Shape } | null;

type Unrolling = { readonly graphs: Graphs; readonly calls: LayerCall[] };

/**
 * The program of `graphs[graphId]`, or of its active variant, for these values of its parameters (absent: their defaults).
 * Fails with the graph's errors. Nodes that reach no output are left out.
 */
export function lower(graphs: Graphs, graphId: string, scope?: Scope): Result<Program, readonly GraphProblem[]> {
  const definition = definitionOf(graphs, graphId);
  if (definition === null) return failure([missingGraph(graphId)]);
  const { problems } = infer(graphs, definition.id, undefined, scope ? { scope } : {});
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) return failure(errors);
  const own = scope ?? Object.fromEntries((definition.graph.parameters ?? []).map((parameter) => [parameter.name, parameter.default]));
  const unrolling: Unrolling = { graphs, calls: [] };
  const output = unroll(unrolling, definition.graph, own, '', null);
  const layers = inOrder(unrolling.calls);
  return success({
    programVersion: PROGRAM_VERSION,
    layers,
    inputs: layers.filter((layer) => layer.className === 'InputLayer').map((layer) => layer.path),
    outputs: output ? [output.path] : [],
  });
}

function missingGraph(graphId: string): GraphProblem {
  return { code: 'graphMissing', severity: 'error', place: { graph: graphId }, values: { graph: graphId }, related: [], repairs: [] };
}

/** Appends the calls of one graph and gives what comes out of it; `given` are the inputs of a block, null at the root. */
function unroll(unrolling: Unrolling, graph: Graph, scope: Scope, prefix: string, given: ReadonlyMap<string, Value> | null): Value {
  const wiring = wiringOf(graph);
  const [output] = outputNodes(graph);
  const live = ancestorsOf(wiring, output === undefined ? [] : [output]);
  const values = new Map<string, Value>();
  for (const id of wiring.order) {
    if (!live.has(id)) continue;
    const node = graph.nodes[id];
    const inputs = orderedInputs(unrolling.graphs, node, id, wiring, values);
    values.set(id, given !== null && node.kind === 'input' ? (given.get(id) ?? null) : unrollNode(unrolling, node, inputs, scope, prefix + id));
  }
  return output === undefined ? null : (values.get(output) ?? null);
}

function orderedInputs(graphs: Graphs, node: GraphNode, id: string, wiring: ReturnType<typeof wiringOf>, values: ReadonlyMap<string, Value>): readonly Value[] {
  const ports = portsOf(graphs, node);
  if (ports === null) return [];
  const byPort = new Map<string, Value>();
  for (const link of wiring.incoming.get(id) ?? []) {
    const port = inputPort(ports, link.target.port);
    if (port !== null) byPort.set(port, values.get(link.source.node) ?? null);
  }
  const names = isFixed(ports.inputs) ? ports.inputs : [...byPort.keys()].sort((a, b) => Number(a) - Number(b));
  return names.map((name) => byPort.get(name) ?? null);
}

function unrollNode(unrolling: Unrolling, node: GraphNode, inputs: readonly Value[], scope: Scope, path: string): Value {
  const isEnd = node.kind === 'input' || node.kind === 'output';
  if (node.bypassed === true && !isEnd) return inputs[0] ?? null;
  if (node.kind === BLOCK) return unrollBlock(unrolling, node, inputs, scope, path);
  const kind = kindOf(node.kind);
  if (kind === undefined) return null;
  const { config } = resolveConfig(kind.fields, node.config, scope);
  if (kind.severed?.(config)) return null;
  const live = inputs.filter((value) => value !== null);
  if (isFixed(kind.ports.inputs) ? live.length < inputs.length : live.length === 0) return null;
  if (!isFixed(kind.ports.inputs) && live.length === 1) return live[0];
  return emit(unrolling, kind, config, live, path);
}

function emit(unrolling: Unrolling, kind: AnyKind, config: Scope, inputs: readonly { readonly path: string; readonly shape: Shape }[], path: string): Value {
  const lowered = kind.lower(
    inputs.map((value) => value.shape),
    config,
  );
  for (const { suffix, operation, inputs: sources, outputShape, weights } of lowered) {
    const from = sources.map((source) => (typeof source === 'number' ? inputs[source].path : path + source));
    unrolling.calls.push({ ...operation, path: path + suffix, inputs: from, outputShape, weights });
  }
  const last = lowered.at(-1);
  return last ? { path: path + last.suffix, shape: last.outputShape } : (inputs[0] ?? null);
}

/** Instances of a repeated block have numbers in their path: `stage2.0.conv1`. */
function unrollBlock(unrolling: Unrolling, node: GraphNode, inputs: readonly Value[], scope: Scope, path: string): Value {
  const definition = definitionOf(unrolling.graphs, node.graph);
  if (definition === null) return null;
  const { count, first, rest } = instancesOf(node, definition.graph, scope);
  const ports = inputNodes(definition.graph);
  let values = inputs;
  for (let index = 0; index < count; index++) {
    const prefix = node.repeat === undefined ? `${path}.` : `${path}.${index}.`;
    const given = new Map(ports.map((port, position) => [port, values[position] ?? null]));
    values = [unroll(unrolling, definition.graph, index === 0 ? first : rest, prefix, given)];
  }
  return values[0] ?? null;
}

/** Kahn's algorithm; of the calls that are ready the one with the smallest path comes first. */
function inOrder(calls: readonly LayerCall[]): readonly LayerCall[] {
  const byPath = new Map(calls.map((call) => [call.path, call]));
  const users = new Map<string, string[]>(calls.map((call) => [call.path, []]));
  for (const call of calls) for (const source of new Set(call.inputs)) users.get(source)?.push(call.path);
  const waiting = new Map(calls.map((call) => [call.path, new Set(call.inputs).size]));
  const ready = calls.filter((call) => call.inputs.length === 0).map((call) => call.path).sort(compareText);
  const ordered: LayerCall[] = [];
  for (let path = ready.shift(); path !== undefined; path = ready.shift()) {
    const call = byPath.get(path);
    if (call) ordered.push(call);
    for (const user of users.get(path) ?? []) {
      const left = (waiting.get(user) ?? 0) - 1;
      waiting.set(user, left);
      if (left > 0) continue;
      const position = ready.findIndex((other) => compareText(other, user) > 0);
      ready.splice(position < 0 ? ready.length : position, 0, user);
    }
  }
  return ordered;
}
