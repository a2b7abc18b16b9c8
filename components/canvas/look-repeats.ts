/** A graph with some of its blocks unrolled in place: the repeats stand where the stack stood, and what was behind it makes room. */
import { unrollRepeats, type Sighted } from '@/lib/graph/unroll';
import { defaultScope } from '@/lib/graph/blocks';
import type { Graph } from '@/lib/graph/graph';
import type { Layout, NotebookDocument } from '@/lib/notebook/document';
import { sightOf, type Route } from '@/lib/stores/entered-blocks';
import type { MadeLook, Region } from './look';
import { shownLayout } from './shown-layout';
import { nodeSize } from './size';

const GAP = { right: 56, down: 52 } as const;
const AROUND = { along: 18, before: 22, behind: 58 };

/** Under which the unrolled graph stands among the others; no id of a document has a colon. */
export function lookId(graph: string): string {
  return `look:${graph}`;
}

export function repeatsLook(document: NotebookDocument, route: Route, blocks: readonly string[], narrow: boolean): MadeLook | null {
  const sight = sightOf(document.graphs, route);
  if (sight === null) return null;
  const own = document.graphs[sight.graph];
  const sighted: Sighted = { graph: sight.graph, scope: sight.options.scope ?? defaultScope(own), inference: sight.inference };
  const { graph, repeats } = unrollRepeats(document.graphs, sighted, new Set(blocks));
  if (repeats.size === 0) return null;
  const graphId = lookId(sight.graph);
  const layout = roomMade(own, shownLayout(own, document.layout[sight.graph], narrow), graph, [...repeats].map(([id, { block }]) => [id, block]));
  const regions = regionsOf(graph, layout, new Map([...repeats].map(([id, { block }]) => [id, block])));
  return {
    look: { kind: 'repeats', route, graphs: document.graphs, source: sight.graph, graphId, graph, repeats, regions, outlines: [], entries: new Map() },
    graphs: { ...document.graphs, [graphId]: graph },
    layout,
  };
}

function roomMade(before: Graph, layout: Layout, after: Graph, repeats: readonly (readonly [string, string])[]): Layout {
  const axis = layout.direction === 'right' ? 0 : 1;
  const scope = defaultScope(before);
  const positions: Record<string, [number, number]> = Object.fromEntries(Object.entries(layout.positions).map(([id, [x, y]]) => [id, [x, y]]));
  const blocks = [...new Set(repeats.map(([, block]) => block))].sort((a, b) => (layout.positions[a]?.[axis] ?? 0) - (layout.positions[b]?.[axis] ?? 0));
  for (const block of blocks) {
    const corner = positions[block];
    const { width, height } = nodeSize(before.nodes[block], scope);
    const step = (axis === 0 ? width : height) + GAP[layout.direction];
    const own = repeats.filter(([, of]) => of === block);
    const by = step * (own.length - 1);
    for (const [id, place] of Object.entries(positions)) {
      if (id === block || place[axis] <= corner[axis]) continue;
      positions[id] = axis === 0 ? [place[0] + by, place[1]] : [place[0], place[1] + by];
    }
    own.forEach(([id], index) => {
      positions[id] = axis === 0 ? [corner[0] + index * step, corner[1]] : [corner[0], corner[1] + index * step];
    });
  }
  return { direction: layout.direction, positions: Object.fromEntries(Object.entries(positions).filter(([id]) => id in after.nodes)) };
}

function regionsOf(graph: Graph, layout: Layout, repeats: ReadonlyMap<string, string>): readonly Region[] {
  const scope = defaultScope(graph);
  const boxes = new Map<string, { left: number; top: number; right: number; bottom: number; count: number }>();
  for (const [id, block] of repeats) {
    const [x, y] = layout.positions[id];
    const { width, height } = nodeSize(graph.nodes[id], scope);
    const box = boxes.get(block) ?? { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity, count: 0 };
    boxes.set(block, { left: Math.min(box.left, x), top: Math.min(box.top, y), right: Math.max(box.right, x + width), bottom: Math.max(box.bottom, y + height), count: box.count + 1 });
  }
  const right = layout.direction === 'right';
  return [...boxes].map(([block, { left, top, right: end, bottom, count }]) => ({
    block,
    count,
    box: { x: left - AROUND.along, y: top - AROUND.before, width: end - left + 2 * AROUND.along + (right ? 0 : 150), height: bottom - top + AROUND.before + (right ? AROUND.behind : AROUND.along) },
  }));
}
