/** Shapes and counts of a graph's nodes for given parameters and inputs; what is wrong is noted, and `infer.ts` makes problems of it. */
import { BLOCK, definitionOf, inputNodes, inputPort, instancesOf, isFixed, MOST_CALLS, outputNodes, portsOf, type Definition } from './blocks';
import { resolveConfig, type Config, type ConfigProblem } from './config';
import type { Scope } from './expression';
import type { Graph, GraphNode, Graphs } from './graph';
import type { AnyKind, KindProblem, ParameterCount } from './kind';
import { NO_PARAMETERS } from './kind';
import type { BlockProblemCode } from './problem-codes';
import { kindOf } from './registry';
import { sameShape, sizeOf, type Shape } from './shape';
import { ancestorsOf, wiringOf, type Link, type Wiring } from './wiring';

/** Numbers of one node; the object is the same again for the same node, parameters and inputs. */
export type NodeMeasure = {
  /** Resolved, faulty values replaced by defaults; null for blocks and unknown kinds. */
  readonly config: Config | null;
  readonly configProblems: readonly ConfigProblem[];
  readonly inputShapes: readonly (Shape | null)[];
  readonly outputShape: Shape | null;
  readonly parameters: ParameterCount;
  readonly multiplyAdds: number;
  readonly activationBytes: number;
  /** Unrolled layers. */
  readonly calls: number;
  /** Weighted layers that it adds to a path through it. */
  readonly weightedLayers: number;
  readonly problem: KindProblem | null;
  /** Carries nothing, so that an addition goes on without it. */
  readonly severed: boolean;
};

export type Measure = {
  readonly nodes: ReadonlyMap<string, NodeMeasure>;
  /** Totals over the nodes that lead to an output: those that a program has. */
  readonly parameters: ParameterCount;
  readonly multiplyAdds: number;
  readonly activationBytes: number;
  readonly weightedLayers: number;
  readonly calls: number;
  /** At the first output node. */
  readonly outputShape: Shape | null;
};

/** In which surroundings a graph is measured. */
export type Surroundings = {
  readonly graphs: Graphs;
  readonly scope: Scope;
  /** What an instance of a block is given, by input node; null where the inputs' own sizes hold. */
  readonly inputs: ReadonlyMap<string, Shape | null> | null;
  /** Ids of the definitions that this one is unrolled in, to find a definition that holds itself. */
  readonly within: readonly string[];
};

const UNKNOWN: Omit<NodeMeasure, 'inputShapes'> = {
  config: null,
  configProblems: [],
  outputShape: null,
  parameters: NO_PARAMETERS,
  multiplyAdds: 0,
  activationBytes: 0,
  calls: 0,
  weightedLayers: 0,
  problem: null,
  severed: false,
};

const SEVERED = Symbol('severed');
type Incoming = Shape | null | typeof SEVERED;

/** Measures the nodes of a graph in topological order, apart from those of `beyond` (to try an edit, what lies behind it need not be known). */
export function measure(graph: Graph, around: Surroundings, beyond?: ReadonlySet<string>): Measure {
  const wiring = wiringOf(graph);
  const cyclic = new Set(wiring.cycles.flat());
  const live = liveNodes(graph, wiring);
  const nodes = new Map<string, NodeMeasure>();
  const depth = new Map<string, number>();
  let trainable = 0;
  let nonTrainable = 0;
  let multiplyAdds = 0;
  let activationBytes = 0;
  let calls = 0;
  let weightedLayers = 0;
  for (const id of wiring.order) {
    if (beyond?.has(id)) continue;
    const node = graph.nodes[id];
    const links = wiring.incoming.get(id) ?? [];
    const known = incomingOf(around, id, node, links, nodes);
    const incoming = cyclic.has(id) ? known.map(() => null) : known;
    const facts = measureNode(node, incoming, around);
    nodes.set(id, facts);
    if (live !== null && !live.has(id)) continue;
    trainable += facts.parameters.trainable;
    nonTrainable += facts.parameters.nonTrainable;
    multiplyAdds += facts.multiplyAdds;
    activationBytes += facts.activationBytes;
    calls += facts.calls;
    let deepest = 0;
    for (const { source } of links) deepest = Math.max(deepest, depth.get(source.node) ?? 0);
    depth.set(id, deepest + facts.weightedLayers);
    weightedLayers = Math.max(weightedLayers, deepest + facts.weightedLayers);
  }
  const [output] = outputNodes(graph);
  return {
    nodes,
    parameters: { trainable, nonTrainable },
    multiplyAdds,
    activationBytes,
    weightedLayers,
    calls,
    outputShape: output === undefined ? null : (nodes.get(output)?.outputShape ?? null),
  };
}

