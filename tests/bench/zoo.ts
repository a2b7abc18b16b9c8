/** Inference of the deepest nets of the zoo, from nothing and after one edit of their block or of the net; and the largest nets as TensorFlow.js models. */
import type { Graph, Graphs } from '@/lib/graph/graph';
import { hasErrors, infer } from '@/lib/graph/infer';
import { lower } from '@/lib/graph/lower';
import { graphsOf } from '@/lib/zoo/registry';
import { time, type BenchModule, type Figures } from './measure';
import { measureModels } from './zoo-models';

function withConfig(graph: Graph, node: string, config: Graph['nodes'][string]['config']): Graph {
  return { ...graph, nodes: { ...graph.nodes, [node]: { ...graph.nodes[node], config } } };
}

async function measureNet(id: string, blockId: string): Promise<Figures> {
  const net = graphsOf(id);
  if (net === null) throw new Error(`The zoo has no ${id}.`);
  const { graphs, root } = net;
  const first = infer(graphs, root);
  if (hasErrors(first)) throw new Error(`${id} has problems.`);
  let turn = 0;
  const edit = (graph: string, node: string, config: (turn: number) => Graph['nodes'][string]['config']) => () => {
    turn++;
    const edited: Graphs = { ...graphs, [graph]: withConfig(graphs[graph], node, config(turn)) };
    return infer(edited, root, first);
  };
  return {
    layers: first.totals.weightedLayers,
    // A copy shares no object with what was measured before, so nothing of it is known.
    allAnew: await time(() => infer(structuredClone(graphs), root)),
    editOfTheBlock: await time(edit(blockId, 'conv1', (value) => ({ ...graphs[blockId].nodes.conv1.config, kernelSize: value % 2 === 0 ? 3 : 5 })), 25),
    editOfTheNet: await time(edit(root, 'conv', (value) => ({ ...graphs[root].nodes.conv.config, kernelSize: value % 2 === 0 ? 3 : 5 })), 25),
    lowering: await time(() => lower(graphs, root), 5, 1),
  };
}

export const zooBench: BenchModule = {
  name: 'zoo',
  measure: async (): Promise<Figures> => ({
    resnet152: await measureNet('resnet-152', 'bottleneck'),
    resnet1202: await measureNet('resnet-1202', 'basicBlock'),
    models: await measureModels(),
  }),
};
