/** Basic blocks whose shortcut is more than a way past the branch: scaled by a constant, or gated by the input (2016 paper, section 3). */
import type { GraphNode } from '@/lib/graph/graph';
import { chain, conv2d, multiply, type Block, type OwnParameter, type Policy } from '../parts';
import { basicBlock } from './paper';

const branch = chain('input', 'conv1', 'bn1', 'relu1', 'conv2', 'bn2');
const joined = chain('add', 'relu2', 'output');

/** A gate has to have something to gate: these blocks have no plain form. */
const withShortcut: readonly Policy[] = ['A', 'B', 'C'];

const sigmoid: GraphNode = { kind: 'activation', config: { activation: 'sigmoid' } };

/** The bias that g = σ(z) starts from; the paper tried 0 to −10. At −6 the shortcut is nearly open at first. */
const gateBias: OwnParameter = { parameter: { name: 'gateBias', type: 'number', default: -6, minimum: -20, maximum: 20 }, doubles: false };

function gateConv(initialBias: string) {
  return conv2d({ filters: '=filters', kernelSize: 1, strides: '=strides', useBias: true, initialBias });
}

/** Both sides of the addition are halved. */
export const constantScaling: Block = {
  ...basicBlock,
  id: 'constantScaling',
  name: { en: 'Constant scaling', zh: '常数缩放' },
  nodes: { ...basicBlock.nodes, scaleBranch: { kind: 'scale', config: { factor: 0.5 } }, scaleShortcut: { kind: 'scale', config: { factor: 0.5 } } },
  edges: [...branch, ...chain('bn2', 'scaleBranch', 'add:0'), ...chain('input', 'shortcut', 'scaleShortcut', 'add:1'), ...joined],
};

/** The shortcut is multiplied by 1 − g, the branch goes free; g = σ(z) and 1 − σ(z) = σ(−z), so the convolution gives −z, and starts from the negative bias. */
export const shortcutOnlyGating: Block = {
  ...basicBlock,
  id: 'shortcutOnlyGating',
  name: { en: 'Shortcut-only gating', zh: '仅门控捷径' },
  policies: withShortcut,
  own: [gateBias],
  nodes: { ...basicBlock.nodes, gateConv: gateConv('=-gateBias'), gate: sigmoid, closeShortcut: multiply },
  edges: [...branch, ...chain('bn2', 'add:0'), ...chain('input', 'gateConv', 'gate', 'closeShortcut:1'), ...chain('input', 'shortcut', 'closeShortcut:0', 'add:1'), ...joined],
};

/** The branch is multiplied by g = σ(z) and the shortcut by 1 − g = σ(−z), as in highway networks. */
export const exclusiveGating: Block = {
  ...basicBlock,
  id: 'exclusiveGating',
  name: { en: 'Exclusive gating', zh: '互斥门控' },
  policies: withShortcut,
  own: [gateBias],
  nodes: {
    ...basicBlock.nodes,
    gateConv: gateConv('=gateBias'),
    gate: sigmoid,
    negate: { kind: 'scale', config: { factor: -1 } },
    counterGate: sigmoid,
    openBranch: multiply,
    closeShortcut: multiply,
  },
  edges: [
    ...branch,
    ...chain('input', 'gateConv', 'gate', 'openBranch:1'),
    ...chain('gateConv', 'negate', 'counterGate', 'closeShortcut:1'),
    ...chain('bn2', 'openBranch:0', 'add:0'),
    ...chain('input', 'shortcut', 'closeShortcut:0', 'add:1'),
    ...joined,
  ],
};
