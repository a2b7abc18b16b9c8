/** Small pictures: no two layers in one place, wires lead down, and the chain stands in the first lane. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffGraphs, withRemoved } from '@/lib/graph/diff';
import type { Graph } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { lanesOf } from '@/lib/layout/lanes';
import { variantOffers } from '@/lib/zoo/block-variants';
import { graphsOf, zoo } from '@/lib/zoo/registry';

function check(graph: Graph, beside?: ReadonlySet<string>): void {
  const { cells, rows, lanes } = lanesOf(graph, beside);
  expect([...cells.keys()].sort()).toEqual(Object.keys(graph.nodes).sort());
  const places = [...cells.values()];
  places.forEach((one, index) => {
    expect(one.row).toBeLessThanOrEqual(rows - 1);
    expect(one.lane).toBeLessThan(lanes);
    for (const other of places.slice(index + 1)) expect(one.lane !== other.lane || Math.abs(one.row - other.row) >= 1).toBe(true);
  });
  for (const links of wiringOf(graph).incoming.values()) for (const { source, target } of links) expect(cells.get(target.node)?.row ?? 0).toBeGreaterThan(cells.get(source.node)?.row ?? 0);
}

describe('lanes', () => {
  it('hold every block of the zoo and what can be derived from it, removed layers beside', () => {
    const blocks = new Map(zoo.flatMap(({ id }) => Object.entries(graphsOf(id)?.graphs ?? {}).filter(([name]) => name !== 'net')));
    fc.assert(
      fc.property(fc.constantFrom(...blocks.keys()), fc.nat(), (name, pick) => {
        const block = blocks.get(name);
        if (block === undefined) return;
        check(block);
        const offers = variantOffers(block).flatMap(({ graph }) => (graph.ok ? [graph.value] : []));
        const other = offers[pick % offers.length];
        const diff = diffGraphs(block, other);
        check(withRemoved(block, other, diff), new Set([...diff.nodes].filter(([, { mark }]) => mark === 'removed').map(([id]) => id)));
      }),
      { numRuns: 60 },
    );
  });

  it('put the branch in the first lane and the shortcut beside its middle', () => {
    const block = graphsOf('resnet-20')?.graphs.basicBlock;
    if (block === undefined) throw new Error('basicBlock');
    const { cells, rows, lanes } = lanesOf(block);
    expect([rows, lanes]).toEqual([9, 2]);
    expect(cells.get('bn2')).toEqual({ row: 5, lane: 0 });
    expect(cells.get('shortcut')).toEqual({ row: 3, lane: 1 });
  });
});
