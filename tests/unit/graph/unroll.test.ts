/** Nets unrolled to look at: the same program as the net that they are made of, and the paper's counts of layers. */
import { describe, expect, it } from 'vitest';
import { defaultScope } from '@/lib/graph/blocks';
import type { Graphs } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import { lower } from '@/lib/graph/lower';
import type { LayerCall } from '@/lib/graph/program';
import { stepsOf } from '@/lib/graph/steps';
import { unrollNet, unrollRepeats, type Sighted } from '@/lib/graph/unroll';
import { graphsOf } from '@/lib/zoo/registry';

function seen(id: string, policy?: 'A' | 'B' | 'C' | 'none'): { readonly graphs: Graphs; readonly sighted: Sighted } {
  const net = graphsOf(id, policy ? { policy } : {});
  if (net === null) throw new Error(id);
  return { graphs: net.graphs, sighted: { graph: net.root, scope: defaultScope(net.graphs[net.root]), inference: infer(net.graphs, net.root) } };
}

function callsOf(graphs: Graphs, root: string): readonly LayerCall[] {
  const program = lower(graphs, root);
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  return program.value.layers;
}

describe('unrollNet', () => {
  it.each([['resnet-20', 'A'], ['resnet-20', 'B'], ['resnet-20', 'C'], ['plain-20', 'none'], ['resnet-20-exclusive-gating', 'A'], ['resnet-20-pre-activation', 'A'], ['resnet-50', 'B'], ['resnet-152', 'B']] as const)('%s with shortcuts %s is the same program, path by path', (id, policy) => {
    const { graphs, sighted } = seen(id, policy);
    const unrolled = unrollNet(graphs, sighted);
    if (!unrolled.ok) throw new Error(unrolled.problem.code);
    const look = { look: unrolled.value.graph };
    expect(callsOf(look, 'look')).toEqual(callsOf(graphs, sighted.graph));
    expect(infer(look, 'look').totals.parameters).toEqual(sighted.inference.totals.parameters);
    expect(infer(look, 'look').totals.weightedLayers).toBe(sighted.inference.totals.weightedLayers);
  });

  it('ResNet-152 has 151 convolutions, 50 additions and more than 500 nodes; its layers know their block', () => {
    const { graphs, sighted } = seen('resnet-152');
    const unrolled = unrollNet(graphs, sighted);
    if (!unrolled.ok) throw new Error(unrolled.problem.code);
    const kinds = Object.values(unrolled.value.graph.nodes).map((node) => node.kind);
    expect(kinds.length).toBeGreaterThan(500);
    // 1 + 3 · (3 + 8 + 36 + 3) on the main path; the four projections are shortcuts.
    expect(kinds.filter((kind) => kind === 'conv2d')).toHaveLength(151);
    expect(kinds.filter((kind) => kind === 'shortcut')).toHaveLength(4);
    expect(kinds.filter((kind) => kind === 'add')).toHaveLength(50);
    expect(unrolled.value.homes.get('stage3.35.conv2')).toEqual([{ block: 'stage3', index: 35, count: 36 }]);
  });

  it('refuses nets that are too large to be looked at', () => {
    const net = graphsOf('resnet-1202', { blocks: [400, 400, 400] });
    if (net === null) throw new Error('resnet-1202');
    const unrolled = unrollNet(net.graphs, { graph: net.root, scope: defaultScope(net.graphs[net.root]), inference: infer(net.graphs, net.root) });
    expect(unrolled).toMatchObject({ ok: false, problem: { code: 'unrollTooMany' } });
  });
});

describe('unrollRepeats', () => {
  it('puts the repeats of a stage in its place, the first with strides 2, and changes nothing', () => {
    const { graphs, sighted } = seen('resnet-20');
    const { graph, repeats } = unrollRepeats(graphs, sighted, new Set(['stage2']));
    expect([...repeats.values()]).toEqual([0, 1, 2].map((index) => ({ block: 'stage2', index, count: 3 })));
    expect(graph.nodes['stage2.0'].arguments).toMatchObject({ filters: 32, strides: 2 });
    expect(graph.nodes['stage2.1'].arguments).toMatchObject({ filters: 32, strides: 1 });
    expect(graph.edges).toContainEqual(['stage1', 'stage2.0']);
    expect(graph.edges).toContainEqual(['stage2.2', 'stage3']);
    const look = infer({ ...graphs, look: graph }, 'look');
    expect(look.problems).toEqual([]);
    expect(look.totals).toEqual(sighted.inference.totals);
    expect(look.nodes.get('stage2.0')?.outputShape).toEqual([16, 16, 32]);
  });
});

it('a path is a way through blocks', () => {
  expect(stepsOf('stage2.0.conv1')).toEqual(['stage2.0', 'conv1']);
  expect(stepsOf('outer.inner.3.conv1')).toEqual(['outer', 'inner.3', 'conv1']);
});