/** What leads to an output, and so counts in the totals; null, for all, while no wire leads to one. */
function liveNodes(graph: Graph, wiring: Wiring): ReadonlySet<string> | null {
  const joined = outputNodes(graph).filter((id) => (wiring.incoming.get(id) ?? []).length > 0);
  return joined.length === 0 ? null : ancestorsOf(wiring, joined);
}

/** Shapes at the ports of a node in their order; of any number of ports those that are connected. */
function incomingOf(around: Surroundings, id: string, node: GraphNode, links: readonly Link[], nodes: ReadonlyMap<string, NodeMeasure>): readonly Incoming[] {
  if (node.kind === 'input') return around.inputs === null ? [] : [around.inputs.get(id) ?? null];
  const ports = portsOf(around.graphs, node);
  if (ports === null) return links.map((link) => shapeFrom(link, nodes));
  const byPort = new Map<string, Incoming>();
  for (const link of links) {
    const port = inputPort(ports, link.target.port);
    if (port !== null && !byPort.has(port)) byPort.set(port, shapeFrom(link, nodes));
  }
  const names = isFixed(ports.inputs) ? ports.inputs : [...byPort.keys()].sort((a, b) => Number(a) - Number(b));
  return names.map((name) => byPort.get(name) ?? null);
}

function shapeFrom(link: Link, nodes: ReadonlyMap<string, NodeMeasure>): Incoming {
  const facts = nodes.get(link.source.node);
  if (facts === undefined) return null;
  return facts.severed ? SEVERED : facts.outputShape;
}

type Slot = { readonly scope: Scope; readonly incoming: readonly Incoming[]; readonly value: NodeMeasure };
const slots = new WeakMap<GraphNode, Slot[]>();
const MOST_SLOTS = 6;

function measureNode(node: GraphNode, incoming: readonly Incoming[], around: Surroundings): NodeMeasure {
  const own = slots.get(node) ?? [];
  const known = own.find((slot) => slot.scope === around.scope && equalInputs(slot.incoming, incoming));
  if (node.kind === BLOCK) {
    const value = measureBlock(node, incoming, around);
    if (known && sameMeasure(known.value, value)) return known.value;
    slots.set(node, [{ scope: around.scope, incoming, value }, ...own.filter((slot) => slot !== known)].slice(0, MOST_SLOTS));
    return value;
  }
  if (known) return known.value;
  const value = measureLayer(node, incoming, around.scope);
  slots.set(node, [{ scope: around.scope, incoming, value }, ...own].slice(0, MOST_SLOTS));
  return value;
}

function equalInputs(a: readonly Incoming[], b: readonly Incoming[]): boolean {
  return (
    a.length === b.length &&
    a.every((left, index) => {
      const right = b[index];
      return left === right || (Array.isArray(left) && Array.isArray(right) && sameShape(left, right));
    })
  );
}

function sameMeasure(a: NodeMeasure, b: NodeMeasure): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isShape(incoming: Incoming): incoming is Shape {
  return incoming !== null && incoming !== SEVERED;
}

function measureLayer(node: GraphNode, incoming: readonly Incoming[], scope: Scope): NodeMeasure {
  const kind = kindOf(node.kind);
  const inputShapes = incoming.map((shape) => (isShape(shape) ? shape : null));
  if (kind === undefined) return node.bypassed === true ? bypassed({ ...UNKNOWN, inputShapes }, incoming) : { ...UNKNOWN, inputShapes };
  const { config, problems } = resolveConfig(kind.fields, node.config, scope);
  const base = { ...UNKNOWN, config, configProblems: problems, inputShapes };
  if (problems.length > 0) return base;
  if (kind.kind === 'input' && incoming.length === 1) return passing(base, inputShapes[0]);
  if (node.bypassed === true && kind.kind !== 'input' && kind.kind !== 'output') return bypassed(base, incoming);
  if (kind.severed?.(config)) return { ...base, severed: true };
  return isFixed(kind.ports.inputs) ? measureFixed(kind, config, base, incoming) : measureMerge(kind, config, base, incoming);
}

