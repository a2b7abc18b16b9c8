/** Definitions that come from elsewhere: not doubled where they are there, under free ids and names where they are not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputNodes } from '@/lib/graph/blocks';
import { bringDefinitions, withinDefinition } from '@/lib/graph/bring-definitions';
import { blockBehind, usableIn } from '@/lib/graph/fitting-blocks';
import type { Graph, Graphs } from '@/lib/graph/graph';
import { lower } from '@/lib/graph/lower';
import { followPorts, usesOf } from '@/lib/graph/signature';
import { graphsOf, zoo } from '@/lib/zoo/registry';

function netOf(id: string): Graphs {
  const net = graphsOf(id);
  if (net === null) throw new Error(id);
  return net.graphs;
}

const inner: Graph = { name: 'Inner', nodes: { x: { kind: 'input' }, relu: { kind: 'reLU' }, y: { kind: 'output' } }, edges: [['x', 'relu'], ['relu', 'y']] };
const outer: Graph = { name: 'Outer', nodes: { x: { kind: 'input' }, part: { kind: 'block', graph: 'inner' }, y: { kind: 'output' } }, edges: [['x', 'part'], ['part', 'y']] };
const use: Graph = { name: '', nodes: { in: { kind: 'input' }, b: { kind: 'block', graph: 'outer' }, out: { kind: 'output' } }, edges: [['in', 'b'], ['b', 'out']] };

describe('definitions from elsewhere', () => {
  it('come with all that they are made of', () => {
    expect(Object.keys(withinDefinition({ inner, outer, use }, ['outer'])).sort()).toEqual(['inner', 'outer']);
  });

  it('are not doubled, also under other ids', () => {
    const { graphs, ids } = bringDefinitions({ block1: inner, block7: { ...outer, nodes: { ...outer.nodes, part: { kind: 'block', graph: 'block1' } } } }, { outer, inner });
    expect(graphs).toEqual({});
    expect([ids.get('inner'), ids.get('outer')]).toEqual(['block1', 'block7']);
  });

  it('get a new id and name where another one is called so', () => {
    const other: Graph = { ...inner, nodes: { ...inner.nodes, relu: { kind: 'batchNormalization' } } };
    const { graphs, ids } = bringDefinitions({ inner: other, net: { ...use, nodes: {} , edges: [] } }, { inner, outer });
    const id = ids.get('inner') ?? '';
    expect(id).toBe('block1');
    expect(graphs[id].name).toBe('Inner 2');
    expect(graphs.outer.nodes.part.graph).toBe(id);
  });

  it('of the same document are meant as they are now', () => {
    const edited = { inner: { ...inner, name: 'Edited' } };
    expect(bringDefinitions(edited, { inner }, true)).toEqual({ graphs: {}, ids: new Map([['inner', 'inner']]) });
  });

  it('compute the same there, and the second time bring nothing (property)', () => {
    const ids = zoo.filter(({ id }) => !id.includes('1202')).map(({ id }) => id);
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.constantFrom(...ids), (here, there) => {
        const document = { ...netOf(here) };
        const brought = netOf(there);
        const first = bringDefinitions(document, brought);
        const merged = { ...document, ...first.graphs };
        expect(lower(merged, first.ids.get('net') ?? '')).toEqual(lower(brought, 'net'));
        expect(bringDefinitions(merged, brought).graphs).toEqual({});
      }),
      { numRuns: 25 },
    );
  });
});

describe('a block at a place', () => {
  const graphs = netOf('resnet-50');

  it('gets the filters with which it keeps the channels', () => {
    expect(blockBehind(graphs, 'net', 'bottleneck', [56, 56, 256], {})?.arguments).toBeUndefined();
    expect(blockBehind(graphs, 'net', 'bottleneck', [28, 28, 512], {})?.arguments).toEqual({ filters: 128 });
    expect(blockBehind(netOf('resnet-20'), 'net', 'basicBlock', [8, 8, 24], {})?.arguments).toEqual({ filters: 24 });
  });

  it('is refused where shapes cannot fit, and in what it holds', () => {
    expect(blockBehind(graphs, 'net', 'bottleneck', [10], {})).toBeNull();
    expect(usableIn({ inner, outer, use }, 'inner', 'outer')).toBe(false);
    expect(usableIn({ inner, outer, use }, 'use', 'outer')).toBe(true);
    expect(usableIn({ inner, outer, use }, 'outer', 'outer')).toBe(false);
  });
});

describe('ports', () => {
  const two: Graph = { name: 'Two', nodes: { a: { kind: 'input' }, b: { kind: 'input' }, add: { kind: 'add' }, y: { kind: 'output' } }, edges: [['a', 'add:0'], ['b', 'add:1'], ['add', 'y']] };

  it('stand in the order that the graph gives, then by id', () => {
    expect(inputNodes(two)).toEqual(['a', 'b']);
    expect(inputNodes({ ...two, ports: ['b', 'gone', 'b'] })).toEqual(['b', 'a']);
  });

  it('a second input names the port of the wires that were there; a removed one takes its wires with it', () => {
    const before: Graphs = { outer: inner, use };
    const grown = followPorts(before, { ...before, outer: { ...inner, nodes: { ...inner.nodes, z: { kind: 'input' } } } }, 'outer');
    expect(grown.use.edges).toEqual([['in', 'b:x'], ['b', 'out']]);
    const shrunk = followPorts(grown, { ...grown, outer: inner }, 'outer');
    expect(shrunk.use.edges).toEqual(use.edges);
    const { x: _gone, ...without } = grown.outer.nodes;
    expect(followPorts(grown, { ...grown, outer: { ...grown.outer, nodes: without } }, 'outer').use.edges).toEqual([['b', 'out']]);
  });

  it('the users of a block are found in all graphs', () => {
    expect(usesOf({ inner, outer, use }, 'inner')).toEqual([{ graph: 'outer', node: 'part' }]);
  });
});
