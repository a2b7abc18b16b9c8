/** The graph that the benches of inference and canvas share. */
import type { Graph, GraphNode } from '@/lib/graph/graph';

/** Input, stem, as many residual blocks of seven nodes as fit, and a head: 1,000 nodes. */
export function residualChain(nodeCount: number): Graph {
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
