/** Definitions of blocks: which graph a block node stands for, its ports, and the values of its parameters in each instance. */
import { resolveValue, type ConfigProblem } from './config';
import type { Scope } from './expression';
import type { Field, FieldValue } from './fields';
import type { Graph, GraphNode, GraphParameter, Graphs } from './graph';
import { kindOf } from './registry';
import { compareText } from './wiring';

export const BLOCK = 'block';
/** More unrolled layers than this are refused before anything is allocated. */
export const MOST_CALLS = 50_000;

export type Definition = { readonly id: string; readonly graph: Graph };

/** The graph that stands for `id`: its active variant, if it has variants; null if there is none of that name. */
export function definitionOf(graphs: Graphs, id: string | undefined): Definition | null {
  if (id === undefined || !Object.hasOwn(graphs, id)) return null;
  const graph = graphs[id];
  const active = graph.variants?.of[graph.variants.active];
  return active !== undefined && active !== id && Object.hasOwn(graphs, active) ? { id: active, graph: graphs[active] } : { id, graph };
}

function nodesOfKind(graph: Graph, kind: string): readonly string[] {
  return Object.keys(graph.nodes)
    .filter((id) => graph.nodes[id].kind === kind)
    .sort(compareText);
}

/** Ids of the input nodes, which are the ports of the graph as a block. */
export function inputNodes(graph: Graph): readonly string[] {
  const inputs = nodesOfKind(graph, 'input');
  const { ports } = graph;
  if (ports === undefined || inputs.length < 2) return inputs;
  const placed = [...new Set(ports)].filter((id) => inputs.includes(id));
  return [...placed, ...inputs.filter((id) => !placed.includes(id))];
}

export function outputNodes(graph: Graph): readonly string[] {
  return nodesOfKind(graph, 'output');
}

export type NodePorts = {
  readonly inputs: readonly string[] | { readonly minimum: number };
  readonly outputs: readonly string[];
};

/** Null for an unknown kind or definition: its ports are not known, so any is taken. */
export function portsOf(graphs: Graphs, node: GraphNode): NodePorts | null {
  if (node.kind !== BLOCK) return kindOf(node.kind)?.ports ?? null;
  const definition = definitionOf(graphs, node.graph);
  return definition && { inputs: inputNodes(definition.graph), outputs: ['output'] };
}

/** The port that an end point means, or null if the node has none such. A port may be left out where it is the only one. */
export function inputPort(ports: NodePorts, port: string | null): string | null {
  if (!isFixed(ports.inputs)) return port === null ? '0' : /^(0|[1-9]\d{0,2})$/.test(port) ? port : null;
  if (port === null) return ports.inputs.length === 1 ? ports.inputs[0] : null;
  return ports.inputs.includes(port) ? port : null;
}

export function isFixed(inputs: NodePorts['inputs']): inputs is readonly string[] {
  return Array.isArray(inputs);
}

/** A parameter as a field, so that arguments are checked and shown like a layer's fields. */
export function fieldOfParameter(parameter: GraphParameter): Field {
  const label = { label: parameter.name, help: '' };
  const text = { en: label, zh: label };
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = parameter;
  const value = parameter.default;
  switch (parameter.type) {
    case 'integer':
    case 'number':
      return { type: parameter.type, default: typeof value === 'number' ? value : 0, minimum, maximum, text };
    case 'boolean':
      return { type: 'boolean', default: value === true, text };
    case 'choice':
      return { type: 'choice', default: String(value), choices: parameter.choices ?? [String(value)], text };
  }
}

const NO_PARAMETERS: readonly GraphParameter[] = [];
const defaultScopes = new WeakMap<readonly GraphParameter[], Scope>();

/** Values of a graph's parameters where nobody gives arguments. */
export function defaultScope(graph: Graph): Scope {
  const parameters = graph.parameters ?? NO_PARAMETERS;
  const known = defaultScopes.get(parameters);
  if (known) return known;
  const scope = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
  defaultScopes.set(parameters, scope);
  return scope;
}

export type Instances = {
  readonly count: number;
  /** Parameters of instance 0 and of all others. */
  readonly first: Scope;
  readonly rest: Scope;
  readonly problems: readonly ConfigProblem[];
};

/** How often a block node repeats its block. */
export const countField: Field = {
  type: 'integer',
  default: 1,
  minimum: 0,
  maximum: MOST_CALLS,
  text: { en: { label: 'Repeat', help: 'How many of the block stand one behind the other.' }, zh: { label: '重复次数', help: '前后相接的块的数目。' } },
};

/** Arguments and repetition of a block node, over the parameters of the graph that it stands in. */
export function instancesOf(node: GraphNode, definition: Graph, scope: Scope): Instances {
  const problems: ConfigProblem[] = [];
  const resolve = (given: GraphNode['arguments'], field: string): Scope => {
    const values: Record<string, FieldValue> = {};
    for (const parameter of definition.parameters ?? NO_PARAMETERS) {
      const own = given !== undefined && Object.hasOwn(given, parameter.name);
      const value = own ? resolveValue(fieldOfParameter(parameter), given[parameter.name], scope) : resolveValue(fieldOfParameter(parameter), parameter.default, {});
      values[parameter.name] = value.ok ? value.value : parameter.default;
      if (!value.ok) problems.push({ ...value.problem, field: `${field}.${parameter.name}` });
    }
    return values;
  };
  const rest = resolve(node.arguments, 'arguments');
  const first = node.repeat?.first ? resolve({ ...node.arguments, ...node.repeat.first }, 'repeat.first') : rest;
  const count = node.repeat ? resolveValue(countField, node.repeat.count, scope) : null;
  if (count && !count.ok) problems.push({ ...count.problem, field: 'repeat.count' });
  return { count: count?.ok && typeof count.value === 'number' ? count.value : 1, first, rest, problems };
}
