/** Inference over a residual chain of 1,000 nodes: how long an edit of one node takes, beside inferring everything anew. */
import type { Graph, GraphNode, Graphs } from '@/lib/graph/graph';
import { hasErrors, infer } from '@/lib/graph/infer';
import { residualChain } from './nets';
import { ratio, time, type BenchModule, type Figures } from './measure';

const NODES = 1000;
const EDITED = 'block70conv1';

function withConfig(graph: Graph, node: string, config: GraphNode['config']): Graph {
  return { ...graph, nodes: { ...graph.nodes, [node]: { ...graph.nodes[node], config } } };
}

export const inferenceBench: BenchModule = {
  name: 'inference',
  measure: async (): Promise<Figures> => {
    const graph = residualChain(NODES);
    const before: Graphs = { net: graph };
    const first = infer(before, 'net');
    if (hasErrors(first)) throw new Error('The chain of the bench has problems.');

    let turn = 0;
    const edit = (config: (turn: number) => GraphNode['config']) => () => {
      turn++;
      return infer({ net: withConfig(graph, EDITED, config(turn)) }, 'net', first);
    };
    // A copy shares no object with what was measured before, so nothing of it is known.
    const everything = await time(() => infer({ net: structuredClone(graph) }, 'net'));
    const copying = await time(() => structuredClone(graph));
    const sameShape = await time(edit((value) => ({ filters: 16, kernelSize: value % 2 === 0 ? 3 : 5 })), 25);
    const broken = await time(edit((value) => ({ filters: 16, strides: 1 + (value % 3) })), 25);
    const nothing = await time(() => infer(before, 'net', first), 25);
    return {
      nodes: Object.keys(graph.nodes).length,
      edges: graph.edges.length,
      allAnew: everything,
      copyWithinAllAnew: copying,
      editThatKeepsTheShape: sameShape,
      editThatBreaksAnAddition: broken,
      noEdit: nothing,
      timesFasterThanAllAnew: ratio(everything, sameShape),
    };
  },
};
