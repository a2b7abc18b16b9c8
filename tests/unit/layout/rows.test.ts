/** Long nets in rows: nothing overlaps, rows fill the place, and wires know where they come in. */
import { expect, it } from 'vitest';
import { infer } from '@/lib/graph/infer';
import { defaultScope } from '@/lib/graph/blocks';
import { unrollNet } from '@/lib/graph/unroll';
import { inRows, type Word } from '@/lib/layout/rows';
import { graphsOf } from '@/lib/zoo/registry';

const size = { width: 120, height: 60 };

function unrolled(id: string) {
  const net = graphsOf(id);
  if (net === null) throw new Error(id);
  const made = unrollNet(net.graphs, { graph: net.root, scope: defaultScope(net.graphs[net.root]), inference: infer(net.graphs, net.root) });
  if (!made.ok) throw new Error(made.problem.code);
  const { graph, homes } = made.value;
  const words: { nodes: string[]; begins: boolean; home: string }[] = [];
  for (const node of Object.keys(graph.nodes)) {
    const place = homes.get(node)?.[0];
    const home = place === undefined ? '' : `${place.block}.${place.index}`;
    const last = words.at(-1);
    if (last?.home === home) last.nodes.push(node);
    else words.push({ nodes: [node], home, begins: last?.home.split('.')[0] !== home.split('.')[0] });
  }
  return { graph, words };
}

it.each([['resnet-20', 2], ['resnet-152', 2], ['resnet-152', 0.6]] as const)('%s at %f: every node has a place of its own', (id, aspect) => {
  const { graph, words } = unrolled(id);
  const { places, boxes } = inRows(graph, words, () => size, aspect);
  const boxed = Object.keys(graph.nodes).map((node) => places[node]);
  expect(boxed.every((place) => place !== undefined)).toBe(true);
  const overlapping = boxed.filter(([x, y], index) => boxed.some(([ox, oy], other) => other > index && Math.abs(x - ox) < size.width && Math.abs(y - oy) < size.height));
  expect(overlapping).toEqual([]);
  expect(boxes).toHaveLength(words.length);
  const width = Math.max(...boxes.map((box) => box.x + box.width));
  const height = Math.max(...boxes.map((box) => box.y + box.height));
  expect(width / height).toBeGreaterThan(aspect / 2);
  expect(width / height).toBeLessThan(aspect * 2);
});

it('parts begin new rows, and a wire to a new row comes back below the row before', () => {
  const { graph, words } = unrolled('resnet-20');
  const { places, entries, boxes } = inRows(graph, words, () => size, 2);
  const tops = words.flatMap((word: Word, index) => (word.begins ? [boxes[index].y] : []));
  expect(tops).toHaveLength(5);
  expect([...tops].sort((a, b) => a - b)).toEqual(tops);
  const entry = entries.get('stage2.0.conv1');
  expect(entry?.gutter).toBeGreaterThan(places['stage1.2.relu2'][1] + size.height);
  expect(entry?.gutter).toBeLessThan(places['stage2.0.conv1'][1]);
  // The shortcut leaves at the same place.
  expect(entries.get('stage2.0.shortcut')).toEqual(entry);
  expect(entries.get('stage2.1.add:1')?.at[1]).toBe(places['stage2.1.conv1'][1] + size.height / 2);
});
