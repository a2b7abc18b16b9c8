/** The paper's networks as graphs of single layers, built from its text alone, so that counts can be held against its tables. */
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/graph';

export type Policy = 'A' | 'B' | 'C' | 'none';

/** Collects nodes and edges; `put` chains a node behind another. */
export class Builder {
  readonly nodes: Record<string, GraphNode> = {};
  readonly edges: GraphEdge[] = [];

  put(id: string, node: GraphNode, ...sources: readonly string[]): string {
    this.nodes[id] = node;
    const many = sources.length > 1 || node.kind === 'add';
    sources.forEach((source, port) => this.edges.push([source, many ? `${id}:${port}` : id]));
    return id;
  }

  graph(name = 'net'): Graph {
    return { name, nodes: this.nodes, edges: this.edges };
  }
}

function convolution(b: Builder, id: string, source: string, filters: number, kernelSize: number, strides = 1): string {
  b.put(`${id}conv`, { kind: 'conv2d', config: { filters, kernelSize, strides } }, source);
  return b.put(`${id}bn`, { kind: 'batchNormalization' }, `${id}conv`);
}

function rectified(b: Builder, id: string, source: string): string {
  return b.put(`${id}relu`, { kind: 'reLU' }, source);
}

function join(b: Builder, id: string, branch: string, source: string, shape: { readonly from: number; readonly to: number; readonly strides: number }, policy: Policy): string {
  if (policy === 'none') return rectified(b, id, branch);
  const changed = shape.from !== shape.to || shape.strides !== 1;
  const type = policy === 'C' || (changed && policy === 'B') ? 'projection' : changed ? 'zeroPadding' : 'identity';
  const shortcut = type === 'identity' ? source : b.put(`${id}shortcut`, { kind: 'shortcut', config: { type, filters: shape.to, strides: shape.strides } }, source);
  return rectified(b, id, b.put(`${id}add`, { kind: 'add' }, branch, shortcut));
}

/** Section 4.2: 6n + 2 weighted layers on 32×32×3 images. */
export function cifarResNet(n: number, policy: Policy = 'A', image: readonly [number, number, number] = [32, 32, 3]): Graph {
  const b = new Builder();
  const [height, width, channels] = image;
  let last = b.put('in', { kind: 'input', config: { height, width, channels } });
  last = rectified(b, 'stem', convolution(b, 'stem', last, 16, 3));
  let from = 16;
  for (const [stage, filters] of [16, 32, 64].entries()) {
    for (let block = 0; block < n; block++) {
      const id = `s${stage}b${block}`;
      const strides = stage > 0 && block === 0 ? 2 : 1;
      const middle = rectified(b, `${id}m`, convolution(b, `${id}x`, last, filters, 3, strides));
      last = join(b, id, convolution(b, `${id}y`, middle, filters, 3), last, { from, to: filters, strides }, policy);
      from = filters;
    }
  }
  last = b.put('pool', { kind: 'globalAveragePooling2d' }, last);
  last = b.put('fc', { kind: 'dense', config: { units: 10 } }, last);
  b.put('out', { kind: 'output' }, last);
  return b.graph(`ResNet-${6 * n + 2}`);
}

/** Table 1 with option B; `bottleneck` has its strides on the 3×3 convolution. */
export function imageNetResNet(blocks: readonly number[], bottleneck: boolean, policy: Policy = 'B'): Graph {
  const b = new Builder();
  let last = b.put('in', { kind: 'input', config: { height: 224, width: 224, channels: 3 } });
  last = rectified(b, 'stem', convolution(b, 'stem', last, 64, 7, 2));
  last = b.put('stempool', { kind: 'maxPooling2d', config: { poolSize: 3, strides: 2, padding: 'same' } }, last);
  let from = 64;
  for (const [stage, count] of blocks.entries()) {
    const filters = 64 << stage;
    const to = bottleneck ? 4 * filters : filters;
    for (let block = 0; block < count; block++) {
      const id = `s${stage}b${block}`;
      const strides = stage > 0 && block === 0 ? 2 : 1;
      let branch = bottleneck ? rectified(b, `${id}r`, convolution(b, `${id}r`, last, filters, 1)) : last;
      branch = rectified(b, `${id}m`, convolution(b, `${id}x`, branch, filters, 3, strides));
      branch = convolution(b, `${id}y`, branch, to, bottleneck ? 1 : 3);
      last = join(b, id, branch, last, { from, to, strides }, policy);
      from = to;
    }
  }
  last = b.put('pool', { kind: 'globalAveragePooling2d' }, last);
  last = b.put('fc', { kind: 'dense', config: { units: 1000 } }, last);
  b.put('out', { kind: 'output' }, last);
  return b.graph();
}

/** ResNet of 6n + 2 layers from one definition of a block, used by three stages; the policy is passed down from the net. */
export function blockResNet(n: number, policy: Policy = 'A'): Readonly<Record<string, Graph>> {
  const basic: Graph = {
    name: 'Basic block',
    parameters: [
      { name: 'filters', type: 'integer', default: 16, minimum: 1 },
      { name: 'strides', type: 'integer', default: 1, minimum: 1 },
      { name: 'policy', type: 'choice', default: 'A', choices: ['A', 'B', 'C', 'none'] },
    ],
    nodes: {
      in: { kind: 'input', config: { channels: 16 } },
      conv1: { kind: 'conv2d', config: { filters: '=filters', strides: '=strides' } },
      bn1: { kind: 'batchNormalization' },
      relu1: { kind: 'reLU' },
      conv2: { kind: 'conv2d', config: { filters: '=filters' } },
      bn2: { kind: 'batchNormalization' },
      shortcut: { kind: 'shortcut', config: { type: 'auto', filters: '=filters', strides: '=strides', policy: '=policy' } },
      add: { kind: 'add' },
      relu2: { kind: 'reLU' },
      out: { kind: 'output' },
    },
    edges: [
      ['in', 'conv1'], ['conv1', 'bn1'], ['bn1', 'relu1'], ['relu1', 'conv2'], ['conv2', 'bn2'], ['bn2', 'add:0'],
      ['in', 'shortcut'], ['shortcut', 'add:1'], ['add', 'relu2'], ['relu2', 'out'],
    ],
  };
  const stage = (filters: string, first?: Record<string, number>): GraphNode => ({
    kind: 'block',
    graph: 'basic',
    arguments: { filters, policy: '=policy' },
    repeat: { count: '=n', ...(first ? { first } : {}) },
  });
  const net: Graph = {
    name: 'Net',
    parameters: [
      { name: 'n', type: 'integer', default: n, minimum: 1 },
      { name: 'width', type: 'integer', default: 16, minimum: 1 },
      { name: 'policy', type: 'choice', default: policy, choices: ['A', 'B', 'C', 'none'] },
    ],
    nodes: {
      in: { kind: 'input' },
      conv: { kind: 'conv2d', config: { filters: '=width' } },
      bn: { kind: 'batchNormalization' },
      relu: { kind: 'reLU' },
      stage1: stage('=width'),
      stage2: stage('=2 * width', { strides: 2 }),
      stage3: stage('=4 * width', { strides: 2 }),
      pool: { kind: 'globalAveragePooling2d' },
      fc: { kind: 'dense' },
      out: { kind: 'output' },
    },
    edges: [
      ['in', 'conv'], ['conv', 'bn'], ['bn', 'relu'], ['relu', 'stage1'], ['stage1', 'stage2'], ['stage2', 'stage3'],
      ['stage3', 'pool'], ['pool', 'fc'], ['fc', 'out'],
    ],
  };
  return { basic, net };
}
