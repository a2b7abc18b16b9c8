/** One block drawn by hand, grouped and stacked: the paper's nets, layer by layer; what cannot be stacked says why. */
import { describe, expect, it } from 'vitest';
import type { Graph, GraphNode, Graphs } from '@/lib/graph/graph';
import { groupNodes } from '@/lib/graph/group';
import { infer } from '@/lib/graph/infer';
import { lower } from '@/lib/graph/lower';
import { stackStages, type Stacked } from '@/lib/graph/stack-stages';
import { switchPolicy } from '@/lib/graph/shortcut-policy';
import { Builder, cifarResNet, type Policy } from './networks';

type Piece = readonly [id: string, node: GraphNode];
const conv = (filters: number, kernelSize = 3): GraphNode => ({ kind: 'conv2d', config: { filters, kernelSize } });
const bn: GraphNode = { kind: 'batchNormalization' };
const relu: GraphNode = { kind: 'reLU' };

/** Stem, one residual block with a bare wire past `branch`, head. */
function oneBlock(branch: readonly Piece[], width: number): { readonly net: Graph; readonly block: readonly string[] } {
  const b = new Builder();
  let last = b.put('in', { kind: 'input', config: { height: 32, width: 32, channels: 3 } });
  last = b.put('stemrelu', relu, b.put('stembn', bn, b.put('stem', conv(width), last)));
  const source = last;
  for (const [id, node] of branch) last = b.put(id, node, last);
  b.put('add', { kind: 'add' }, last, source);
  last = b.put('relu', relu, 'add');
  last = b.put('dense', { kind: 'dense', config: { units: 10 } }, b.put('pool', { kind: 'globalAveragePooling2d' }, last));
  b.put('out', { kind: 'output' }, last);
  return { net: b.graph(), block: [...branch.map(([id]) => id), 'add', 'relu'] };
}

const basic: readonly Piece[] = [['conv1', conv(16)], ['bn1', bn], ['relu1', relu], ['conv2', conv(16)], ['bn2', bn]];

function grouped(branch: readonly Piece[], width: number): { readonly graphs: Graphs; readonly node: string; readonly definition: string } {
  const { net, block } = oneBlock(branch, width);
  const result = groupNodes({ net }, 'net', block, 'Block 1');
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}

function stacked(graphs: Graphs, node: string, stages = 3, blocks = 3): Stacked {
  const result = stackStages(graphs, 'net', node, { stages, blocks, titles: ['Stage 1', 'Stage 2', 'Stage 3'] });
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}

function parametersOf(graphs: Graphs): number {
  const { totals, problems } = infer(graphs, 'net');
  expect(problems).toEqual([]);
  return totals.parameters.trainable;
}

/** What the layers compute, without their paths. */
function operationsOf(graphs: Graphs, root: string) {
  const program = lower(graphs, root);
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  return program.value.layers.map(({ className, config, outputShape }) => JSON.stringify([className, config, outputShape])).sort();
}

describe('a basic block', () => {
  it('becomes ResNet-20 in one step, and ResNet-56 with nine blocks', () => {
    const { graphs, node } = grouped(basic, 16);
    const net = stacked(graphs, node);
    expect(net.nodes).toEqual(['block1', 'block2', 'block3']);
    expect(net.graphs.net.nodes.block3).toMatchObject({ title: 'Stage 3', arguments: { filters: 64 }, repeat: { count: 3, first: { strides: 2 } } });
    expect(parametersOf(net.graphs)).toBe(269_722);
    expect(operationsOf(net.graphs, 'net')).toEqual(operationsOf({ paper: cifarResNet(3) }, 'paper'));
    expect(parametersOf(stacked(graphs, node, 3, 9).graphs)).toBe(853_018);
  });
  it('follows options B and C to the paper’s counts', () => {
    const { graphs, node } = grouped(basic, 16);
    for (const [policy, parameters] of [['B', 272_474], ['C', 283_962], ['none', 269_722]] satisfies [Policy, number][]) {
      const switched = switchPolicy(stacked(graphs, node).graphs, 'net', policy, false);
      if (!switched.ok) throw new Error(switched.problem.code);
      expect(parametersOf(switched.value)).toBe(parameters);
    }
  });
  it('stays what it was where else it is used', () => {
    const { graphs, node, definition } = grouped(basic, 16);
    const other: Graph = {
      name: 'other',
      nodes: { in: { kind: 'input', config: { height: 8, width: 8, channels: 16 } }, block: { kind: 'block', graph: definition }, out: { kind: 'output' } },
      edges: [['in', 'block'], ['block', 'out']],
    };
    const after = stacked({ ...graphs, other }, node).graphs;
    expect(operationsOf(after, 'other')).toEqual(operationsOf({ ...graphs, other }, 'other'));
  });
  it('is only repeated where one stage is asked for', () => {
    const { graphs, node } = grouped(basic, 16);
    const one = stacked(graphs, node, 1, 3);
    expect(one.nodes).toEqual([node]);
    expect(infer(one.graphs, 'net').outputShape).toEqual([10]);
  });
});

describe('other blocks', () => {
  it('a bottleneck has its strides on the 3×3 convolution and its inner widths follow', () => {
    const branch: readonly Piece[] = [['reduce', conv(16, 1)], ['bn1', bn], ['relu1', relu], ['middle', conv(16)], ['bn2', bn], ['relu2', relu], ['restore', conv(64, 1)], ['bn3', bn]];
    const { graphs, node, definition } = grouped(branch, 64);
    const net = stacked(graphs, node, 2, 2);
    const { nodes } = net.graphs[definition];
    expect(nodes.reduce.config).toMatchObject({ filters: '=filters / 4' });
    expect(nodes.middle.config).toMatchObject({ filters: '=filters / 4', strides: '=strides' });
    expect(nodes.reduce.config?.strides).toBeUndefined();
    parametersOf(net.graphs);
    expect(infer(net.graphs, 'net').nodes.get('block2')?.outputShape).toEqual([16, 16, 128]);
  });
  it('widths that do not divide each other are refused with the layer', () => {
    const { graphs, node } = grouped([['conv1', conv(10)], ['conv2', conv(16)]], 16);
    expect(stackStages(graphs, 'net', node, { stages: 3, blocks: 3, titles: [] })).toMatchObject({ ok: false, problem: { code: 'stackWidths', place: { node: 'conv1' } } });
  });
  it('a block without a convolution cannot be stacked', () => {
    const { graphs, node } = grouped([['bn1', bn], ['relu1', relu]], 16);
    expect(stackStages(graphs, 'net', node, { stages: 3, blocks: 3, titles: [] })).toMatchObject({ ok: false, problem: { code: 'stackNoConvolution' } });
  });
});
