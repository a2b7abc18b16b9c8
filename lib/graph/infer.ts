/** Live inference over a graph while it is drawn, however incomplete: shapes, counts and all that is wrong. */
import { defaultScope } from './blocks';
import type { Scope } from './expression';
import { findProblems } from './find-problems';
import type { Graphs } from './graph';
import type { GraphProblem, Inference, NodeFacts, Totals } from './inference';
import { measure, type Measure, type NodeMeasure, type Surroundings } from './measure';
import type { Shape } from './shape';
import { wiringOf } from './wiring';

/** The instance of a block through which its definition is looked at; absent, its parameters' defaults and its inputs' own sizes hold. */
export type InferenceOptions = { readonly scope?: Scope; readonly inputs?: ReadonlyMap<string, Shape | null> };

const NO_PROBLEMS: readonly GraphProblem[] = [];

/**
 * What is known of `graphs[graphId]`. With `previous`, facts that did not change are the same objects as before,
 * so that only what changed needs to be drawn; what was measured before is not measured again.
 */
export function infer(graphs: Graphs, graphId: string, previous?: Inference, options: InferenceOptions = {}): Inference {
  const graph = graphs[graphId];
  const around = surroundingsOf(graphs, graphId, options);
  const measured = measure(graph, around);
  const problems = reuse(findProblems(graph, graphId, measured, around), previous?.problems ?? NO_PROBLEMS);
  const byNode = byPlace(problems);
  const nodes = new Map<string, NodeFacts>();
  for (const [id, facts] of measured.nodes) nodes.set(id, factsOf(facts, byNode.get(id) ?? NO_PROBLEMS, previous?.nodes.get(id)));
  return { nodes, problems, totals: totalsOf(measured), order: wiringOf(graph).order, outputShape: measured.outputShape };
}

export function surroundingsOf(graphs: Graphs, graphId: string, options: InferenceOptions): Surroundings {
  return { graphs, scope: options.scope ?? defaultScope(graphs[graphId]), inputs: options.inputs ?? null, within: [graphId] };
}

function byPlace(problems: readonly GraphProblem[]): ReadonlyMap<string, readonly GraphProblem[]> {
  const places = new Map<string, GraphProblem[]>();
  for (const problem of problems) {
    const { node } = problem.place;
    if (node === undefined) continue;
    const there = places.get(node);
    if (there) there.push(problem);
    else places.set(node, [problem]);
  }
  return places;
}

function totalsOf(measured: Measure): Totals {
  const { parameters, multiplyAdds, activationBytes, weightedLayers } = measured;
  return { parameters, multiplyAdds, activationBytes, weightedLayers };
}

const sources = new WeakMap<NodeFacts, NodeMeasure>();

function factsOf(measured: NodeMeasure, problems: readonly GraphProblem[], previous: NodeFacts | undefined): NodeFacts {
  if (previous && sources.get(previous) === measured && sameItems(previous.problems, problems)) return previous;
  const { inputShapes, outputShape, parameters, multiplyAdds, config, severed } = measured;
  const facts: NodeFacts = { inputShapes, outputShape, parameters, multiplyAdds, config, severed, problems };
  sources.set(facts, measured);
  return facts;
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Problems that were there before keep their identity. */
function reuse(problems: readonly GraphProblem[], previous: readonly GraphProblem[]): readonly GraphProblem[] {
  if (problems.length === 0 || previous.length === 0) return problems;
  const known = new Map(previous.map((problem) => [JSON.stringify(problem), problem]));
  return problems.map((problem) => known.get(JSON.stringify(problem)) ?? problem);
}

export function hasErrors(inference: Inference): boolean {
  return inference.problems.some((problem) => problem.severity === 'error');
}
