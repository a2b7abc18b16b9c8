/** Places the nodes of a graph: the chain straight, shortcuts beside it, what they lead over on the crowns of their arcs. */
import { graphlib, layout } from '@dagrejs/dagre';
import type { Graph } from '@/lib/graph/graph';
import { shortcutsOf, type Shortcut } from '@/lib/graph/routes';
import { wiringOf, type Link } from '@/lib/graph/wiring';
import { arcRise } from './arc-rise';

export type Direction = 'right' | 'down';
export type Size = { readonly width: number; readonly height: number };
/** Upper left corners. */
export type Places = Record<string, [number, number]>;

type Task = { readonly graph: Graph; readonly direction: Direction; readonly sizeOf: (id: string) => Size; readonly shortcuts: readonly Shortcut[] };

const GAP: Readonly<Record<Direction, number>> = { right: 56, down: 34 };
const BETWEEN_ROWS = 48;

/** A place for every node. The graph without its shortcuts is laid out as rows if it is made of chains, else by dagre. */
export function tidy(graph: Graph, direction: Direction, sizeOf: (id: string) => Size): Places {
  const task: Task = { graph, direction, sizeOf, shortcuts: shortcutsOf(graph) };
  const places = placeChain(task);
  for (const shortcut of task.shortcuts) if (shortcut.via !== null) places[shortcut.via] = onCrown(task, shortcut, shortcut.via, places);
  return places;
}

function placeChain(task: Task): Places {
  const { graph, shortcuts } = task;
  const crowns = new Set(shortcuts.map((shortcut) => shortcut.via));
  const left = new Set(shortcuts.flatMap((shortcut) => shortcut.wires));
  const wiring = wiringOf(graph);
  const nodes = wiring.order.filter((id) => !crowns.has(id));
  const links = nodes.flatMap((id) => (wiring.incoming.get(id) ?? []).filter((link) => !left.has(link.edge[1]) && !crowns.has(link.source.node)));
  return chainsOf(nodes, links, wiring.cycles.length > 0, task) ?? byDagre(task, nodes, links);
}

/** One row for each chain, or null if the graph branches. */
function chainsOf(nodes: readonly string[], links: readonly Link[], hasCycles: boolean, task: Task): Places | null {
  const next = new Map(links.map((link) => [link.source.node, link.target.node]));
  const hasSource = new Set(links.map((link) => link.target.node));
  if (hasCycles || next.size < links.length || hasSource.size < links.length) return null;
  const rows = nodes.filter((id) => !hasSource.has(id)).map((start) => {
    const row: string[] = [];
    for (let id: string | undefined = start; id !== undefined; id = next.get(id)) row.push(id);
    return row;
  });
  return placeRows(rows.sort((a, b) => b.length - a.length), task);
}

function placeRows(rows: readonly (readonly string[])[], { direction, sizeOf }: Task): Places {
  const places: Places = {};
  let axis = 0;
  rows.forEach((row, index) => {
    const sizes = row.map(sizeOf);
    const thickness = Math.max(...sizes.map((size) => (direction === 'right' ? size.height : size.width)));
    if (index > 0) axis += thickness / 2;
    let along = 0;
    row.forEach((id, position) => {
      const { width, height } = sizes[position];
      places[id] = direction === 'right' ? [along, axis - height / 2] : [axis - width / 2, along];
      along += (direction === 'right' ? width : height) + GAP[direction];
    });
    axis += thickness / 2 + BETWEEN_ROWS;
  });
  return places;
}

function byDagre({ direction, sizeOf }: Task, nodes: readonly string[], links: readonly Link[]): Places {
  const drawing = new graphlib.Graph();
  drawing.setGraph({ rankdir: direction === 'right' ? 'LR' : 'TB', ranksep: GAP[direction], nodesep: BETWEEN_ROWS, ranker: 'longest-path' });
  drawing.setDefaultEdgeLabel(() => ({}));
  for (const id of nodes) drawing.setNode(id, { ...sizeOf(id) });
  for (const { source, target } of links) drawing.setEdge(source.node, target.node);
  layout(drawing);
  return Object.fromEntries(
    nodes.map((id): [string, [number, number]] => {
      const { width, height } = sizeOf(id);
      const middle: unknown = drawing.node(id);
      return [id, [Math.round(coordinate(middle, 'x') - width / 2), Math.round(coordinate(middle, 'y') - height / 2)]];
    }),
  );
}

/** dagre writes the middle of a node into its label, which has no type. */
function coordinate(label: unknown, axis: 'x' | 'y'): number {
  return typeof label === 'object' && label !== null && axis in label ? Number(Reflect.get(label, axis)) : 0;
}

/** In the middle of what the arc spans, at the height of its crown. */
function onCrown({ direction, sizeOf }: Task, shortcut: Shortcut, via: string, places: Places): [number, number] {
  const [from, to] = [places[shortcut.source] ?? [0, 0], places[shortcut.target] ?? [0, 0]];
  const [start, end, size] = [sizeOf(shortcut.source), sizeOf(shortcut.target), sizeOf(via)];
  if (direction === 'right') {
    const middle = (from[0] + start.width / 2 + to[0] + end.width / 2) / 2;
    const crown = Math.min(from[1], to[1]) - arcRise(to[0] - from[0], shortcut.level);
    return [Math.round(middle - size.width / 2), Math.round(crown - size.height / 2)];
  }
  const middle = (from[1] + start.height / 2 + to[1] + end.height / 2) / 2;
  const crown = Math.max(from[0] + start.width, to[0] + end.width) + arcRise(to[1] - from[1], shortcut.level);
  return [Math.round(crown - size.width / 2), Math.round(middle - size.height / 2)];
}
