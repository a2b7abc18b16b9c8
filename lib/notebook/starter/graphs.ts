/** The nets that come with the app: a small residual net for 28×28 grey images, and the stem that the guided first build starts from. */
import type { Graph, GraphNode } from '@/lib/graph/graph';

const stemNodes: Readonly<Record<string, GraphNode>> = {
  input1: { kind: 'input', config: { height: 28, width: 28, channels: 1 } },
  conv1: { kind: 'conv2d', config: { filters: 16, kernelSize: 3 } },
  bn1: { kind: 'batchNormalization' },
  relu1: { kind: 'reLU' },
};

const stemEdges: readonly [string, string][] = [
  ['input1', 'conv1'],
  ['conv1', 'bn1'],
  ['bn1', 'relu1'],
];

/** Stem of 16 filters, one basic block with an identity shortcut, max pooling 4, flatten, dense: 12,698 trainable parameters. */
export function residualNet(name: string): Graph {
  return {
    name,
    nodes: {
      ...stemNodes,
      conv2: { kind: 'conv2d', config: { filters: 16, kernelSize: 3 } },
      bn2: { kind: 'batchNormalization' },
      relu2: { kind: 'reLU' },
      conv3: { kind: 'conv2d', config: { filters: 16, kernelSize: 3 } },
      bn3: { kind: 'batchNormalization' },
      shortcut1: { kind: 'shortcut', config: { type: 'identity' } },
      add1: { kind: 'add' },
      relu3: { kind: 'reLU' },
      pool1: { kind: 'maxPooling2d', config: { poolSize: 4, strides: 4 } },
      flatten1: { kind: 'flatten' },
      dense1: { kind: 'dense', config: { units: 10 } },
      output1: { kind: 'output' },
    },
    edges: [
      ...stemEdges,
      ['relu1', 'conv2'],
      ['conv2', 'bn2'],
      ['bn2', 'relu2'],
      ['relu2', 'conv3'],
      ['conv3', 'bn3'],
      ['bn3', 'add1:0'],
      ['relu1', 'shortcut1'],
      ['shortcut1', 'add1:1'],
      ['add1', 'relu3'],
      ['relu3', 'pool1'],
      ['pool1', 'flatten1'],
      ['flatten1', 'dense1'],
      ['dense1', 'output1'],
    ],
  };
}

/** Input and stem: what comes before the first block. */
export function stemOnly(name: string): Graph {
  return { name, nodes: stemNodes, edges: [...stemEdges] };
}
