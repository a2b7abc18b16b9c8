/** The blocks of a notebook: which graphs are definitions, who uses each, and what of them nobody uses. */
import { BLOCK } from '@/lib/graph/blocks';
import { usesOf, type BlockUse } from '@/lib/graph/signature';
import type { NotebookDocument } from './document';
import { titleOfGraph } from './graph-use';

export type DefinitionEntry = {
  readonly id: string;
  readonly name: string;
  readonly uses: readonly BlockUse[];
  /** A cell shows or trains it as a graph of its own. */
  readonly inCell: boolean;
};

/** Graphs that are no block: variants and twins of others, which come and go with them. */
function attached(document: NotebookDocument): ReadonlySet<string> {
  return new Set(Object.entries(document.graphs).flatMap(([id, { variants }]) => Object.values(variants?.of ?? {}).filter((other) => other !== id)));
}

/**
 * All that is offered as a block, in the order of the document: what block nodes stand for, what was declared a block, and what
 * no cell shows and nothing uses any more.
 */
export function definitionsOf(document: NotebookDocument): readonly DefinitionEntry[] {
  const { graphs, cells } = document;
  const parts = attached(document);
  const shown = new Set(cells.flatMap((cell) => (typeof cell.graph === 'string' ? [cell.graph] : [])));
  const named = new Set(Object.values(graphs).flatMap(({ nodes }) => Object.values(nodes).flatMap((node) => (node.kind === BLOCK && node.graph !== undefined ? [node.graph] : []))));
  return Object.entries(graphs).flatMap(([id, graph]) => {
    const inCell = shown.has(id);
    if (parts.has(id) || (inCell && !named.has(id) && graph.block !== true)) return [];
    return [{ id, name: graph.name || titleOfGraph(document, id) || id, uses: usesOf(graphs, id), inCell }];
  });
}

/** Definitions that no cell leads to, directly or through others. */
export function unusedDefinitions(document: NotebookDocument): readonly string[] {
  const reached = new Set<string>();
  const open = document.cells.flatMap((cell) => (typeof cell.graph === 'string' ? [cell.graph] : []));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id) || !Object.hasOwn(document.graphs, id)) continue;
    reached.add(id);
    const { nodes, variants, twinOf } = document.graphs[id];
    open.push(...Object.values(nodes).flatMap((node) => (node.graph === undefined ? [] : [node.graph])), ...Object.values(variants?.of ?? {}), ...(twinOf === undefined ? [] : [twinOf]));
  }
  return definitionsOf(document).flatMap(({ id, inCell }) => (reached.has(id) || inCell ? [] : [id]));
}
