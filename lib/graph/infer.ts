/** Live inference over a graph while it is drawn, however incomplete: shapes, counts and all that is wrong. */
import { findProblems } from './find-problems';
import type { Graphs } from './graph';
import type { GraphProblem, Inference, NodeFacts, Totals } from './inference';
import { measure } from './measure';
import type { NodeMeasure } from './measure-layer';
import type { Measure } from './measured-graph';
import { withRepairs } from './repairs/find-repairs';
import { surroundingsOf, type InferenceOptions } from './surroundings';
import { wiringOf } from './wiring';

const NO_PROBLEMS: readonly GraphProblem[] = [];

/**
 * What is known of `graphs[graphId]`. With `previous`, facts that did not change are the same objects as before,
 * so that only what changed needs to be drawn; what was measured before is not measured again.
 */
export function infer(graphs: Graphs, graphId: string, previous?: Inference, options: InferenceOptions = {}): Inference {
  const graph = graphs[graphId];
  const around = surroundingsOf(graphs, graphId, options);
  const measured = measure(graph, around);
  const problems = reuse(withRepairs(findProblems(graph, graphId, measured, around), graph, graphId, measured, around), previous?.problems ?? NO_PROBLEMS);
  const byNode = byPlace(problems);
  const nodes = new Map<string, NodeFacts>();
  for (const [id, facts] of measured.nodes) nodes.set(id, factsOf(facts, byNode.get(id) ?? NO_PROBLEMS, previous?.nodes.get(id)));
  return { nodes, problems, totals: totalsOf(measured), order: wiringOf(graph).order, outputShape: measured.outputShape };
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
