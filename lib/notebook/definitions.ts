/** The blocks of a notebook: which graphs are definitions, who uses each, and what of them nobody uses. */
import { BLOCK, definitionOf } from '@/lib/graph/blocks';
import { nameOf } from '@/lib/graph/graph';
import { usesOf, type BlockUse } from '@/lib/graph/signature';
import type { NotebookDocument } from './document';
import { titleOfGraph } from './graph-use';

/** The part of a document that says which blocks there are. */
export type Shelf = Pick<NotebookDocument, 'cells' | 'graphs'>;

export type DefinitionEntry = {
  readonly id: string;
  readonly name: string;
  readonly uses: readonly BlockUse[];
  /** A cell shows or trains it as a graph of its own. */
  readonly inCell: boolean;
};

/** Graphs that are no block: variants and twins of others, which come and go with them. */
function attached(document: Shelf): ReadonlySet<string> {
  return new Set(Object.entries(document.graphs).flatMap(([id, { variants }]) => Object.values(variants?.of ?? {}).filter((other) => other !== id)));
}

/**
 * All that is offered as a block, in the order of the document: what block nodes stand for, what was declared a block, and what
 * no cell shows and nothing uses any more.
 */
export function definitionsOf(document: Shelf): readonly DefinitionEntry[] {
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
export function unusedDefinitions(document: Shelf): readonly string[] {
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

/** Where a block stands, as people call it: the graph, and the node in it. */
const noSteps: readonly string[] = [];

export type UsePlace = { readonly graph: string; readonly node: string; /** A cell shows the graph; else it is another block. */ readonly inCell: boolean };

/** Places of a definition's users; `untitled` names a graph without a name of its own. */
export function usePlaces(document: Shelf, uses: readonly BlockUse[], untitled: string): readonly UsePlace[] {
  return uses.map(({ graph, node }) => ({
    graph: titleOfGraph(document, graph) ?? untitled,
    node: nameOf(document.graphs[graph], node),
    inCell: document.cells.some((cell) => cell.graph === graph),
  }));
}

/** The shortest way from a cell's graph through block nodes into this definition; null where none leads there. */
export function wayInto(document: Shelf, id: string): { readonly cell: string; readonly root: string; readonly path: readonly string[] } | null {
  const seen = new Set<string>();
  const open = document.cells.flatMap((cell) => (cell.kind === 'graph' && typeof cell.graph === 'string' ? [{ cell: cell.id, root: cell.graph, path: noSteps, graph: cell.graph }] : []));
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    const { graph, ...way } = at;
    if (graph === id) return way;
    if (seen.has(graph) || !Object.hasOwn(document.graphs, graph)) continue;
    seen.add(graph);
    for (const [node, { kind, graph: used }] of Object.entries(document.graphs[graph].nodes)) {
      const inner = kind === BLOCK ? definitionOf(document.graphs, used)?.id : undefined;
      if (inner !== undefined) open.push({ ...way, path: [...way.path, node], graph: used === id ? id : inner });
    }
  }
  return null;
}
