/** What differs between two graphs: by hand, on the orders of the paper's blocks, and as a property. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffGraphs, withRemoved } from '@/lib/graph/diff';
import type { Graph, GraphEdge } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { variantOffers } from '@/lib/zoo/block-variants';
import { graphsOf } from '@/lib/zoo/registry';
import { cifarResNet } from './networks';

function chain(...ids: readonly string[]): Graph {
  const kinds: Readonly<Record<string, string>> = { in: 'input', conv: 'conv2d', bn: 'batchNormalization', relu: 'reLU', out: 'output', drop: 'dropout' };
  return { name: '', nodes: Object.fromEntries(ids.map((id) => [id, { kind: kinds[id.replace(/\d$/, '')] }])), edges: ids.slice(1).map((id, index): GraphEdge => [ids[index], id]) };
}

function marks(before: Graph, after: Graph): Readonly<Record<string, string>> {
  return Object.fromEntries([...diffGraphs(before, after).nodes].map(([id, { mark }]) => [id, mark]));
}

const basic = graphsOf('resnet-20')?.graphs.basicBlock;
function variant(id: string): Graph {
  const found = basic && variantOffers(basic).find((offer) => offer.id === id);
  if (!found?.graph.ok) throw new Error(id);
  return found.graph.value;
}

describe('the difference of two graphs', () => {
  it('names what came, went, changed and moved', () => {
    expect(marks(chain('in', 'conv', 'bn', 'relu', 'out'), chain('in', 'conv', 'relu', 'bn', 'out'))).toEqual({ relu: 'moved' });
    expect(marks(chain('in', 'conv', 'relu', 'out'), chain('in', 'conv', 'bn', 'relu', 'out'))).toEqual({ bn: 'added' });
    expect(marks(chain('in', 'conv', 'drop', 'relu', 'out'), chain('in', 'conv', 'relu', 'out'))).toEqual({ drop: 'removed' });
    expect(marks(chain('in', 'conv', 'conv1', 'out'), chain('in', 'conv1', 'conv', 'out'))).toEqual({ conv: 'moved' });
  });

  it('compares settings with their defaults filled in', () => {
    const before: Graph = { name: '', nodes: { a: { kind: 'conv2d', config: { kernelSize: 3, filters: 8 } }, b: { kind: 'block', graph: 'x', arguments: { filters: 4 } }, c: { kind: 'reLU' } }, edges: [] };
    const after: Graph = { name: '', nodes: { a: { kind: 'conv2d', config: { kernelSize: 5, filters: 8, padding: 'same' } }, b: { kind: 'block', graph: 'x', arguments: { filters: 8 } }, c: { kind: 'reLU', bypassed: true } }, edges: [] };
    const { nodes } = diffGraphs(before, after);
    expect(nodes.get('a')?.fields).toEqual([{ name: 'kernelSize', before: 3, after: 5 }]);
    expect(nodes.get('b')?.fields).toEqual([{ name: 'filters', before: 4, after: 8 }]);
    expect(nodes.get('c')).toEqual({ mark: 'changed', fields: [{ name: 'bypassed', before: false, after: true }] });
  });

  it('says of the block orders which BN and ReLU stand elsewhere, and leaves the convolutions where they are', () => {
    if (basic === undefined) throw new Error('basicBlock');
    expect(marks(basic, variant('convReluBn'))).toEqual({ relu1: 'moved', relu2: 'moved' });
    expect(marks(basic, variant('bnAfterAddition'))).toEqual({ bn2: 'moved' });
    expect(marks(basic, variant('reluBeforeAddition'))).toEqual({ relu2: 'moved' });
    expect(marks(basic, variant('reluPreActivation'))).toEqual({ relu1: 'moved', relu2: 'moved' });
    expect(marks(basic, variant('preActivation'))).toEqual({ bn1: 'moved', relu1: 'moved', bn2: 'moved', relu2: 'moved', shortcut: 'changed' });
    expect(marks(basic, variant('convolutions3'))).toEqual({ bn3: 'added', relu3: 'added', conv3: 'added' });
    expect(marks(basic, variant('convolutions1'))).toEqual({ bn1: 'removed', relu1: 'removed', conv2: 'removed' });
    expect(marks(basic, variant('kernel5'))).toEqual({ conv1: 'changed', conv2: 'changed' });
    expect(marks(basic, variant('constantScaling'))).toEqual({ scaleBranch: 'added', scaleShortcut: 'added' });
  });

  it('sees a layer that went from the branch to the shortcut', () => {
    if (basic === undefined) throw new Error('basicBlock');
    const branch: Graph = { ...basic, nodes: { ...basic.nodes, scale: { kind: 'scale' } }, edges: [...basic.edges.filter((edge) => edge[1] !== 'add:0'), ['bn2', 'scale'], ['scale', 'add:0']] };
    const past: Graph = { ...branch, edges: [...basic.edges.filter((edge) => edge[1] !== 'add:1'), ['shortcut', 'scale'], ['scale', 'add:1']] };
    expect(marks(branch, past)).toEqual({ scale: 'moved' });
  });

  it('is nothing between a graph and itself, and has all removed layers to draw', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 40 }), { maxLength: 6 }), fc.boolean(), (gone, both) => {
        const net = cifarResNet(1, 'B');
        const ids = Object.keys(net.nodes);
        const removed = new Set(gone.map((index) => ids[index % ids.length]));
        const less: Graph = { ...net, nodes: Object.fromEntries(Object.entries(net.nodes).filter(([id]) => !removed.has(id))), edges: net.edges.filter((edge) => !edge.some((end) => removed.has(end.split(':')[0]))) };
        expect(diffGraphs(net, net)).toEqual({ nodes: new Map(), same: true });
        const [before, after] = both ? [net, less] : [less, net];
        const diff = diffGraphs(before, after);
        expect([...diff.nodes.values()].filter(({ mark }) => mark === (both ? 'removed' : 'added'))).toHaveLength(removed.size);
        const drawn = withRemoved(before, after, diff);
        expect(Object.keys(drawn.nodes).sort()).toEqual([...ids].sort());
        expect(wiringOf(drawn).cycles).toEqual([]);
      }),
    );
  });
});
