/** Arguments that cells give to a graph, as its parameters change: they are renamed with them, and go with them. */
import { z } from 'zod';
import type { Cell } from './document';

const argumentsSchema = z.record(z.string(), z.unknown());

/** All cells, those of the graph with their arguments under the names that `rename` gives; null takes one away. */
export function withArgumentNames(cells: readonly Cell[], graph: string, rename: (name: string) => string | null): Cell[] {
  return cells.map((cell) => {
    const given = cell.graph === graph ? argumentsSchema.safeParse(cell.arguments) : null;
    if (!given?.success) return cell;
    const kept = Object.entries(given.data).flatMap(([name, value]) => {
      const now = rename(name);
      return now === null ? [] : [[now, value] as const];
    });
    return { ...cell, arguments: Object.fromEntries(kept) };
  });
}
