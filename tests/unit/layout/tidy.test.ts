/** Routes and tidy layout on the paper's nets and on branching graphs. */
import { describe, expect, it } from 'vitest';
import type { Graph } from '@/lib/graph/graph';
import { routesOf, shortcutsOf } from '@/lib/graph/routes';
import { tidy, type Size } from '@/lib/layout/tidy';
import { Builder, cifarResNet } from '../graph/networks';

const size: Size = { width: 120, height: 60 };
const sizeOf = () => size;

function overlaps(a: readonly [number, number], b: readonly [number, number]): boolean {
  return Math.abs(a[0] - b[0]) < size.width && Math.abs(a[1] - b[1]) < size.height;
}

function expectNoOverlap(places: Readonly<Record<string, readonly [number, number]>>): void {
  const all = Object.values(places);
  all.forEach((a, index) => all.slice(index + 1).forEach((b) => expect(overlaps(a, b)).toBe(false)));
}

describe('shortcutsOf', () => {
  it('finds one arc a block, with the zero-padding on its crown', () => {
    const shortcuts = shortcutsOf(cifarResNet(3, 'A'));
    expect(shortcuts).toHaveLength(9);
    expect(shortcuts.every((shortcut) => shortcut.level === 1)).toBe(true);
    expect(shortcuts.flatMap((shortcut) => shortcut.via ?? []).sort()).toEqual(['s1b0shortcut', 's2b0shortcut']);
    const routes = routesOf(cifarResNet(3, 'A'));
    expect(routes.get('s0b0add:1')).toEqual({ part: 'whole', level: 1 });
    expect(routes.get('s1b0shortcut')).toEqual({ part: 'rising', level: 1 });
    expect(routes.get('s1b0add:1')).toEqual({ part: 'falling', level: 1 });
  });

  it('nests the arc around another one', () => {
    const b = new Builder();
    b.put('in', { kind: 'input' });
    b.put('a', { kind: 'conv2d' }, 'in');
    b.put('b', { kind: 'conv2d' }, 'a');
    b.put('inner', { kind: 'add' }, 'b', 'a');
    b.put('outer', { kind: 'add' }, 'inner', 'in');
    b.put('out', { kind: 'output' }, 'outer');
    expect(shortcutsOf(b.graph()).map(({ target, level }) => [target, level])).toEqual([
      ['inner', 1],
      ['outer', 2],
    ]);
  });

  it('leaves parallel branches alone', () => {
    const b = new Builder();
    b.put('in', { kind: 'input' });
    b.put('a', { kind: 'conv2d' }, 'in');
    b.put('a2', { kind: 'conv2d' }, 'a');
    b.put('b', { kind: 'conv2d' }, 'in');
    b.put('b2', { kind: 'conv2d' }, 'b');
    b.put('add', { kind: 'add' }, 'a2', 'b2');
    expect(shortcutsOf(b.graph())).toEqual([]);
    expectNoOverlap(tidy(b.graph(), 'right', sizeOf));
  });
});

describe('tidy', () => {
  it.each(['right', 'down'] as const)('keeps the chain of a ResNet straight (%s)', (direction) => {
    const net = cifarResNet(3, 'B');
    const places = tidy(net, direction, sizeOf);
    expect(Object.keys(places).sort()).toEqual(Object.keys(net.nodes).sort());
    const crowns = new Set(shortcutsOf(net).map((shortcut) => shortcut.via));
    const across = Object.entries(places).filter(([id]) => !crowns.has(id)).map(([, place]) => place[direction === 'right' ? 1 : 0]);
    expect(new Set(across).size).toBe(1);
    expectNoOverlap(places);
  });

  it('places loose nodes and cycles too', () => {
    const graph: Graph = {
      name: 'loose',
      nodes: { a: { kind: 'reLU' }, b: { kind: 'reLU' }, c: { kind: 'reLU' }, d: { kind: 'conv2d' } },
      edges: [['a', 'b'], ['b', 'a']],
    };
    const places = tidy(graph, 'right', sizeOf);
    expect(Object.keys(places).sort()).toEqual(['a', 'b', 'c', 'd']);
    expectNoOverlap(places);
  });
});
