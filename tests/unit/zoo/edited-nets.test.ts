/** The paper check over nets drawn layer by layer and then changed by hand: the first difference is named, in both languages. */
import { describe, expect, it } from 'vitest';
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/graph';
import { problemSentence } from '@/lib/i18n/format';
import { lower } from '@/lib/graph/lower';
import { paperCheck } from '@/lib/zoo/paper-check';
import { cifarResNet, imageNetResNet } from '../graph/networks';

const resNet20 = cifarResNet(3);

function configured(graph: Graph, changes: Readonly<Record<string, GraphNode['config']>>): Graph {
  const nodes = Object.entries(graph.nodes).map(([id, node]): [string, GraphNode] => [id, Object.hasOwn(changes, id) ? { ...node, config: { ...node.config, ...changes[id] } } : node]);
  return { ...graph, nodes: Object.fromEntries(nodes) };
}

/** The two layers change places in the chain that they stand in. */
function swapped(graph: Graph, first: string, second: string): Graph {
  const name = (end: string) => (end === first ? second : end === second ? first : end);
  return { ...graph, edges: graph.edges.map(([source, target]): GraphEdge => [name(source), name(target)]) };
}

/** Without a layer of a chain. */
function without(graph: Graph, id: string): Graph {
  const source = graph.edges.find(([, target]) => target === id)?.[0] ?? '';
  const { [id]: _gone, ...nodes } = graph.nodes;
  const edges = graph.edges.filter(([, target]) => target !== id).map(([from, target]): GraphEdge => [from === id ? source : from, target]);
  return { ...graph, nodes, edges };
}

function replaced(graph: Graph, id: string, node: GraphNode): Graph {
  return { ...graph, nodes: { ...graph.nodes, [id]: node } };
}

function verdictOf(net: Graph) {
  const program = lower({ net }, 'net');
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  const { net: id, difference } = paperCheck(program.value);
  return { id, en: difference && problemSentence(difference, 'en'), zh: difference && problemSentence(difference, 'zh') };
}

const gray = { type: 'projection', filters: 32, strides: 2 };

