/** Shape and counts of a block: its definition measured once for each different instance, however often it is repeated. */
import { BLOCK, definitionOf, inputNodes, instancesOf, MOST_CALLS, outputNodes, type Definition, type Instances } from './blocks';
import type { Scope } from './expression';
import type { Graph, GraphNode, Graphs } from './graph';
import type { KindProblem } from './kind';
import { liveNodes, type Measure, type Surroundings } from './measured-graph';
import { bypassed, isShape, passing, SEVERED, UNKNOWN, type Incoming, type NodeMeasure } from './measure-layer';
import type { BlockProblemCode } from './problem-codes';
import { sameShape, type Shape } from './shape';
import { wiringOf } from './wiring';

function blockProblem(code: BlockProblemCode, values: KindProblem['values'] = {}, field?: string): KindProblem {
  return { code, values, ...(field === undefined ? {} : { field }) };
}

/** Measures a graph: handed in, since graphs hold blocks and blocks graphs. */
type MeasureGraph = (graph: Graph, around: Surroundings) => Measure;

export function measureBlock(node: GraphNode, incoming: readonly Incoming[], around: Surroundings, measureGraph: MeasureGraph): NodeMeasure {
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
  return measureInstances(base, definition, instances, shapes, (scope, inputs) => measureInstance(definition, scope, inputs, around, measureGraph));
}

function measureInstances(base: NodeMeasure, definition: Definition, instances: Instances, shapes: readonly Shape[], measureOne: (scope: Scope, inputs: readonly Shape[]) => Measure): NodeMeasure {
  let total: NodeMeasure = passing(base, shapes[0] ?? null);
  let inputs = shapes;
  for (let index = 0; index < instances.count; index++) {
    const instance = measureOne(index === 0 ? instances.first : instances.rest, inputs);
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

/** Numbers of one instance of a definition; found again as long as the definition and what it uses stay as they are. */
export function measureInstance(definition: Definition, scope: Scope, shapes: readonly Shape[], around: Surroundings, measureGraph: MeasureGraph): Measure {
  const { graph } = definition;
  const cache = instanceCache.get(graph) ?? new Map<string, KnownInstance>();
  instanceCache.set(graph, cache);
  const key = JSON.stringify([scope, shapes, around.within]);
  const known = cache.get(key);
  if (known?.dependencies.every(([id, dependency]) => around.graphs[id] === dependency)) return known.value;
  const inputs = new Map(inputNodes(graph).map((id, index) => [id, shapes[index]]));
  const value = measureGraph(graph, { graphs: around.graphs, scope: internScope(graph, scope), inputs, within: [...around.within, definition.id] });
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
function dependenciesOf(graphs: Graphs, graph: Graph): readonly (readonly [string, Graph | undefined])[] {
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