/** Hands a shape on without computing anything. */
function passing(base: NodeMeasure, shape: Shape | null): NodeMeasure {
  return { ...base, outputShape: shape };
}

function bypassed(base: NodeMeasure, incoming: readonly Incoming[]): NodeMeasure {
  const [first] = incoming;
  if (first === SEVERED) return { ...base, severed: true };
  return passing(base, first ?? null);
}

function measureFixed(kind: AnyKind, config: Config, base: NodeMeasure, incoming: readonly Incoming[]): NodeMeasure {
  if (incoming.includes(SEVERED)) return { ...base, severed: true };
  const shapes = incoming.filter(isShape);
  return shapes.length < incoming.length ? base : measureComplete(kind, config, base, shapes);
}

/** A merge goes on without its severed inputs; with one live input it passes that through. */
function measureMerge(kind: AnyKind, config: Config, base: NodeMeasure, incoming: readonly Incoming[]): NodeMeasure {
  const live = incoming.filter((shape) => shape !== SEVERED);
  if (incoming.length > 0 && live.length === 0) return { ...base, severed: true };
  const shapes = live.filter(isShape);
  if (shapes.length < live.length || shapes.length === 0) return base;
  if (shapes.length === 1) return passing(base, shapes[0]);
  return measureComplete(kind, config, base, shapes);
}

const WEIGHTED: ReadonlySet<string> = new Set(['Conv2D', 'DepthwiseConv2D', 'Dense']);

function measureComplete(kind: AnyKind, config: Config, base: NodeMeasure, shapes: readonly Shape[]): NodeMeasure {
  const result = kind.outputShape(shapes, config);
  if (!result.ok) return { ...base, problem: result.problem };
  const calls = kind.lower(shapes, config);
  const weighted = kind.category === 'merge' ? 0 : calls.filter((call) => WEIGHTED.has(call.operation.className)).length;
  return {
    ...base,
    outputShape: result.shape,
    parameters: kind.parameters(shapes, config),
    multiplyAdds: kind.multiplyAdds(shapes, config),
    activationBytes: 4 * calls.reduce((sum, call) => sum + sizeOf(call.outputShape), 0),
    calls: calls.length,
    weightedLayers: weighted,
  };
}

function blockProblem(code: BlockProblemCode, values: KindProblem['values'] = {}, field?: string): KindProblem {
  return { code, values, ...(field === undefined ? {} : { field }) };
}

function measureBlock(node: GraphNode, incoming: readonly Incoming[], around: Surroundings): NodeMeasure {
  const inputShapes = incoming.map((shape) => (isShape(shape) ? shape : null));
  const base: NodeMeasure = { ...UNKNOWN, inputShapes };
  const definition = definitionOf(around.graphs, node.graph);
  if (definition === null) return { ...base, problem: blockProblem('blockMissing', { graph: node.graph ?? '' }) };
  const { name } = definition.graph;
  if (around.within.includes(definition.id)) return { ...base, problem: blockProblem('blockRecursive', { name }) };
  if (node.bypassed === true) return bypassed(base, incoming);
  if (incoming.includes(SEVERED)) return { ...base, severed: true };
  const instances = instancesOf(node, definition.graph, around.scope);
  if (instances.problems.length > 0) return { ...base, configProblems: instances.problems };
  if (outputNodes(definition.graph).length !== 1) return { ...base, problem: blockProblem('blockOutputs', { name }) };
  if (instances.count !== 1 && inputNodes(definition.graph).length !== 1) return { ...base, problem: blockProblem('blockRepeatInputs', { name }) };
  const shapes = incoming.filter(isShape);
  if (shapes.length < incoming.length) return base;
  return measureInstances(base, definition, instances, shapes, around);
}

