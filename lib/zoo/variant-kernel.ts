/** Gives the convolutions of a block another kernel: those that look at more than one pixel; where none does, all. */
import type { Graph, GraphNode } from '@/lib/graph/graph';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';

export type KernelReason = 'variantNoConvolution';

export function withKernel(graph: Graph, size: number): Result<Graph, Problem<KernelReason>> {
  const convolutions = Object.keys(graph.nodes).filter((id) => graph.nodes[id].kind === 'conv2d');
  if (convolutions.length === 0) return failure(problem('variantNoConvolution', {}, { name: graph.name }));
  const wide = convolutions.filter((id) => graph.nodes[id].config?.kernelSize !== 1);
  const changed = new Set(wide.length > 0 ? wide : convolutions);
  const nodes = Object.entries(graph.nodes).map(([id, node]): [string, GraphNode] => [id, changed.has(id) ? { ...node, config: { ...node.config, kernelSize: size } } : node]);
  return success({ ...graph, nodes: Object.fromEntries(nodes) });
}
