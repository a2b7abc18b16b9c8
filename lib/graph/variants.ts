/** Alternatives of a block: their names and graphs, which one is active, and the same graphs with another one active. */
import { BLOCK } from './blocks';
import type { Graph, Graphs } from './graph';

export type Variant = {
  readonly name: string;
  /** Id of its graph: stays the same when the variant is renamed, so that others can refer to it. */
  readonly graph: string;
  readonly active: boolean;
};

const NONE: readonly Variant[] = [];
const cache = new WeakMap<Graph, readonly Variant[]>();

/** The alternatives that `graphs[host]` holds, in their order; none where it is just a graph. */
export function variantsOf(graphs: Graphs, host: string | undefined): readonly Variant[] {
  if (host === undefined || !Object.hasOwn(graphs, host)) return NONE;
  const graph = graphs[host];
  if (graph.variants === undefined) return NONE;
  const known = cache.get(graph);
  if (known) return known;
  const { active, of } = graph.variants;
  const variants = Object.entries(of).map(([name, id]): Variant => ({ name, graph: id, active: name === active }));
  cache.set(graph, variants);
  return variants;
}

/** The name of the variant that stands for a block now; null where it has none. */
export function activeVariant(graphs: Graphs, host: string | undefined): string | null {
  return variantsOf(graphs, host).find((variant) => variant.active)?.name ?? null;
}

/** The graphs with another variant active; as they were where there is none of that name. */
export function withActiveVariant(graphs: Graphs, host: string, name: string): Graphs {
  const { variants } = graphs[host];
  if (variants === undefined || variants.active === name || !Object.hasOwn(variants.of, name)) return graphs;
  return { ...graphs, [host]: { ...graphs[host], variants: { ...variants, active: name } } };
}

/** Whether the graph is none of its own variants: then nothing but its ports is ever looked at. */
export function holdsVariantsOnly(graphs: Graphs, id: string): boolean {
  const variants = variantsOf(graphs, id);
  return variants.length > 0 && variants.every(({ graph }) => graph !== id);
}

/** The active variants below a graph: each block that has variants and is used there, directly or not. */
export function activeVariantsBelow(graphs: Graphs, root: string): readonly { readonly host: string; readonly name: string }[] {
  const found: { readonly host: string; readonly name: string }[] = [];
  const seen = new Set<string>();
  const open = [root];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (seen.has(id) || !Object.hasOwn(graphs, id)) continue;
    seen.add(id);
    const active = variantsOf(graphs, id).find((variant) => variant.active);
    if (active !== undefined) found.push({ host: id, name: active.name });
    const shown = active !== undefined && Object.hasOwn(graphs, active.graph) ? graphs[active.graph] : graphs[id];
    open.push(...Object.values(shown.nodes).flatMap((node) => (node.kind === BLOCK && node.graph !== undefined ? [node.graph] : [])));
  }
  return found;
}
