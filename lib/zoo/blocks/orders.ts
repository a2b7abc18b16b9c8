/** Orders of convolution, BN, ReLU and addition: those of the 2016 paper beside the original one, and conv-ReLU-BN. */
import { add, batchNormalization, chain, conv2d, policies, reLU, shortcutNode, type Block } from '../parts';

const conv1 = conv2d({ filters: '=filters', kernelSize: 3, strides: '=strides' });
const conv2 = conv2d({ filters: '=filters', kernelSize: 3 });
const shortcut = shortcutNode();
const bypass = chain('input', 'shortcut', 'add:1');

const common = { expansion: 1, policies, afterStem: ['batchNormalization', 'reLU'], beforePooling: [] } satisfies Partial<Block>;

/** The BN also normalizes what the shortcut carries. */
export const bnAfterAddition: Block = {
  ...common,
  id: 'bnAfterAddition',
  name: { en: 'BN after addition', zh: '加法之后的 BN' },
  nodes: { conv1, bn1: batchNormalization, relu1: reLU, conv2, shortcut, add, bn2: batchNormalization, relu2: reLU },
  edges: [...chain('input', 'conv1', 'bn1', 'relu1', 'conv2', 'add:0', 'bn2', 'relu2', 'output'), ...bypass],
};

/** The branch can only add: what it gives is not negative. */
export const reluBeforeAddition: Block = {
  ...common,
  id: 'reluBeforeAddition',
  name: { en: 'ReLU before addition', zh: '加法之前的 ReLU' },
  nodes: { conv1, bn1: batchNormalization, relu1: reLU, conv2, bn2: batchNormalization, relu2: reLU, shortcut, add },
  edges: [...chain('input', 'conv1', 'bn1', 'relu1', 'conv2', 'bn2', 'relu2', 'add:0', 'output'), ...bypass],
};

/** The ReLU stands before each convolution; the last addition needs one of its own. */
export const reluPreActivation: Block = {
  ...common,
  id: 'reluPreActivation',
  name: { en: 'ReLU-only pre-activation', zh: '仅 ReLU 预激活' },
  afterStem: ['batchNormalization'],
  beforePooling: ['reLU'],
  nodes: { relu1: reLU, conv1, bn1: batchNormalization, relu2: reLU, conv2, bn2: batchNormalization, shortcut, add },
  edges: [...chain('input', 'relu1', 'conv1', 'bn1', 'relu2', 'conv2', 'bn2', 'add:0', 'output'), ...bypass],
};

/** BN and ReLU before each convolution: nothing stands on the way from addition to addition, so a projection has no BN either. */
export const preActivation: Block = {
  ...common,
  id: 'preActivation',
  name: { en: 'Full pre-activation', zh: '完全预激活' },
  afterStem: [],
  beforePooling: ['batchNormalization', 'reLU'],
  nodes: { bn1: batchNormalization, relu1: reLU, conv1, bn2: batchNormalization, relu2: reLU, conv2, shortcut: shortcutNode(1, { batchNormalization: false }), add },
  edges: [...chain('input', 'bn1', 'relu1', 'conv1', 'bn2', 'relu2', 'conv2', 'add:0', 'output'), ...bypass],
};

/** The same order with 1×1, 3×3 and 1×1 convolutions; four times `filters` come out. */
export const preActivationBottleneck: Block = {
  ...preActivation,
  id: 'preActivationBottleneck',
  name: { en: 'Pre-activation bottleneck', zh: '预激活瓶颈块' },
  expansion: 4,
  nodes: {
    bn1: batchNormalization,
    relu1: reLU,
    conv1: conv2d({ filters: '=filters', kernelSize: 1 }),
    bn2: batchNormalization,
    relu2: reLU,
    conv2: conv2d({ filters: '=filters', kernelSize: 3, strides: '=strides' }),
    bn3: batchNormalization,
    relu3: reLU,
    conv3: conv2d({ filters: '=4 * filters', kernelSize: 1 }),
    shortcut: shortcutNode(4, { batchNormalization: false }),
    add,
  },
  edges: [...chain('input', 'bn1', 'relu1', 'conv1', 'bn2', 'relu2', 'conv2', 'bn3', 'relu3', 'conv3', 'add:0', 'output'), ...bypass],
};

/** ReLU before BN in the branch; none of the paper's five. */
export const convReluBn: Block = {
  ...common,
  id: 'convReluBn',
  name: { en: 'Conv-ReLU-BN', zh: '卷积-ReLU-BN' },
  afterStem: ['reLU', 'batchNormalization'],
  nodes: { conv1, relu1: reLU, bn1: batchNormalization, conv2, relu2: reLU, bn2: batchNormalization, shortcut, add },
  edges: [...chain('input', 'conv1', 'relu1', 'bn1', 'conv2', 'relu2', 'bn2', 'add:0', 'output'), ...bypass],
};
