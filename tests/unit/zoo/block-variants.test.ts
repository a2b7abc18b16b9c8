/** Variants of the zoo's blocks: what they cost by hand, that they are the zoo's own blocks where it has them, and what is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph, Graphs } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import { lower } from '@/lib/graph/lower';
import { programHash } from '@/lib/graph/program-hash';
import { bodyCosts } from '@/lib/graph/variant-costs';
import { variantOffers } from '@/lib/zoo/block-variants';
import type { ZooOptions } from '@/lib/zoo/net';
import { graphsOf, zoo } from '@/lib/zoo/registry';

function netOf(id: string, options: ZooOptions = {}) {
  const net = graphsOf(id, options);
  if (net === null) throw new Error(id);
  return net;
}

function derived(graph: Graph, offer: string): Graph {
  const found = variantOffers(graph).find(({ id }) => id === offer);
  if (found === undefined) throw new Error(offer);
  if (!found.graph.ok) throw new Error(`${offer}: ${found.graph.problem.code}`);
  return found.graph.value;
}

function reason(graph: Graph, offer: string): string | null {
  const found = variantOffers(graph).find(({ id }) => id === offer);
  return found === undefined || found.graph.ok ? null : found.graph.problem.code;
}

/** Trainable parameters, multiply-adds and weighted layers of ResNet-20 with the block changed. */
function resNet20(offer: string, options: ZooOptions = {}) {
  const { graphs, root } = netOf('resnet-20', options);
  const changed = { ...graphs, basicBlock: derived(graphs.basicBlock, offer) };
  const { problems, totals } = infer(changed, root);
  expect(problems).toEqual([]);
  return [totals.parameters.trainable, totals.multiplyAdds, totals.weightedLayers];
}

/** Of the nine blocks of ResNet-20, channels in times channels out of each convolution: of the first and the second, stage by stage. */
const stages = [
  { pixels: 1024, first: 3 * 16 * 16, second: 3 * 16 * 16, filters: 16 },
  { pixels: 256, first: 16 * 32 + 2 * 32 * 32, second: 3 * 32 * 32, filters: 32 },
  { pixels: 64, first: 32 * 64 + 2 * 64 * 64, second: 3 * 64 * 64, filters: 64 },
];
const [PARAMETERS, MULTIPLY_ADDS] = [269_722, 40_551_040];

describe('variants of the basic block in ResNet-20', () => {
  it.each([1, 5])('with kernel %i', (size) => {
    const pairs = stages.reduce((sum, { first, second }) => sum + first + second, 0);
    const work = stages.reduce((sum, { pixels, first, second }) => sum + pixels * (first + second), 0);
    const more = size * size - 9;
    expect(resNet20(`kernel${size}`)).toEqual([PARAMETERS + more * pairs, MULTIPLY_ADDS + more * work, 20]);
    // 29,696 pairs of channels: 742,400 weights of 5×5 instead of 267,264 of 3×3.
    if (size === 5) expect(PARAMETERS + more * pairs).toBe(744_858);
  });

  it.each([[1, -1, 11], [3, 1, 29]])('with %i convolutions', (count, more, layers) => {
    const weights = stages.reduce((sum, { second, filters }) => sum + 9 * second + 3 * 2 * filters, 0);
    const work = stages.reduce((sum, { pixels, second }) => sum + pixels * 9 * second, 0);
    expect(weights).toBe(145_824);
    expect(resNet20(`convolutions${count}`)).toEqual([PARAMETERS + more * weights, MULTIPLY_ADDS + more * work, layers]);
  });

  it('with the shortcuts of the paper', () => {
    expect(resNet20('policyB')[0]).toBe(272_474);
    expect(resNet20('policyC')[0]).toBe(283_962);
    expect(resNet20('policynone')).toEqual([PARAMETERS, MULTIPLY_ADDS, 20]);
    expect(resNet20('policyA', { policy: 'C' })).toEqual([PARAMETERS, MULTIPLY_ADDS, 20]);
  });

  it('in other orders, whose BN have other channels only in full pre-activation', () => {
    for (const order of ['convReluBn', 'bnAfterAddition', 'reluBeforeAddition', 'reluPreActivation']) expect(resNet20(order)).toEqual([PARAMETERS, MULTIPLY_ADDS, 20]);
    // PAPER: the ends of the net stay those of the original order.
    expect(resNet20('preActivation')).toEqual([269_626, MULTIPLY_ADDS, 20]);
  });

  it('are the blocks that the zoo has', () => {
    const { graphs } = netOf('resnet-20');
    const pairs = [['convReluBn', 'conv-relu-bn'], ['bnAfterAddition', 'bn-after-addition'], ['reluBeforeAddition', 'relu-before-addition'], ['reluPreActivation', 'relu-pre-activation'], ['preActivation', 'pre-activation'], ['constantScaling', 'constant-scaling'], ['shortcutOnlyGating', 'shortcut-only-gating'], ['exclusiveGating', 'exclusive-gating']];
    for (const [block, net] of pairs) {
      const own = netOf(`resnet-20-${net}`).graphs[block];
      const made = derived(graphs.basicBlock, block);
      expect(hashes({ made, own })).toHaveLength(1);
    }
  });

  it('cost in place what they cost in the net', () => {
    const { graphs, root } = netOf('resnet-20');
    const place = { graph: root, root };
    const before = bodyCosts(graphs, 'basicBlock', graphs.basicBlock, place);
    const after = bodyCosts(graphs, 'basicBlock', derived(graphs.basicBlock, 'kernel5'), place);
    expect(before.net?.parameters.trainable).toBe(PARAMETERS);
    // Stem 432 and its BN 32, head 650.
    expect(before.here).toEqual({ parameters: PARAMETERS - 432 - 32 - 650, multiplyAdds: MULTIPLY_ADDS - 1024 * 432 - 640 });
    expect(after.here?.parameters).toBe((before.here?.parameters ?? 0) + 475_136);
    expect(after.net?.multiplyAdds).toBe(MULTIPLY_ADDS + 71_303_168);
  });
});

