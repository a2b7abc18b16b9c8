/** Places a very long net in rows, like words in lines: each word a stretch of the chain with its shortcuts, new rows where a part begins. */
import { parseEndPoint, type Graph, type GraphEdge, type GraphNode } from '@/lib/graph/graph';
import { shortcutsOf } from '@/lib/graph/routes';
import { arcRise } from './arc-rise';
import { tidy, type Places, type Size } from './tidy';

export type Word = {
  readonly nodes: readonly string[];
  /** A part of the net begins with it. */
  readonly begins: boolean;
};

/** Where a wire from another word comes in: at `at` it joins the row, and shortcuts of the word leave it there. */
export type Entry = {
  readonly at: readonly [x: number, y: number];
  /** Height of the way back from the end of the row before; null within a row. */
  readonly gutter: number | null;
};

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type Rows = {
  readonly places: Places;
  /** By the target's end point, of all wires that come from another word. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** What each word takes of the plane. */
  readonly boxes: readonly Box[];
};

/** Stands for what is before a word; no id of a node begins with a digit. */
const BEFORE = '0before';
const BETWEEN_WORDS = 44;
/** Room of a row above its arcs and below its nodes, and that of the heading of a part. */
const ABOVE = 26;
const BELOW = 64;
const HEADING = 72;
/** Of the whole, so that headings of one size on the screen have room when all of the net is in view. */
const HEADING_SHARE = 0.046;
const LABEL = 16;
const before: GraphNode = { kind: 'input' };

type Setting = {
  /** Relative to where the word's wire comes in. */
  readonly places: Places;
  readonly entered: readonly string[];
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** `aspect` is the width of the place to fill by its height. */
export function inRows(graph: Graph, words: readonly Word[], sizeOf: (id: string) => Size, aspect: number): Rows {
  const sets = words.map((word) => setWord(graph, word, sizeOf));
  const widest = Math.max(...sets.map((set) => set.right - set.left));
  const all = sets.reduce((sum, set) => sum + set.right - set.left + BETWEEN_WORDS, 0);
  const extent = ({ width, height }: Composed): number => Math.max(width / aspect, height);
  let best = composed(words, sets, widest, HEADING);
  for (let width = widest * 1.2; width < all * 1.2; width *= 1.2) {
    const next = composed(words, sets, width, HEADING);
    if (next.width / next.height > aspect && extent(next) >= extent(best)) break;
    if (extent(next) < extent(best)) best = next;
  }
  return composed(words, sets, best.limit, Math.max(HEADING, extent(best) * HEADING_SHARE)).rows;
}

function setWord(graph: Graph, word: Word, sizeOf: (id: string) => Size): Setting {
  const own = new Set(word.nodes);
  const entered: string[] = [];
  const edges: GraphEdge[] = [];
  for (const id of word.nodes) {
    for (const [from, to] of incomingOf(graph).get(id) ?? []) {
      const inside = own.has(parseEndPoint(from).node);
      edges.push([inside ? from : BEFORE, to]);
      if (!inside) entered.push(to);
    }
  }
  const nodes: Record<string, GraphNode> = entered.length === 0 ? {} : { [BEFORE]: before };
  for (const id of word.nodes) nodes[id] = graph.nodes[id];
  const part: Graph = { name: '', nodes, edges };
  const size = (id: string): Size => (id === BEFORE ? { width: 0, height: 0 } : sizeOf(id));
  const tidied = tidy(part, 'right', size);
  const first = entered.length === 0 ? word.nodes[0] : BEFORE;
  const [x0, y0] = [tidied[first][0], tidied[first][1] + size(first).height / 2];
  const places: Places = Object.fromEntries(Object.entries(tidied).map(([id, [x, y]]): [string, [number, number]] => [id, [x - x0, y - y0]]));
  let [left, right, top, bottom] = [0, 0, 0, 0];
  for (const [id, [x, y]] of Object.entries(places)) {
    const { width, height } = size(id);
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x + width), Math.min(top, y), Math.max(bottom, y + height)];
  }
  for (const { source, target, via, level } of shortcutsOf(part)) {
    if (via !== null) continue;
    const crown = Math.min(places[source][1], places[target][1]) - arcRise(places[target][0] - places[source][0], level);
    top = Math.min(top, crown - LABEL);
  }
  delete places[BEFORE];
  return { places, entered, left, right, top, bottom };
}

const incoming = new WeakMap<Graph, ReadonlyMap<string, readonly GraphEdge[]>>();

function incomingOf(graph: Graph): ReadonlyMap<string, readonly GraphEdge[]> {
  const known = incoming.get(graph);
  if (known) return known;
  const found = new Map<string, GraphEdge[]>();
  for (const edge of graph.edges) {
    const target = parseEndPoint(edge[1]).node;
    const there = found.get(target);
    if (there) there.push(edge);
    else found.set(target, [edge]);
  }
  incoming.set(graph, found);
  return found;
}

type Composed = { readonly rows: Rows; /** That was asked for. */ readonly limit: number; readonly width: number; readonly height: number };

function composed(words: readonly Word[], sets: readonly Setting[], limit: number, heading: number): Composed {
  const places: Places = {};
  const entries = new Map<string, Entry>();
  const boxes: Box[] = [];
  let y = 0;
  let gutter: number | null = null;
  let most = 0;
  for (let start = 0; start < words.length; ) {
    let end = start;
    let used = 0;
    do {
      used += sets[end].right - sets[end].left + BETWEEN_WORDS;
      end++;
    } while (end < words.length && !words[end].begins && used + sets[end].right - sets[end].left <= limit);
    const row = sets.slice(start, end);
    const top = Math.min(...row.map((set) => set.top));
    const bottom = Math.max(...row.map((set) => set.bottom));
    if (words[start].begins && start > 0) y += heading;
    const axis = Math.round(y + ABOVE - top);
    let x = 0;
    for (const [position, set] of row.entries()) {
      const at: readonly [number, number] = [x - set.left, axis];
      for (const [id, [dx, dy]] of Object.entries(set.places)) places[id] = [Math.round(at[0] + dx), Math.round(at[1] + dy)];
      for (const wire of set.entered) entries.set(wire, { at, gutter: position === 0 ? gutter : null });
      boxes.push({ x, y: axis + top, width: set.right - set.left, height: bottom - top });
      x += set.right - set.left + BETWEEN_WORDS;
    }
    most = Math.max(most, x);
    gutter = axis + bottom + BELOW / 2;
    y = axis + bottom + BELOW;
    start = end;
  }
  return { rows: { places, entries, boxes }, limit, width: most, height: y };
}
