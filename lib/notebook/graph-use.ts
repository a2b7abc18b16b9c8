/** Who uses which graph: cells, blocks, variants and twins. */
import type { NotebookDocument } from './document';

/** Graphs that a graph refers to directly. */
function referredBy(document: NotebookDocument, graphId: string): readonly string[] {
  const graph = document.graphs[graphId];
  if (!graph) return [];
  const blocks = Object.values(graph.nodes).flatMap((node) => (node.graph === undefined ? [] : [node.graph]));
  return [...blocks, ...Object.values(graph.variants?.of ?? {})];
}

/** What people call a graph: the title of the cell that shows it, or its own name; null where it has neither. */
export function titleOfGraph(document: Pick<NotebookDocument, 'cells' | 'graphs'>, graphId: string): string | null {
  const cell = document.cells.find((candidate) => candidate.kind === 'graph' && candidate.graph === graphId);
  return cell?.title || document.graphs[graphId]?.name || null;
}

/** All graphs that a cell refers to, by its field `graph`, and what they refer to; `beside` counts as well. */
export function graphsInUse(document: NotebookDocument, beside: readonly string[] = []): ReadonlySet<string> {
  const used = new Set<string>();
  const open = [...beside];
  open.push(...document.cells.flatMap((cell) => (typeof cell.graph === 'string' ? [cell.graph] : [])));
  for (let graph = open.pop(); graph !== undefined; graph = open.pop()) {
    if (used.has(graph)) continue;
    used.add(graph);
    open.push(...referredBy(document, graph));
  }
  return used;
}

/** What a change took the last use from goes with it; definitions that nothing used before stay, to be used again. */
export function withoutOrphans(before: NotebookDocument, after: NotebookDocument): NotebookDocument {
  const offered = Object.keys(after.graphs).filter((id) => after.graphs[id].block === true);
  const [was, is] = [graphsInUse(before, offered), graphsInUse(after, offered)];
  const keep = <T>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).filter(([id]) => is.has(id) || !was.has(id)));
  return { ...after, graphs: keep(after.graphs), layout: keep(after.layout) };
}
