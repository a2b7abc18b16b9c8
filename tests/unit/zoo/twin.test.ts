/** Twins: what goes, what comes, and that one undoes the other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph, GraphNode, Graphs } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import { problemSentence } from '@/lib/i18n/format';
import { switchPolicy } from '@/lib/graph/shortcut-policy';
import { lower } from '@/lib/graph/lower';
import { plainTwin, residualTwin, type Twin } from '@/lib/zoo/twin';
import { graphsOf, zoo } from '@/lib/zoo/registry';
import { cifarResNet } from '../graph/networks';

function must(result: ReturnType<typeof plainTwin>): Twin {
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}

function netOf(id: string) {
  const net = graphsOf(id);
  if (net === null) throw new Error(id);
  return net;
}

function layersOf(graphs: Graphs, root: string) {
  const program = lower(graphs, root);
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  return program.value.layers;
}

describe('plain twin', () => {
  it('of every order of the block has no addition and the layers of the net without shortcuts, path by path', () => {
    for (const id of ['resnet-20', 'resnet-20-bn-after-addition', 'resnet-20-pre-activation', 'resnet-20-conv-relu-bn', 'resnet-50']) {
      const { graphs, root } = netOf(id);
      const twin = must(plainTwin(graphs, root));
      const none = { ...graphs[root], parameters: graphs[root].parameters?.map((parameter) => (parameter.name === 'policy' ? { ...parameter, default: 'none' } : parameter)) };
      expect(layersOf(twin.graphs, twin.root)).toEqual(layersOf({ ...graphs, [root]: none }, root));
      expect(twin.graphs[twin.root].twinOf).toBe(root);
      expect(twin.graphs[root]).toBe(graphs[root]);
    }
  });
  it('takes bare wires as shortcuts too, and keeps the parameters of option A', () => {
    const twin = must(plainTwin({ net: cifarResNet(3) }, 'net'));
    const { totals, problems } = infer(twin.graphs, twin.root);
    expect(problems).toEqual([]);
    expect(totals.parameters.trainable).toBe(269_722);
    expect(Object.values(twin.graphs[twin.root].nodes).filter(({ kind }) => kind === 'add' || kind === 'shortcut')).toEqual([]);
  });
  it('of every net of the zoo is valid, or there is nothing to take away', () => {
    for (const { id } of zoo) {
      const { graphs, root } = netOf(id);
      const twin = plainTwin(graphs, root);
      if (twin.ok) expect(infer(twin.value.graphs, twin.value.root).problems, id).toEqual([]);
    }
  });
  it('drops the gate and the scale on the shortcut', () => {
    const gated = netOf('resnet-20-shortcut-only-gating');
    const twin = must(plainTwin(gated.graphs, gated.root));
    expect(infer(twin.graphs, twin.root).totals.parameters.trainable).toBe(269_722);
  });
  it('leaves an addition of two branches alone', () => {
    const conv: GraphNode = { kind: 'conv2d', config: { filters: 3 } };
    const net: Graph = {
      name: 'two branches',
      nodes: { in: { kind: 'input' }, a: conv, b: conv, add: { kind: 'add' }, out: { kind: 'output' } },
      edges: [['in', 'a'], ['in', 'b'], ['a', 'add:0'], ['b', 'add:1'], ['add', 'out']],
    };
    const result = plainTwin({ net }, 'net');
    expect(result.ok ? null : result.problem.code).toBe('twinNothingToRemove');
  });
});

/** A plain chain: stem, convolutions of any widths, strides and orders, head. */
const chains: fc.Arbitrary<Graph> = fc
  .record({
    layers: fc.array(
      fc.record({ filters: fc.constantFrom(4, 6, 8), strides: fc.constantFrom(1, 1, 2), kernelSize: fc.constantFrom(1, 3), normalized: fc.boolean(), pooled: fc.constantFrom(false, false, false, true) }),
      { minLength: 3, maxLength: 9 },
    ),
  })
  .map(({ layers }) => {
    const nodes: Record<string, GraphNode> = { in: { kind: 'input', config: { height: 64, width: 64 } } };
    layers.forEach(({ filters, strides, kernelSize, normalized, pooled }, index) => {
      nodes[`conv${index}`] = { kind: 'conv2d', config: { filters, strides, kernelSize } };
      if (normalized) nodes[`bn${index}`] = { kind: 'batchNormalization' };
      nodes[`relu${index}`] = { kind: 'reLU' };
      if (pooled) nodes[`pool${index}`] = { kind: 'maxPooling2d', config: { poolSize: 3, strides: 1, padding: 'same' } };
    });
    nodes.gap = { kind: 'globalAveragePooling2d' };
    nodes.out = { kind: 'output' };
    const ids = Object.keys(nodes);
    return { name: 'chain', nodes, edges: ids.slice(1).map((id, index): [string, string] => [ids[index], id]) };
  });

