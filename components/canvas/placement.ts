/** Where new nodes go, and what moves to make room for them. Positions are upper left corners, px at zoom 1. */
import { defaultScope } from '@/lib/graph/blocks';
import type { Graph, GraphNode } from '@/lib/graph/graph';
import { arcRise } from '@/lib/layout/arc-rise';
import { wiringOf } from '@/lib/graph/wiring';
import type { Direction, Layout } from '@/lib/notebook/document';
import { nodeSize, type Size } from './size';
import type { Point } from './wire-geometry';

export type Positions = Readonly<Record<string, [number, number]>>;

/** Free length of a wire, so that a shape fits above it; from top to bottom labels stand beside it. */
const GAP: Readonly<Record<Direction, number>> = { right: 56, down: 34 };

function along(direction: Direction, [x, y]: Point): number {
  return direction === 'right' ? x : y;
}

function lengthOf(direction: Direction, size: Size): number {
  return direction === 'right' ? size.width : size.height;
}

function descendantsOf(graph: Graph, id: string): ReadonlySet<string> {
  const { outgoing } = wiringOf(graph);
  const found = new Set<string>();
  const stack = [id];
  for (let current = stack.pop(); current !== undefined; current = stack.pop()) {
    for (const { target } of outgoing.get(current) ?? []) {
      if (found.has(target.node)) continue;
      found.add(target.node);
      stack.push(target.node);
    }
  }
  return found;
}

function placedAt(layout: Layout, id: string): Point {
  return layout.positions[id] ?? [0, 0];
}

/** Middle of a node across the direction of the chain. */
function axisOf(graph: Graph, layout: Layout, id: string): number {
  const size = nodeSize(graph.nodes[id], defaultScope(graph));
  const [x, y] = placedAt(layout, id);
  return layout.direction === 'right' ? y + size.height / 2 : x + size.width / 2;
}

function onAxis(direction: Direction, start: number, axis: number, size: Size): [number, number] {
  return direction === 'right' ? [start, axis - size.height / 2] : [axis - size.width / 2, start];
}

function shifted(layout: Layout, ids: Iterable<string>, by: number): Positions {
  const moved: Record<string, [number, number]> = {};
  for (const id of ids) {
    const [x, y] = placedAt(layout, id);
    moved[id] = layout.direction === 'right' ? [x + by, y] : [x, y + by];
  }
  return moved;
}

/** Between two nodes that are joined by a wire; what lies behind is shifted as far as it must. */
export function placeBetween(graph: Graph, layout: Layout, node: GraphNode, id: string, source: string, target: string): Positions {
  const { direction } = layout;
  const scope = defaultScope(graph);
  const size = nodeSize(node, scope);
  const start = along(direction, placedAt(layout, source)) + lengthOf(direction, nodeSize(graph.nodes[source], scope)) + GAP[direction];
  const end = along(direction, placedAt(layout, target));
  const missing = start + lengthOf(direction, size) + GAP[direction] - end;
  const axis = axisOf(graph, layout, source);
  if (missing <= 0) {
    const middle = (start - GAP[direction] + end - lengthOf(direction, size)) / 2;
    return { [id]: onAxis(direction, middle, axis, size) };
  }
  const behind = new Set([target, ...descendantsOf(graph, target)]);
  behind.delete(source);
  return { [id]: onAxis(direction, start, axis, size), ...shifted(layout, behind, missing) };
}

/** Behind a node that may have followers of its own; steps aside where another node stands, or pushes what is not wired to it further on. */
export function placeBehind(graph: Graph, layout: Layout, node: GraphNode, id: string, source: string): Positions {
  const { direction } = layout;
  const scope = defaultScope(graph);
  const size = nodeSize(node, scope);
  const start = along(direction, placedAt(layout, source)) + lengthOf(direction, nodeSize(graph.nodes[source], scope)) + GAP[direction];
  const place = onAxis(direction, start, axisOf(graph, layout, source), size);
  const inTheWay = overlapping(graph, layout, place, size);
  if (inTheWay.length === 0) return { [id]: place };
  const first = Math.min(...inTheWay.map((other) => along(direction, placedAt(layout, other))));
  const by = start + lengthOf(direction, size) + GAP[direction] - first;
  const wiring = wiringOf(graph);
  const loose = inTheWay.every((other) => (wiring.incoming.get(other) ?? []).length === 0);
  if (!loose) return { [id]: freePlace(graph, layout, place, size) };
  const behind = new Set(inTheWay.flatMap((other) => [other, ...descendantsOf(graph, other)]));
  behind.delete(source);
  return { [id]: place, ...shifted(layout, behind, by) };
}

/** Above (or beside) the middle of what an arc spans, where its crown is. */
export function placeOnCrown(graph: Graph, layout: Layout, node: GraphNode, id: string, source: string, target: string): Positions {
  const { direction } = layout;
  const scope = defaultScope(graph);
  const size = nodeSize(node, scope);
  const [from, to] = [source, target].map((end) => ({ place: placedAt(layout, end), size: nodeSize(graph.nodes[end], scope) }));
  if (direction === 'right') {
    const middle = (from.place[0] + from.size.width / 2 + to.place[0] + to.size.width / 2) / 2;
    const crown = Math.min(from.place[1], to.place[1]) - arcRise(to.place[0] - from.place[0], 1);
    return { [id]: [middle - size.width / 2, crown - size.height / 2] };
  }
  const middle = (from.place[1] + from.size.height / 2 + to.place[1] + to.size.height / 2) / 2;
  const crown = Math.max(from.place[0] + from.size.width, to.place[0] + to.size.width) + arcRise(to.place[1] - from.place[1], 1);
  return { [id]: [crown - size.width / 2, middle - size.height / 2] };
}

function overlapping(graph: Graph, layout: Layout, [x, y]: Point, size: Size, margin = 12): readonly string[] {
  const scope = defaultScope(graph);
  return Object.keys(graph.nodes).filter((id) => {
    const place = layout.positions[id];
    if (place === undefined) return false;
    const other = nodeSize(graph.nodes[id], scope);
    return x < place[0] + other.width + margin && place[0] < x + size.width + margin && y < place[1] + other.height + margin && place[1] < y + size.height + margin;
  });
}

/** The given place, or the next free one across the direction of the chain. */
export function freePlace(graph: Graph, layout: Layout, [x, y]: Point, size: Size): [number, number] {
  let place: [number, number] = [x, y];
  for (let tries = 0; tries < 200 && overlapping(graph, layout, place, size).length > 0; tries++) {
    place = layout.direction === 'right' ? [place[0], place[1] + size.height + 24] : [place[0] + size.width + 24, place[1]];
  }
  return place;
}
