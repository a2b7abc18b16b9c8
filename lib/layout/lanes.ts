/** A small picture of a graph: every layer in a row below what feeds it, the main chain in the first lane, what runs beside it in others. */
import { outputNodes } from '@/lib/graph/blocks';
import type { Graph } from '@/lib/graph/graph';
import { ancestorsOf, wiringOf, type Wiring } from '@/lib/graph/wiring';

/** `row` counts from the top; what stands alone beside the chain may stand between two rows. */
export type Cell = { readonly row: number; readonly lane: number };
export type Lanes = { readonly cells: ReadonlyMap<string, Cell>; readonly rows: number; readonly lanes: number };

type Chain = { readonly ids: readonly string[]; readonly from: number; readonly to: number };

/** `beside` are layers that never stand in the main chain. Members of cycles come last. */
export function lanesOf(graph: Graph, beside: ReadonlySet<string> = new Set()): Lanes {
  const wiring = wiringOf(graph);
  const rows = rowsOf(wiring);
  const chains = chainsOf(graph, wiring, rows, beside);
  const taken: (readonly [number, number])[][] = [];
  const cells = new Map<string, Cell>();
  for (const chain of chains) {
    const free = taken.findIndex((spans) => spans.every(([from, to]) => chain.to < from || chain.from > to));
    const lane = free < 0 ? taken.length : free;
    taken[lane] = [...(taken[lane] ?? []), [chain.from, chain.to]];
    const last = rows.get(chain.ids[chain.ids.length - 1]) ?? 0;
    // What has room below it hangs in the middle between its ends.
    const room = lane === 0 ? 0 : Math.max(0, (chain.to - last) / 2);
    for (const id of chain.ids) cells.set(id, { row: (rows.get(id) ?? 0) + room, lane });
  }
  return { cells, rows: Math.max(0, ...[...rows.values()].map((row) => row + 1)), lanes: taken.length };
}

function rowsOf({ order, incoming }: Wiring): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  for (const id of order) rows.set(id, Math.max(0, ...(incoming.get(id) ?? []).map(({ source }) => (rows.get(source.node) ?? -1) + 1)));
  return rows;
}

/** The longest chain to the output first, then the longest of what is left, until nothing is. `to` is the row before what a chain feeds. */
function chainsOf(graph: Graph, wiring: Wiring, rows: ReadonlyMap<string, number>, beside: ReadonlySet<string>): readonly Chain[] {
  const left = new Set(wiring.order);
  const chains: Chain[] = [];
  const [output] = outputNodes(graph);
  const main = output === undefined ? null : [...ancestorsOf(wiring, [output])].filter((id) => !beside.has(id));
  for (let pool = main ?? [...left]; left.size > 0; pool = [...left]) {
    const ids = longest(wiring, new Set(pool.filter((id) => left.has(id))));
    for (const id of ids) left.delete(id);
    const end = ids[ids.length - 1];
    const below = (wiring.outgoing.get(end) ?? []).map(({ target }) => (rows.get(target.node) ?? 0) - 1);
    const last = rows.get(end) ?? 0;
    chains.push({ ids, from: rows.get(ids[0]) ?? 0, to: below.length === 0 ? last : Math.max(last, Math.min(...below)) });
  }
  return chains;
}

function longest({ order, incoming }: Wiring, among: ReadonlySet<string>): readonly string[] {
  const best = new Map<string, readonly string[]>();
  let found: readonly string[] = [];
  for (const id of order) {
    if (!among.has(id)) continue;
    const before = (incoming.get(id) ?? []).map(({ source }) => best.get(source.node) ?? []);
    const path = [...before.reduce((a, b) => (b.length > a.length ? b : a), []), id];
    best.set(id, path);
    if (path.length > found.length) found = path;
  }
  return found;
}
