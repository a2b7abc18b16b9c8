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