describe('residual twin', () => {
  it('of the plain ResNet-20 is ResNet-20', () => {
    const plain = must(plainTwin({ net: cifarResNet(3) }, 'net'));
    for (const [policy, parameters] of [['A', 269_722], ['B', 272_474], ['C', 283_962]] as const) {
      const twin = must(residualTwin(plain.graphs, plain.root, policy));
      const { totals, problems } = infer(twin.graphs, twin.root);
      expect(problems).toEqual([]);
      expect(totals.parameters.trainable).toBe(parameters);
      expect(totals.weightedLayers).toBe(20);
      expect(layersOf(twin.graphs, twin.root).filter(({ className }) => className === 'Add')).toHaveLength(9);
    }
  });
  it('works inside blocks, whose strides and filters are expressions', () => {
    const { graphs, root } = netOf('resnet-32');
    const plain = must(plainTwin(graphs, root));
    const twin = must(residualTwin(plain.graphs, plain.root, 'B'));
    expect(infer(twin.graphs, twin.root).totals.parameters.trainable).toBe(466_906);
  });
  it('switches the shortcuts of a plain net of the zoo on', () => {
    const { graphs, root } = netOf('plain-20');
    const twin = must(residualTwin(graphs, root, 'A'));
    const residual = netOf('resnet-20');
    expect(layersOf(twin.graphs, twin.root)).toEqual(layersOf(residual.graphs, residual.root));
  });
  it('says where there is no pair', () => {
    const result = residualTwin({ net: { name: 'n', nodes: { in: { kind: 'input' }, out: { kind: 'output' } }, edges: [['in', 'out']] } }, 'net', 'A');
    expect(result.ok ? null : result.problem.code).toBe('twinNothingToAdd');
    expect(result.ok ? '' : problemSentence(result.problem, 'en')).toContain('n has no two convolutions');
  });
  it('switched to another option is the twin that was made with it', () => {
    fc.assert(
      fc.property(chains, fc.constantFrom('A', 'B', 'C'), fc.constantFrom('B', 'C'), (net, made, wanted) => {
        const [twin, direct] = [made, wanted].map((policy) => residualTwin({ net }, 'net', policy));
        if (!twin.ok || !direct.ok) return;
        const { graphs, root } = twin.value;
        const switched = switchPolicy(graphs, root, wanted, false);
        expect(switched.ok && switched.value[root]).toEqual(direct.value.graphs[root]);
      }),
      { numRuns: 40 },
    );
  });
  it('plain of residual of plain is the plain net', () => {
    fc.assert(
      fc.property(chains, fc.constantFrom('B', 'C'), (net, policy) => {
        const residual = residualTwin({ net }, 'net', policy);
        if (!residual.ok) return;
        expect(infer(residual.value.graphs, residual.value.root).problems).toEqual([]);
        const plain = must(plainTwin(residual.value.graphs, residual.value.root));
        expect(plain.graphs[plain.root].nodes).toEqual(net.nodes);
        expect(plain.graphs[plain.root].edges).toEqual(net.edges);
      }),
      { numRuns: 60 },
    );
  });
});
