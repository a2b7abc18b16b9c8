'use client';
/** Shapes, counts and problems of the open notebook's graphs, inferred once for each change of the graphs, never for a move. */
import { definitionOf } from '@/lib/graph/blocks';
import type { Graphs } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import type { GraphProblem, Inference, NodeFacts } from '@/lib/graph/inference';
import { count } from './counters';
import { sightOf, useRoute, type Route } from './entered-blocks';
import { useNotebook } from './notebook-context';

const latest = new Map<string, Inference>();
const byGraphs = new WeakMap<Graphs, Map<string, Inference>>();

/** Undefined where the document has no such graph. Facts that did not change are the same objects as before. */
export function inferenceOf(graphs: Graphs, graphId: string): Inference | undefined {
  if (!Object.hasOwn(graphs, graphId)) return undefined;
  const known = byGraphs.get(graphs) ?? new Map<string, Inference>();
  byGraphs.set(graphs, known);
  const found = known.get(graphId);
  if (found) return found;
  count('inferences');
  const inference = infer(graphs, definitionOf(graphs, graphId)?.id ?? graphId, latest.get(graphId));
  latest.set(graphId, inference);
  known.set(graphId, inference);
  return inference;
}

/** As `inferenceOf`, but of a block's definition as the instance on the route uses it. */
export function inferenceSeen(graphs: Graphs, graphId: string, route: Route | null): Inference | undefined {
  const sight = route && sightOf(graphs, route);
  return sight?.graph === graphId ? sight.inference : inferenceOf(graphs, graphId);
}

export function useInference(graphId: string): Inference | undefined {
  const route = useRoute();
  return useNotebook((document) => inferenceSeen(document.graphs, graphId, route));
}

export function useNodeFacts(graphId: string, nodeId: string): NodeFacts | undefined {
  const route = useRoute();
  return useNotebook((document) => inferenceSeen(document.graphs, graphId, route)?.nodes.get(nodeId));
}

const noProblems: readonly GraphProblem[] = [];

export function useProblems(graphId: string): readonly GraphProblem[] {
  const route = useRoute();
  return useNotebook((document) => inferenceSeen(document.graphs, graphId, route)?.problems ?? noProblems);
}
