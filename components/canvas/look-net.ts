/** A whole net unrolled to its layers, in rows that fill the canvas: parts begin new rows, blocks stand together like words. */
import { defaultScope } from '@/lib/graph/blocks';
import type { Graph, Graphs } from '@/lib/graph/graph';
import { unrollNet, type RepeatPlace, type Sighted } from '@/lib/graph/unroll';
import { inRows, type Box, type Word } from '@/lib/layout/rows';
import { sightOf } from '@/lib/stores/entered-blocks';
import type { Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import type { MadeLook, Region } from './look';
import { nodeSize } from './size';

const AROUND = { along: 24, heading: 8, below: 20 };

type HomedWord = Word & { readonly homes: readonly RepeatPlace[] };
const atRoot: readonly RepeatPlace[] = [];

export function netLook(graphs: Graphs, root: string, aspect: number): Result<MadeLook, Problem> | null {
  const route = { root, path: [] };
  const sight = sightOf(graphs, route);
  if (sight === null) return null;
  const sighted: Sighted = { graph: sight.graph, scope: sight.options.scope ?? defaultScope(graphs[sight.graph]), inference: sight.inference };
  const unrolled = unrollNet(graphs, sighted);
  if (!unrolled.ok) return failure(unrolled.problem);
  const { graph, homes } = unrolled.value;
  const words = wordsOf(graph, homes);
  const scope = defaultScope(graph);
  const { places, entries, boxes } = inRows(graph, words, (id) => nodeSize(graph.nodes[id], scope), aspect);
  const graphId = `look:net:${root}`;
  const repeats = new Map([...homes].flatMap(([id, places]): [string, RepeatPlace][] => (places.length === 0 ? [] : [[id, places[places.length - 1]]])));
  return success({
    look: { kind: 'net', route, graphs, source: sight.graph, graphId, graph, repeats, regions: regionsOf(words, boxes), outlines: outlinesOf(words, boxes), entries },
    graphs: { ...graphs, [graphId]: graph },
    layout: { direction: 'right', positions: places },
  });
}

/** Layers of one block stand in one word; between blocks those of the net itself. */
function wordsOf(graph: Graph, homes: ReadonlyMap<string, readonly RepeatPlace[]>): readonly HomedWord[] {
  const words: { nodes: string[]; begins: boolean; homes: readonly RepeatPlace[] }[] = [];
  for (const id of Object.keys(graph.nodes)) {
    const own = homes.get(id) ?? atRoot;
    const last = words.at(-1);
    if (last !== undefined && last.homes === own) last.nodes.push(id);
    else words.push({ nodes: [id], begins: last === undefined || last.homes[0]?.block !== own[0]?.block, homes: own });
  }
  return words;
}

function union(a: Box | undefined, b: Box): Box {
  if (a === undefined) return b;
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}

function around(box: Box): Box {
  return { x: box.x - AROUND.along, y: box.y - AROUND.heading, width: box.width + 2 * AROUND.along, height: box.height + AROUND.heading + AROUND.below };
}

function regionsOf(words: readonly HomedWord[], boxes: readonly Box[]): readonly Region[] {
  const found = new Map<string, { box: Box; count: number }>();
  words.forEach(({ homes }, index) => {
    const [home] = homes;
    if (home === undefined) return;
    found.set(home.block, { box: union(found.get(home.block)?.box, boxes[index]), count: home.count });
  });
  return [...found].map(([block, { box, count }]) => ({ block, count, box: around(box) }));
}

function outlinesOf(words: readonly HomedWord[], boxes: readonly Box[]): readonly { readonly box: Box; readonly index: number; readonly count: number }[] {
  return words.flatMap(({ homes }, position) => {
    const home = homes.at(-1);
    return home === undefined || home.count === 1 ? [] : [{ box: boxes[position], index: home.index, count: home.count }];
  });
}
