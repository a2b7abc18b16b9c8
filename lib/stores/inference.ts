'use client';
/** Shapes, counts and problems of the open notebook's graphs, inferred once for each change of the graphs, never for a move. */
import type { Graphs } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import type { GraphProblem, Inference, NodeFacts } from '@/lib/graph/inference';
import { count } from './counters';
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
  const inference = infer(graphs, graphId, latest.get(graphId));
  latest.set(graphId, inference);
  known.set(graphId, inference);
  return inference;
}

export function useInference(graphId: string): Inference | undefined {
  return useNotebook((document) => inferenceOf(document.graphs, graphId));
}

export function useNodeFacts(graphId: string, nodeId: string): NodeFacts | undefined {
  return useNotebook((document) => inferenceOf(document.graphs, graphId)?.nodes.get(nodeId));
}

const noProblems: readonly GraphProblem[] = [];

export function useProblems(graphId: string): readonly GraphProblem[] {
  return useNotebook((document) => inferenceOf(document.graphs, graphId)?.problems ?? noProblems);
}
