/** What the commands on variants share: finding a block's alternatives, and what a variant may be called. */
import type { Graph, Graphs } from '@/lib/graph/graph';
import { variantsOf } from '@/lib/graph/variants';
import { freshId } from '@/lib/util/ids';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import type { Layout, NotebookDocument } from './document';

export const LONGEST_NAME = 80;

export type Holder = { readonly graph: Graph; readonly variants: NonNullable<Graph['variants']> };

/** The graph `id`, whose variant `name` there has to be. */
export function holderOf(document: NotebookDocument, id: string, name: string): Result<Holder, Problem> {
  const graph = document.graphs[id];
  if (!graph) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
  if (graph.variants === undefined || !Object.hasOwn(graph.variants.of, name)) return failure(problem('noSuchVariant', { graph: id }, { name }));
  return success({ graph, variants: graph.variants });
}

/** The name as it is kept: not empty, not taken, and none that every JavaScript object has. */
export function variantName(name: string, taken: Readonly<Record<string, string>>, graph: string): Result<string, Problem> {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > LONGEST_NAME || trimmed in Object.prototype) return failure(problem('variantNameBad', { graph }, { name: trimmed, limit: LONGEST_NAME }));
  if (Object.hasOwn(taken, trimmed)) return failure(problem('variantNameTaken', { graph }, { name: trimmed }));
  return success(trimmed);
}

/** A block's graph and all its variants under new ids, `copy` being that of the graph itself. */
export function copyFamily(document: NotebookDocument, host: string, copy: string, name: string): Pick<NotebookDocument, 'graphs' | 'layout'> {
  const ids = new Map([[host, copy]]);
  const graphs: Record<string, Graphs[string]> = {};
  const layout: Record<string, Layout> = {};
  for (const { graph } of variantsOf(document.graphs, host)) {
    if (!ids.has(graph)) ids.set(graph, freshId(`${copy}Variant`, (taken) => Object.hasOwn(document.graphs, taken) || [...ids.values()].includes(taken)));
  }
  for (const [from, to] of ids) {
    if (!Object.hasOwn(document.graphs, from)) continue;
    const { variants, ...graph } = document.graphs[from];
    const renamed = variants && { ...variants, of: Object.fromEntries(Object.entries(variants.of).map(([called, id]) => [called, ids.get(id) ?? id])) };
    graphs[to] = { ...graph, name, ...(from === host && renamed ? { variants: renamed } : {}) };
    if (Object.hasOwn(document.layout, from)) layout[to] = document.layout[from];
  }
  return { graphs, layout };
}
