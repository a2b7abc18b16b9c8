/** Inference over a residual chain of 1,000 nodes: how long an edit of one node takes, beside inferring everything anew. */
import type { Graph, GraphNode, Graphs } from '@/lib/graph/graph';
import { hasErrors, infer } from '@/lib/graph/infer';
import { ratio, time, type BenchModule, type Figures } from './measure';

const NODES = 1000;
const EDITED = 'block70conv1';

/** Input, stem, as many residual blocks of seven nodes as fit, and a head: 1,000 nodes. */
function residualChain(nodeCount: number): Graph {
  const nodes: Record<string, GraphNode> = { input1: { kind: 'input' }, stem: { kind: 'conv2d', config: { filters: 16 } } };
  const edges: [string, string][] = [['input1', 'stem']];
  let last = 'stem';
  const tail = ['pool', 'dense', 'output1'];
  for (let block = 0; Object.keys(nodes).length + 7 + tail.length <= nodeCount; block++) {
    const at = (name: string) => `block${block}${name}`;
    nodes[at('conv1')] = { kind: 'conv2d', config: { filters: 16 } };
    nodes[at('bn1')] = { kind: 'batchNormalization' };
    nodes[at('relu1')] = { kind: 'reLU' };
    nodes[at('conv2')] = { kind: 'conv2d', config: { filters: 16 } };
    nodes[at('bn2')] = { kind: 'batchNormalization' };
    nodes[at('add')] = { kind: 'add' };
    nodes[at('relu2')] = { kind: 'reLU' };
    const branch = [last, at('conv1'), at('bn1'), at('relu1'), at('conv2'), at('bn2')];
    for (let index = 1; index < branch.length; index++) edges.push([branch[index - 1], branch[index]]);
    edges.push([at('bn2'), `${at('add')}:0`], [last, `${at('add')}:1`], [at('add'), at('relu2')]);
    last = at('relu2');
  }
  for (let extra = 0; Object.keys(nodes).length + tail.length < nodeCount; extra++) {
    nodes[`relu${extra}`] = { kind: 'reLU' };
    edges.push([last, `relu${extra}`]);
    last = `relu${extra}`;
  }
  nodes.pool = { kind: 'globalAveragePooling2d' };
  nodes.dense = { kind: 'dense', config: { units: 10 } };
  nodes.output1 = { kind: 'output' };
  edges.push([last, 'pool'], ['pool', 'dense'], ['dense', 'output1']);
  return { name: 'Chain', nodes, edges };
}

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
