/** The two blocks of the first paper: two 3×3 convolutions, or 1×1, 3×3, 1×1. */
import { add, batchNormalization, chain, conv2d, policies, reLU, shortcutNode, type Block, type Nodes } from '../parts';

/** Two 3×3 convolutions with BN between a shortcut's ends; a ReLU after the addition. */
export const basicBlock: Block = {
  id: 'basicBlock',
  name: { en: 'Basic block', zh: '基本块' },
  expansion: 1,
  policies,
  afterStem: ['batchNormalization', 'reLU'],
  beforePooling: [],
  nodes: {
    conv1: conv2d({ filters: '=filters', kernelSize: 3, strides: '=strides' }),
    bn1: batchNormalization,
    relu1: reLU,
    conv2: conv2d({ filters: '=filters', kernelSize: 3 }),
    bn2: batchNormalization,
    shortcut: shortcutNode(),
    add,
    relu2: reLU,
  },
  edges: [...chain('input', 'conv1', 'bn1', 'relu1', 'conv2', 'bn2', 'add:0', 'relu2', 'output'), ...chain('input', 'shortcut', 'add:1')],
};

function bottleneckNodes(stridesAt: 'conv1' | 'conv2'): Nodes {
  return {
    conv1: conv2d({ filters: '=filters', kernelSize: 1, strides: stridesAt === 'conv1' ? '=strides' : 1 }),
    bn1: batchNormalization,
    relu1: reLU,
    conv2: conv2d({ filters: '=filters', kernelSize: 3, strides: stridesAt === 'conv2' ? '=strides' : 1 }),
    bn2: batchNormalization,
    relu2: reLU,
    conv3: conv2d({ filters: '=4 * filters', kernelSize: 1 }),
    bn3: batchNormalization,
    shortcut: shortcutNode(4),
    add,
    relu3: reLU,
  };
}

/** 1×1 to reduce, 3×3, 1×1 to restore; four times `filters` come out. The strides are on the 3×3 convolution (v1.5). */
export const bottleneck: Block = {
  id: 'bottleneck',
  name: { en: 'Bottleneck', zh: '瓶颈块' },
  expansion: 4,
  policies,
  afterStem: ['batchNormalization', 'reLU'],
  beforePooling: [],
  nodes: bottleneckNodes('conv2'),
  edges: [
    ...chain('input', 'conv1', 'bn1', 'relu1', 'conv2', 'bn2', 'relu2', 'conv3', 'bn3', 'add:0', 'relu3', 'output'),
    ...chain('input', 'shortcut', 'add:1'),
  ],
};

/** As the paper has it: the strides are on the first 1×1 convolution (v1). */
export const bottleneckV1: Block = {
  ...bottleneck,
  id: 'bottleneckV1',
  name: { en: 'Bottleneck, strides on the first convolution', zh: '瓶颈块（步幅在第一个卷积）' },
  nodes: bottleneckNodes('conv1'),
};