/** The distinct programs of graphs. */
function hashes(graphs: Graphs): readonly string[] {
  const programs = Object.keys(graphs).map((id) => {
    const program = lower(graphs, id, { filters: 32, strides: 2, policy: 'B', gateBias: -6 });
    if (!program.ok) throw new Error(`${id}: ${program.problem[0].code}`);
    return programHash(program.value);
  });
  return [...new Set(programs)];
}

describe('variants', () => {
  it('of every block of the zoo fit the nets that it stands in, with shapes as before', () => {
    const blocks = new Map(zoo.map(({ id }) => [Object.keys(netOf(id).graphs).filter((name) => name !== 'net').join(' '), id]));
    let made = 0;
    for (const [block, id] of blocks) {
      const { graphs, root } = netOf(id);
      const before = infer(graphs, root);
      for (const offer of variantOffers(graphs[block])) {
        if (!offer.graph.ok) continue;
        const after = infer({ ...graphs, [block]: offer.graph.value }, root);
        expect([id, offer.id, after.problems, after.outputShape]).toEqual([id, offer.id, [], before.outputShape]);
        for (const [node, facts] of before.nodes) expect(after.nodes.get(node)?.outputShape).toEqual(facts.outputShape);
        made++;
      }
    }
    expect(made).toBeGreaterThan(100);
  });

  it('of one order and the way back give the block as it was', () => {
    const { graphs } = netOf('resnet-20');
    const orders = ['convReluBn', 'bnAfterAddition', 'reluBeforeAddition', 'reluPreActivation', 'preActivation'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...orders), { minLength: 1, maxLength: 5 }), (path) => {
        const there = path.reduce((graph, order) => (reason(graph, order) === 'variantAlready' ? graph : derived(graph, order)), graphs.basicBlock);
        expect(hashes({ own: graphs.basicBlock, back: derived(there, 'basicBlock') })).toHaveLength(1);
      }),
      { numRuns: 30 },
    );
  });

  it('of a bottleneck keep its widths', () => {
    const { graphs } = netOf('resnet-50');
    expect(reason(graphs.bottleneck, 'convolutions2')).toBe('variantFilters');
    expect(reason(graphs.bottleneck, 'convolutions3')).toBe('variantAlready');
    const wide = derived(graphs.bottleneck, 'kernel5');
    expect(['conv1', 'conv2', 'conv3'].map((id) => wide.nodes[id].config?.kernelSize)).toEqual([1, 5, 1]);
    expect(infer({ wide }, 'wide').problems).toEqual([]);
    expect(infer({ made: derived(graphs.bottleneck, 'preActivation') }, 'made').problems).toEqual([]);
  });

  it('are refused with the reason where there is nothing to rearrange', () => {
    const plain: Graph = { name: 'Chain', nodes: { input: { kind: 'input' }, conv: { kind: 'conv2d' }, output: { kind: 'output' } }, edges: [['input', 'conv'], ['conv', 'output']] };
    expect(reason(plain, 'preActivation')).toBe('variantNoAddition');
    expect(reason(plain, 'policyB')).toBe('variantNoAddition');
    expect(reason(plain, 'kernel3')).toBe('variantAlready');
    const { graphs } = netOf('resnet-20-exclusive-gating');
    expect(reason(graphs.exclusiveGating, 'convReluBn')).toBe('variantNotChain');
    const pooled: Graph = { ...netOf('resnet-20').graphs.basicBlock };
    const dropped = { ...pooled, nodes: { ...pooled.nodes, relu1: { kind: 'dropout' } } };
    expect(reason(dropped, 'convReluBn')).toBe('variantOtherLayer');
    expect(reason(pooled, 'basicBlock')).toBe('variantAlready');
  });

  it('give a bare wire a shortcut that fits', () => {
    const { graphs } = netOf('resnet-20');
    const { shortcut: _gone, ...nodes } = graphs.basicBlock.nodes;
    const bare: Graph = { ...graphs.basicBlock, nodes, edges: [...graphs.basicBlock.edges.filter((edge) => !edge.join(' ').includes('shortcut')), ['input', 'add:1']] };
    expect(derived(bare, 'policyB').nodes.shortcut1.config).toEqual({ type: 'auto', filters: '=filters', strides: '=strides', policy: 'B' });
  });

  it('with three convolutions and one again are as before, whatever the order', () => {
    const { graphs } = netOf('resnet-20');
    for (const order of ['convReluBn', 'reluBeforeAddition', 'reluPreActivation', 'preActivation']) {
      const graph = derived(graphs.basicBlock, order);
      const three = derived(graph, 'convolutions3');
      expect(hashes({ graph, back: derived(three, 'convolutions2') })).toHaveLength(1);
      const one = derived(graph, 'convolutions1');
      const again = infer({ again: derived(one, 'convolutions2') }, 'again');
      expect(again.problems).toEqual([]);
      expect(again.totals.parameters).toEqual(infer({ graph }, 'graph').totals.parameters);
    }
  });
});