const cases: readonly (readonly [name: string, net: Graph, id: string, en: string, zh: string])[] = [
  ['a kernel', configured(resNet20, { s1b1xconv: { kernelSize: 5 } }), 'resnet-20', 'In stage 2, block 2, the kernels are 5×5, 3×3, in ResNet-20 they are 3×3, 3×3.', '第 2 阶段第 2 个块的卷积核为 5×5, 3×3，ResNet-20 为 3×3, 3×3。'],
  ['filters', configured(resNet20, { s2b2xconv: { filters: 48 } }), 'resnet-20', 'In stage 3, block 3, the convolutions have 48, 64 filters, in ResNet-20 they have 64, 64.', '第 3 阶段第 3 个块各卷积的滤波器数为 48, 64，ResNet-20 为 64, 64。'],
  [
    'strides on the other convolution',
    configured(resNet20, { s1b0xconv: { strides: 1 }, s1b0yconv: { strides: 2 } }),
    'resnet-20',
    'In stage 2, block 1, the strides are 1, 2, in ResNet-20 they are 2, 1.',
    '第 2 阶段第 1 个块的步幅为 1, 2，ResNet-20 为 2, 1。',
  ],
  [
    'the order of BN and ReLU',
    swapped(resNet20, 's0b1xbn', 's0b1mrelu'),
    'resnet-20',
    'In stage 1, block 2, the layers are conv → ReLU → BN → conv → BN → + → ReLU, in ResNet-20 they are conv → BN → ReLU → conv → BN → + → ReLU.',
    '第 1 阶段第 2 个块的层依次为 conv → ReLU → BN → conv → BN → + → ReLU，ResNet-20 为 conv → BN → ReLU → conv → BN → + → ReLU。',
  ],
  [
    'no ReLU behind the addition',
    without(resNet20, 's2b0relu'),
    'resnet-20',
    'In stage 3, block 1, the layers are conv → BN → ReLU → conv → BN → +, in ResNet-20 they are conv → BN → ReLU → conv → BN → + → ReLU.',
    '第 3 阶段第 1 个块的层依次为 conv → BN → ReLU → conv → BN → +，ResNet-20 为 conv → BN → ReLU → conv → BN → + → ReLU。',
  ],
  ['groups', configured(resNet20, { s0b0xconv: { groups: 4 } }), 'resnet-20', 'In stage 1, block 1, the convolutions have groups 4, 1, in ResNet-20 they have 1, 1.', '第 1 阶段第 1 个块各卷积的 groups 为 4, 1，ResNet-20 为 1, 1。'],
  ['a bias', configured(resNet20, { s0b2yconv: { useBias: true } }), 'resnet-20', 'In stage 1, block 3, the convolutions have useBias false, true, in ResNet-20 they have false, false.', '第 1 阶段第 3 个块各卷积的 useBias 为 false, true，ResNet-20 为 false, false。'],
  ['option C', cifarResNet(3, 'C'), 'resnet-20', 'The shortcuts are option C, those of ResNet-20 are option A.', '捷径为选项 C，ResNet-20 为选项 A。'],
  ['one shortcut of another option', configured(resNet20, { s1b0shortcut: gray }), 'resnet-20', 'The shortcuts are none of the paper’s options, those of ResNet-20 are option A.', '捷径不属于论文的任何选项，ResNet-20 为选项 A。'],
  ['the head: flatten', replaced(resNet20, 'pool', { kind: 'flatten' }), 'resnet-20', 'Behind the last block come Flatten → Dense, in ResNet-20 GlobalAveragePooling2D → Dense.', '最后一个块之后依次是 Flatten → Dense，ResNet-20 为 GlobalAveragePooling2D → Dense。'],
  ['the head: classes', configured(resNet20, { fc: { units: 100 } }), 'resnet-20', 'The net ends in 100 units, ResNet-20 in 10.', '网络以 100 个单元结尾，ResNet-20 为 10 个。'],
  ['the stem without its ReLU', without(resNet20, 'stemrelu'), 'resnet-20', 'The layers of the stem are conv → BN, those of ResNet-20 are conv → BN → ReLU.', '起始部分的层为 conv → BN，ResNet-20 为 conv → BN → ReLU。'],
  ['a plain net with another kernel', configured(cifarResNet(5, 'none'), { s2b4xconv: { kernelSize: 1 } }), 'plain-32', 'In stage 3, block 5, the kernels are 1×1, 3×3, in Plain-32 they are 3×3, 3×3.', '第 3 阶段第 5 个块的卷积核为 1×1, 3×3，Plain-32 为 3×3, 3×3。'],
  ['one block fewer', imageNetResNet([3, 4, 5, 3], false), 'resnet-34', 'Stage 3 has 5 blocks, ResNet-34 has 6.', '第 3 阶段有 5 个块，ResNet-34 有 6 个。'],
  ['two blocks more', imageNetResNet([3, 4, 25, 3], true), 'resnet-101', 'Stage 3 has 25 blocks, ResNet-101 has 23.', '第 3 阶段有 25 个块，ResNet-101 有 23 个。'],
  ['a stage fewer', imageNetResNet([3, 4, 6], false), 'resnet-34', 'This net has 3 stages, ResNet-34 has 4.', '这个网络有 3 个阶段，ResNet-34 有 4 个。'],
];

describe('changed by hand', () => {
  it.each(cases)('%s', (_name, net, id, en, zh) => {
    expect(verdictOf(net)).toEqual({ id, en, zh });
  });
});

it('a layer more on a shortcut, or another setting of a layer, is a difference too', () => {
  expect(verdictOf(configured(resNet20, { s0b0xbn: { epsilon: 0.001 } }))).toMatchObject({ id: 'resnet-20', en: 'The layers and their order are those of ResNet-20, but a setting of one of them differs, or a layer on a shortcut.' });
});

it('the original, drawn by hand, is found', () => {
  expect(verdictOf(resNet20)).toEqual({ id: 'resnet-20', en: null, zh: null });
});
