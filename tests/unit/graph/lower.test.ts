/** Lowering: order, unrolled blocks, what vanishes, and the hash. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph, Graphs } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import { instanceOf } from '@/lib/graph/instance';
import { lower } from '@/lib/graph/lower';
import type { Program } from '@/lib/graph/program';
import { programHash } from '@/lib/graph/program-hash';
import { sizeOf } from '@/lib/graph/shape';
import { blockResNet, cifarResNet, imageNetResNet, type Policy } from './networks';

function programOf(graphs: Graphs, id = 'net'): Program {
  const program = lower(graphs, id);
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  return program.value;
}

function parametersOf(program: Program): number {
  return program.layers.flatMap((layer) => layer.weights).reduce((sum, weight) => sum + (weight.trainable ? sizeOf(weight.shape) : 0), 0);
}

const small: Graph = {
  name: 'small',
  nodes: {
    in: { kind: 'input', config: { height: 8, width: 8, channels: 4 } },
    conv: { kind: 'conv2d', config: { filters: 4 } },
    skip: { kind: 'shortcut' },
    add: { kind: 'add' },
    pool: { kind: 'globalAveragePooling2d' },
    out: { kind: 'output' },
    loose: { kind: 'conv2d' },
  },
  edges: [['in', 'conv'], ['in', 'skip'], ['conv', 'add:0'], ['skip', 'add:1'], ['add', 'pool'], ['pool', 'out'], ['conv', 'loose']],
};

describe('lower', () => {
  it('gives the calls of what reaches the output, in order', () => {
    const program = programOf({ net: small });
    expect(program.layers.map((layer) => [layer.path, layer.className, layer.inputs])).toEqual([
      ['in', 'InputLayer', []],
      ['conv', 'Conv2D', ['in']],
      ['add', 'Add', ['conv', 'in']],
      ['pool', 'GlobalAveragePooling2D', ['add']],
    ]);
    expect(program.inputs).toEqual(['in']);
    expect(program.outputs).toEqual(['pool']);
  });

  it('lowers a projection to a convolution and a batch normalization', () => {
    const net: Graph = { ...small, nodes: { ...small.nodes, skip: { kind: 'shortcut', config: { type: 'projection', filters: 4 } } } };
    expect(programOf({ net }).layers.map((layer) => layer.path)).toEqual(['in', 'conv', 'skip.conv', 'skip', 'add', 'pool']);
  });

  it('leaves out bypassed nodes, severed shortcuts, and an addition with one live input', () => {
    const bypassed: Graph = { ...small, nodes: { ...small.nodes, conv: { ...small.nodes.conv, bypassed: true } } };
    expect(programOf({ net: bypassed }).layers.map((layer) => layer.path)).toEqual(['in', 'add', 'pool']);
    const plain: Graph = { ...small, nodes: { ...small.nodes, skip: { kind: 'shortcut', config: { type: 'auto', policy: 'none' } } } };
    expect(programOf({ net: plain }).layers.map((layer) => [layer.path, layer.inputs])).toEqual([
      ['in', []],
      ['conv', ['in']],
      ['pool', ['conv']],
    ]);
  });

  it('refuses a graph with errors and names them', () => {
    const result = lower({ net: { ...small, edges: small.edges.slice(0, -3) } }, 'net');
    expect(result.ok ? [] : result.problem.map((problem) => problem.code)).toContain('missingInput');
  });

  it('does not depend on the order of edges and nodes, nor on titles', () => {
    const hash = programHash(programOf({ net: cifarResNet(1) }));
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const net = cifarResNet(1);
        const keyed = <T>(items: readonly T[]) => items.map((item) => ({ item, key: Number(numbers.next().value) })).sort((a, b) => a.key - b.key).map(({ item }) => item);
        const nodes = Object.fromEntries(keyed(Object.entries(net.nodes)).map(([id, node]) => [id, { ...node, title: `Layer ${id}` }]));
        return programHash(programOf({ net: { name: 'other', nodes, edges: keyed(net.edges) } })) === hash;
      }),
      { numRuns: 20 },
    );
  });

  it('agrees with inference on parameters, activation bytes and shapes', () => {
    for (const net of [cifarResNet(3, 'C'), imageNetResNet([2, 2, 2, 2], false), small]) {
      const { totals, nodes } = infer({ net }, 'net');
      const program = programOf({ net });
      expect(parametersOf(program)).toBe(totals.parameters.trainable);
      expect(program.layers.reduce((sum, layer) => sum + 4 * sizeOf(layer.outputShape), 0)).toBe(totals.activationBytes);
      for (const layer of program.layers) if (nodes.has(layer.path)) expect(layer.outputShape).toEqual(nodes.get(layer.path)?.outputShape);
    }
  });
});

describe('blocks', () => {
  it('make ResNet-20 of one definition', () => {
    const graphs = blockResNet(3);
    const { problems, totals } = infer(graphs, 'net');
    expect(problems).toEqual([]);
    expect(totals.parameters.trainable).toBe(269_722);
    expect(totals.multiplyAdds).toBe(40_551_040);
    expect(totals.weightedLayers).toBe(20);
    const program = programOf(graphs);
    expect(parametersOf(program)).toBe(269_722);
    expect(program.layers.map((layer) => layer.path)).toEqual(expect.arrayContaining(['stage1.0.conv1', 'stage2.0.shortcut', 'stage3.2.relu2']));
    expect(program.layers.reduce((sum, layer) => sum + 4 * sizeOf(layer.outputShape), 0)).toBe(totals.activationBytes);
  });

  it.each([
    ['A', 269_722],
    ['B', 272_474],
    ['C', 283_962],
    ['none', 269_722],
  ] satisfies [Policy, number][])('pass policy %s down', (policy, parameters) => {
    expect(infer(blockResNet(3, policy), 'net').totals.parameters.trainable).toBe(parameters);
    expect(parametersOf(programOf(blockResNet(3, policy)))).toBe(parameters);
  });

  it('make ResNet-1202 of a dozen boxes', () => {
    const { totals } = infer(blockResNet(200), 'net');
    expect(totals).toMatchObject({ parameters: { trainable: 19_421_274 }, multiplyAdds: 2_829_238_912, weightedLayers: 1202 });
    expect(programOf(blockResNet(200)).layers.length).toBeGreaterThan(4000);
  });

  it('refuse a definition that holds itself, and more layers than the limit', () => {
    const { basic, net } = blockResNet(3);
    const recursive: Graph = { ...basic, nodes: { ...basic.nodes, conv2: { kind: 'block', graph: 'basic' } } };
    expect(infer({ basic: recursive, net }, 'net').problems.map((problem) => problem.code)).toContain('blockFaulty');
    expect(infer({ basic: recursive, net }, 'basic').problems.map((problem) => problem.code)).toEqual(['blockRecursive']);
    expect(infer(blockResNet(9000), 'net').problems.map((problem) => problem.code)).toContain('tooManyLayers');
  });

  it('follow an edit of their definition', () => {
    const graphs = blockResNet(3);
    const before = infer(graphs, 'net');
    const basic: Graph = { ...graphs.basic, nodes: { ...graphs.basic.nodes, conv2: { kind: 'conv2d', config: { filters: '=filters', kernelSize: 1 } } } };
    const after = infer({ ...graphs, basic }, 'net', before);
    expect(after.totals.parameters.trainable).toBe(269_722 - 8 * 3 * (16 * 16 + 32 * 32 + 64 * 64));
    expect(after.nodes.get('conv')).toBe(before.nodes.get('conv'));
    expect(after.nodes.get('stage2')).not.toBe(before.nodes.get('stage2'));
  });

  it('stand for their active variant', () => {
    const graphs = blockResNet(3);
    const thin: Graph = { ...graphs.basic, nodes: { ...graphs.basic.nodes, conv2: { kind: 'conv2d', config: { filters: '=filters', kernelSize: 1 } } } };
    const basic: Graph = { ...graphs.basic, variants: { active: 'thin', of: { thin: 'thin' } } };
    expect(infer({ ...graphs, basic, thin }, 'net').totals.parameters.trainable).toBeLessThan(269_722);
  });
});

describe('instanceOf', () => {
  it('shows a definition with the parameters and shapes of an instance', () => {
    const graphs = blockResNet(3);
    const net = infer(graphs, 'net');
    const shapesOf = (index: number) => {
      const instance = instanceOf(graphs, 'net', net, 'stage2', index);
      if (instance === null) return null;
      const { problems, nodes } = infer(graphs, instance.definition, undefined, instance.options);
      expect(problems).toEqual([]);
      return [nodes.get('in')?.outputShape, nodes.get('conv1')?.outputShape, nodes.get('conv1')?.parameters.trainable];
    };
    expect(shapesOf(0)).toEqual([[32, 32, 16], [16, 16, 32], 4608]);
    expect(shapesOf(1)).toEqual([[16, 16, 32], [16, 16, 32], 9216]);
    expect(shapesOf(2)).toEqual(shapesOf(1));
    expect(shapesOf(3)).toBeNull();
    expect(instanceOf(graphs, 'net', net, 'conv', 0)).toBeNull();
  });
});
