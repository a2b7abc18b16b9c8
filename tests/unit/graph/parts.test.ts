/** The tree of a net's parts, and finding one in it. */
import { describe, expect, it } from 'vitest';
import { defaultScope, definitionOf } from '@/lib/graph/blocks';
import { infer } from '@/lib/graph/infer';
import { lower } from '@/lib/graph/lower';
import { allParts, partsOf, type Part } from '@/lib/graph/parts';
import { searchParts } from '@/lib/graph/search-parts';
import { graphsOf } from '@/lib/zoo/registry';

function netOf(id: string) {
  const net = graphsOf(id);
  if (net === null) throw new Error(id);
  const { graphs, root } = net;
  const inference = infer(graphs, root);
  const parts = partsOf(graphs, { graph: root, scope: defaultScope(graphs[root]), inference });
  return { graphs, root, inference, parts, blockName: (part: Part) => definitionOf(graphs, part.node.graph)?.graph.name ?? '' };
}

describe('partsOf', () => {
  it.each(['resnet-20', 'resnet-152'])('%s: what a block holds has the sum of its costs, at every level', (id) => {
    const { parts, inference } = netOf(id);
    const sum = (some: readonly Part[]) => some.reduce((total, part) => total + part.parameters.trainable, 0);
    expect(sum(parts)).toBe(inference.totals.parameters.trainable);
    for (const part of allParts(parts)) if (part.inner) expect([part.path, sum(part.inner())]).toEqual([part.path, part.parameters.trainable]);
  });

  it('has every layer of the program at its path, with its shape', () => {
    const { graphs, root, parts } = netOf('resnet-20');
    const program = lower(graphs, root);
    if (!program.ok) throw new Error('resnet-20');
    const shapes = new Map(allParts(parts).map((part) => [part.path, part.outputShape]));
    for (const { path, outputShape } of program.value.layers) expect(shapes.get(path)).toEqual(outputShape);
  });
});

describe('searchParts', () => {
  const { parts, blockName } = netOf('resnet-152');
  const all = allParts(parts);
  const find = (query: string): readonly string[] => searchParts(all, query, blockName).map(({ path }) => path);

  it('finds a layer by its way in, counting blocks from one', () => {
    expect(find('stage3/block2/conv1')[0]).toBe('stage3.1.conv1');
    expect(find('stage3 block36 conv3')[0]).toBe('stage3.35.conv3');
  });

  it('finds by paths of the program, counting from zero', () => {
    expect(find('stage3.1.conv1')[0]).toBe('stage3.1.conv1');
    expect(find('stage3.1')[0]).toBe('stage3.1');
  });

  it('finds by kind in both languages and by the name of a block', () => {
    expect(find('dense')[0]).toBe('dense');
    expect(find('全连接')).toContain('dense');
    expect(find('Bottleneck')[0]).toBe('stage1');
    expect(find('max pool')[0]).toBe('maxPool');
  });

  it('finds all of a name, and nothing for nothing', () => {
    expect(find('conv3').filter((path) => path.endsWith('.conv3'))).toHaveLength(50);
    expect(find('')).toEqual([]);
    expect(find('zebra')).toEqual([]);
  });
});
