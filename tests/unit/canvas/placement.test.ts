/** Where new layers go: in line, with room made behind them, never on top of another. */
import { expect, test } from 'vitest';
import { placeBehind, placeBetween, placeOnCrown } from '@/components/canvas/placement';
import { nodeSize } from '@/components/canvas/size';
import { snapped } from '@/components/canvas/snapping';
import { tidied } from '@/components/canvas/tidy';
import type { Graph } from '@/lib/graph/graph';
import type { Layout } from '@/lib/notebook/document';

const graph: Graph = { name: '', nodes: { input: { kind: 'input' }, conv1: { kind: 'conv2d' }, output: { kind: 'output' } }, edges: [['input', 'conv1'], ['conv1', 'output']] };
const node = { kind: 'batchNormalization' };

for (const direction of ['right', 'down'] as const) {
  const layout: Layout = { direction, positions: tidied(graph, direction) };
  const along = direction === 'right' ? 0 : 1;
  const across = direction === 'right' ? 1 : 0;
  const side = direction === 'right' ? ('width' as const) : ('height' as const);
  const thickness = direction === 'right' ? ('height' as const) : ('width' as const);

  test(`between two layers what is behind makes room (${direction})`, () => {
    const placed = placeBetween(graph, layout, node, 'bn1', 'conv1', 'output');
    const size = nodeSize(node, {});
    const conv = layout.positions.conv1;
    const convSize = nodeSize(graph.nodes.conv1, {});
    expect(placed.bn1[along]).toBeGreaterThan(conv[along] + convSize[side]);
    expect(placed.output[along]).toBeGreaterThan(placed.bn1[along] + size[side]);
    expect(placed.bn1[across] + size[thickness] / 2).toBeCloseTo(conv[across] + convSize[thickness] / 2);
    expect(placed.input).toBeUndefined();
  });

  test(`behind a layer what stands there and is fed by it is stepped around (${direction})`, () => {
    const placed = placeBehind(graph, layout, node, 'bn1', 'input');
    expect(placed.conv1).toBeUndefined();
    expect(placed.bn1[across]).toBeGreaterThan(layout.positions.conv1[across]);
  });

  test(`on a crown it stands beside the chain (${direction})`, () => {
    const placed = placeOnCrown(graph, layout, { kind: 'shortcut', config: { type: 'projection' } }, 'shortcut1', 'input', 'output');
    if (direction === 'right') expect(placed.shortcut1[1]).toBeLessThan(layout.positions.input[1] - 60);
    else expect(placed.shortcut1[0]).toBeGreaterThan(layout.positions.conv1[0] + 60);
  });
}

test('a node snaps to the middle of a near one, else to the grid', () => {
  const still = { id: 'a', type: 'layer' as const, position: { x: 0, y: 0 }, data: {}, width: 128, height: 72 };
  const moved = { ...still, id: 'b', width: 76, height: 36 };
  const near = snapped(moved, 300, 20, [still]);
  expect(20 + near.dy + 18).toBe(36);
  expect(near.guides.y).toBe(36);
  const free = snapped(moved, 301, 203, [still]);
  expect((301 + free.dx + 38) % 8).toBe(0);
  expect((203 + free.dy + 18) % 8).toBe(0);
  expect(free.guides).toEqual({ x: null, y: null });
});

test('a size needs no screen and no language, and parameters bring a foot', () => {
  expect(nodeSize({ kind: 'conv2d' }, {})).toEqual({ width: 128, height: 72 });
  expect(nodeSize({ kind: 'reLU' }, {}).height).toBe(36);
  expect(nodeSize({ kind: 'shortcut', config: { type: 'identity' } }, {}).height).toBeLessThan(nodeSize({ kind: 'shortcut', config: { type: 'projection' } }, {}).height);
});
