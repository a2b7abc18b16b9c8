/** The summary table of a graph: rows, totals, shares and CSV, against the counts of the paper and of the starter net. */
import { describe, expect, it } from 'vitest';
import { everyBlock, foundRows, largestShare, rowIndexOf, secondLine, summaryCsv, summaryParts, summaryRows } from '@/components/cells/graph/summary';
import type { Graphs } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import { residualNet } from '@/lib/notebook/starter/graphs';
import { graphsOf } from '@/lib/zoo/registry';

function tableOf(graphs: Graphs, root: string, language: 'en' | 'zh' = 'en') {
  const inference = infer(graphs, root);
  return { inference, rows: summaryRows(graphs, summaryParts(graphs, root, inference), new Set(), language) };
}

const words = { head: ['Id', 'Part', 'Detail', 'Output', 'Parameters', 'Not trainable', 'Multiply-adds'], total: 'Total' };

function netOfZoo(id: string) {
  const net = graphsOf(id, {});
  if (net === null) throw new Error(id);
  return tableOf(net.graphs, net.root);
}

describe('rows', () => {
  it('hold one layer each, in the order in which data flows, and add up', () => {
    const net = residualNet('net');
    const { rows } = tableOf({ net }, 'net');
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(Object.keys(net.nodes)));
    const place = (id: string) => rows.findIndex((row) => row.id === id);
    for (const [source, target] of net.edges) expect(place(source)).toBeLessThan(place(target.replace(/:.*/, '')));
    expect(rows.reduce((sum, row) => sum + row.parameters.trainable, 0)).toBe(12_698);
    expect(largestShare(rows, (row) => row.multiplyAdds)).toEqual({ name: 'Conv 3×3 (conv2)', percent: 48 });
    expect(rows.find(({ id }) => id === 'dense1')).toMatchObject({ parameters: { trainable: 784 * 10 + 10 }, multiplyAdds: 7840, count: 1, counted: true });
  });

  it('hold a stage of blocks in one, with its sums: ResNet-20 as the paper has it', () => {
    const { rows } = netOfZoo('resnet-20');
    const stages = rows.filter(({ count }) => count === 3);
    expect(stages.map((row) => [row.parameters.trainable, row.multiplyAdds])).toEqual([
      [14_016, 14_155_776],
      [51_072, 12_976_128],
      [203_520, 12_976_128],
    ]);
    expect(secondLine(stages[2])).toMatch(/^× 3 · filters 64 · /);
    expect(largestShare(rows, (row) => row.parameters.trainable)).toEqual({ name: `${stages[2].title} (stage3)`, percent: 75 });
    expect(largestShare(rows, (row) => row.multiplyAdds)).toEqual({ name: `${stages[0].title} (stage1)`, percent: 35 });
  });

  it('set aside what leads to no output', () => {
    const net = residualNet('net');
    const aside = { ...net, nodes: { ...net.nodes, dense2: { kind: 'dense', config: { units: 10 } } }, edges: [...net.edges, ['flatten1', 'dense2']] } satisfies Graphs[string];
    const { rows } = tableOf({ net: aside }, 'net');
    expect(rows.filter(({ counted }) => !counted).map(({ id }) => id)).toEqual(['dense2']);
    expect(largestShare(rows, (row) => row.parameters.trainable)?.percent).toBe(62);
  });

  it('speak the language asked for, and none are made of a graph that is not there', () => {
    const net = residualNet('net');
    expect(tableOf({ net }, 'net', 'zh').rows[0].title).not.toBe(tableOf({ net }, 'net').rows[0].title);
    expect(summaryParts({}, 'net', infer({ net }, 'net'))).toEqual([]);
    expect(largestShare([], (row) => row.multiplyAdds)).toBeNull();
  });
});

describe('CSV', () => {
  it('has a line a row, a head and the total', () => {
    const net = residualNet('net');
    const { rows, inference } = tableOf({ net }, 'net');
    const lines = summaryCsv(rows, inference, words).split('\r\n');
    expect(lines).toHaveLength(rows.length + 3);
    expect(lines[0]).toBe('Id,Part,Detail,Output,Parameters,Not trainable,Multiply-adds');
    expect(lines.at(-2)).toMatch(/^,Total,,10,12698,96,\d+$/);
    expect(lines.at(-1)).toBe('');
  });

  it('quotes commas, quotation marks and breaks, and lets no spreadsheet compute a title', () => {
    const net = residualNet('net');
    const titled = { ...net, nodes: { ...net.nodes, dense1: { ...net.nodes.dense1, title: '=1+1, "two"' } } };
    const { rows, inference } = tableOf({ net: titled }, 'net');
    expect(summaryCsv(rows, inference, words)).toContain(`\r\ndense1,"'=1+1, ""two""",`);
  });
});

describe('rows that are opened', () => {
  const net = graphsOf('resnet-20', {});
  if (net === null) throw new Error('The zoo has no ResNet-20.');
  const { graphs, root } = net;
  const inference = infer(graphs, root);
  const parts = summaryParts(graphs, root, inference);

  it('add up at each depth to the block that they are in', () => {
    const rows = summaryRows(graphs, parts, everyBlock(parts), 'en');
    rows.forEach((row, index) => {
      if (row.open === null) return;
      const behind = rows.slice(index + 1);
      const end = behind.findIndex(({ level }) => level <= row.level);
      const inside = behind.slice(0, end < 0 ? behind.length : end).filter(({ level }) => level === row.level + 1);
      expect(inside.reduce((sum, { parameters }) => sum + parameters.trainable, 0), row.id).toBe(row.parameters.trainable);
      expect(inside.reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0), row.id).toBe(row.multiplyAdds);
    });
  });

  it('show only what is inside the open ones', () => {
    const ids = summaryRows(graphs, parts, new Set(['stage2', 'stage2.1']), 'en').map(({ id }) => id);
    expect(ids.filter((id) => /^stage2\.\d$/.test(id))).toEqual(['stage2.0', 'stage2.1', 'stage2.2']);
    expect(ids).toContain('stage2.1.conv1');
    expect(ids).not.toContain('stage2.0.conv1');
  });

  it('stand for what is inside them while they are closed', () => {
    const rows = summaryRows(graphs, parts, new Set(['stage2']), 'en');
    expect(rows[rowIndexOf(rows, 'stage2.1.conv1')].id).toBe('stage2.1');
    expect(rows[rowIndexOf(rows, 'stage3.1.conv1')].id).toBe('stage3');
    expect(rowIndexOf(rows, 'elsewhere')).toBe(-1);
  });

  it('are found by name wherever they stand, in the order of the net', () => {
    const ids = foundRows(graphs, parts, 'stage2 conv1', 'en').map(({ id }) => id);
    expect(ids).toEqual(['stage2.0.conv1', 'stage2.1.conv1', 'stage2.2.conv1']);
    expect(foundRows(graphs, parts, 'no such layer', 'en')).toEqual([]);
  });
});
