/** Shape and counts of one layer for given parameters and inputs, and what the measures of layers and blocks have in common. */
import { isFixed } from './blocks';
import { resolveConfig, type Config, type ConfigProblem } from './config';
import type { Scope } from './expression';
import type { GraphNode } from './graph';
import { NO_PARAMETERS, type AnyKind, type KindProblem, type ParameterCount } from './kind';
import { kindOf } from './registry';
import { sizeOf, type Shape } from './shape';

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

export const UNKNOWN: Omit<NodeMeasure, 'inputShapes'> = {
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

/** Comes in where a severed shortcut leads: nothing, and no fault. */
export const SEVERED: unique symbol = Symbol('severed');
export type Incoming = Shape | null | typeof SEVERED;

export function isShape(incoming: Incoming): incoming is Shape {
  return incoming !== null && incoming !== SEVERED;
}

export function measureLayer(node: GraphNode, incoming: readonly Incoming[], scope: Scope): NodeMeasure {
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
export function passing(base: NodeMeasure, shape: Shape | null): NodeMeasure {
  return { ...base, outputShape: shape };
}

export function bypassed(base: NodeMeasure, incoming: readonly Incoming[]): NodeMeasure {
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