function measureInstances(base: NodeMeasure, definition: Definition, instances: ReturnType<typeof instancesOf>, shapes: readonly Shape[], around: Surroundings): NodeMeasure {
  let total: NodeMeasure = passing(base, shapes[0] ?? null);
  let inputs = shapes;
  for (let index = 0; index < instances.count; index++) {
    const instance = measureInstance(definition, index === 0 ? instances.first : instances.rest, inputs, around);
    const fault = firstFault(definition.graph, instance);
    if (fault !== null) return { ...base, problem: blockProblem('blockFaulty', { name: definition.graph.name, node: fault }) };
    if (instance.outputShape === null) return { ...base, severed: outputSevered(definition.graph, instance) };
    // An instance that keeps the shape is followed by equal ones: count them at once.
    const times = index > 0 && sameShape(instance.outputShape, inputs[0]) ? instances.count - index : 1;
    total = {
      ...total,
      outputShape: instance.outputShape,
      parameters: {
        trainable: total.parameters.trainable + times * instance.parameters.trainable,
        nonTrainable: total.parameters.nonTrainable + times * instance.parameters.nonTrainable,
      },
      multiplyAdds: total.multiplyAdds + times * instance.multiplyAdds,
      activationBytes: total.activationBytes + times * instance.activationBytes,
      calls: total.calls + times * instance.calls,
      weightedLayers: total.weightedLayers + times * instance.weightedLayers,
    };
    if (total.calls > MOST_CALLS) return { ...base, problem: blockProblem('tooManyLayers', { limit: MOST_CALLS, layers: total.calls }) };
    inputs = [instance.outputShape];
    index += times - 1;
  }
  return total;
}

type KnownInstance = { readonly dependencies: readonly (readonly [string, Graph | undefined])[]; readonly value: Measure };
const instanceCache = new WeakMap<Graph, Map<string, KnownInstance>>();
const MOST_INSTANCES = 64;

function measureInstance(definition: Definition, scope: Scope, shapes: readonly Shape[], around: Surroundings): Measure {
  const { graph } = definition;
  const cache = instanceCache.get(graph) ?? new Map<string, KnownInstance>();
  instanceCache.set(graph, cache);
  const key = JSON.stringify([scope, shapes, around.within]);
  const known = cache.get(key);
  if (known?.dependencies.every(([id, dependency]) => around.graphs[id] === dependency)) return known.value;
  const inputs = new Map(inputNodes(graph).map((id, index) => [id, shapes[index]]));
  const value = measure(graph, { graphs: around.graphs, scope: internScope(graph, scope), inputs, within: [...around.within, definition.id] });
  if (cache.size >= MOST_INSTANCES) cache.clear();
  cache.set(key, { dependencies: dependenciesOf(around.graphs, graph), value });
  return value;
}

const scopes = new WeakMap<Graph, Map<string, Scope>>();

/** Equal parameter values are one object, so that measured nodes are found again. */
function internScope(graph: Graph, scope: Scope): Scope {
  const own = scopes.get(graph) ?? new Map<string, Scope>();
  scopes.set(graph, own);
  const key = JSON.stringify(scope);
  const known = own.get(key);
  if (known) return known;
  own.set(key, scope);
  return scope;
}

/** All graphs that a graph uses, directly or not, with what stands under their ids now. */
export function dependenciesOf(graphs: Graphs, graph: Graph): readonly (readonly [string, Graph | undefined])[] {
  const found = new Map<string, Graph | undefined>();
  const stack = [graph];
  for (let current = stack.pop(); current !== undefined; current = stack.pop()) {
    for (const node of Object.values(current.nodes)) {
      if (node.kind !== BLOCK || node.graph === undefined) continue;
      const active = definitionOf(graphs, node.graph);
      for (const id of active ? [node.graph, active.id] : [node.graph]) {
        if (found.has(id)) continue;
        const used = Object.hasOwn(graphs, id) ? graphs[id] : undefined;
        found.set(id, used);
        if (used) stack.push(used);
      }
    }
  }
  return [...found];
}

function outputSevered(graph: Graph, instance: Measure): boolean {
  const [output] = outputNodes(graph);
  return instance.nodes.get(output)?.severed ?? false;
}

/** Id of the first node that keeps an instance from being whole, or null. */
function firstFault(graph: Graph, instance: Measure): string | null {
  const wiring = wiringOf(graph);
  const live = liveNodes(graph, wiring);
  for (const id of wiring.order) {
    if (live !== null && !live.has(id)) continue;
    const facts = instance.nodes.get(id);
    if (facts && (facts.problem !== null || facts.configProblems.length > 0)) return id;
  }
  const [output] = outputNodes(graph);
  const end = instance.nodes.get(output);
  return end && end.outputShape === null && !end.severed ? output : null;
}
