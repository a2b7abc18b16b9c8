/** The small picture of a notebook: its first net as a line with an arc for each shortcut. */
import { parseEndPoint, type Graph } from '@/lib/graph/graph';
import type { NotebookDocument } from './document';

/** Places on the line run from 0 to `length`; an arc is dashed where its shortcut changes the shape. */
export type NotebookPicture = { readonly length: number; readonly arcs: readonly { readonly from: number; readonly to: number; readonly dashed: boolean }[] };

const nothing: NotebookPicture = { length: 0, arcs: [] };

/** Longest way from an input to each node; nodes of cycles stay where they were met. */
function depths(graph: Graph): ReadonlyMap<string, number> {
  const sources = new Map<string, string[]>();
  for (const [source, target] of graph.edges) {
    const node = parseEndPoint(target).node;
    sources.set(node, [...(sources.get(node) ?? []), parseEndPoint(source).node]);
  }
  const depth = new Map<string, number>();
  const open = new Set<string>();
  function visit(node: string): number {
    const known = depth.get(node);
    if (known !== undefined) return known;
    if (open.has(node)) return 0;
    open.add(node);
    const before = (sources.get(node) ?? []).map(visit);
    const own = graph.nodes[node]?.kind === 'shortcut' ? Math.max(0, ...before) : Math.max(0, ...before.map((value) => value + 1));
    open.delete(node);
    depth.set(node, own);
    return own;
  }
  Object.keys(graph.nodes).forEach(visit);
  return depth;
}

/** Arcs of a graph: from a shortcut's source to where it ends. Very large graphs are not drawn. */
export function graphPicture(graph: Graph): NotebookPicture {
  if (Object.keys(graph.nodes).length > 2000) return nothing;
  const depth = depths(graph);
  const at = (node: string) => depth.get(node) ?? 0;
  const arcs = Object.entries(graph.nodes).flatMap(([id, node]) => {
    if (node.kind !== 'shortcut') return [];
    const source = graph.edges.find(([, target]) => parseEndPoint(target).node === id)?.[0];
    const target = graph.edges.find(([from]) => parseEndPoint(from).node === id)?.[1];
    if (source === undefined || target === undefined) return [];
    const type = node.config?.type ?? 'identity';
    return [{ from: at(parseEndPoint(source).node), to: at(parseEndPoint(target).node), dashed: type === 'projection' || type === 'zeroPadding' }];
  });
  return { length: Math.max(0, ...depth.values()), arcs };
}

export function notebookPicture(document: NotebookDocument): NotebookPicture {
  const cell = document.cells.find((candidate) => candidate.kind === 'graph' && typeof candidate.graph === 'string');
  const graph = typeof cell?.graph === 'string' ? document.graphs[cell.graph] : undefined;
  return graph ? graphPicture(graph) : nothing;
}
