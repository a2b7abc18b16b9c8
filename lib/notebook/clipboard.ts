/** Cells on their way to another place: taken out with all graphs they need, put in with ids that are free there. */
import { z } from 'zod';
import { graphSchema, idSchema, type Graph, type Graphs } from '@/lib/graph/graph';
import { freshId } from '@/lib/util/ids';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { cellKinds, isKnownCellKind, parseCell } from './cells/registry';
import { cellSchema, layoutSchema, type Cell, type Layout, type NotebookDocument } from './document';
import { graphsInUse } from './graph-use';

export const CELLS_FORMAT = 'skipbook-cells';

const packedSchema = z.looseObject({
  format: z.literal(CELLS_FORMAT),
  cells: z.array(cellSchema).min(1).max(500),
  graphs: z.record(idSchema, graphSchema),
  layout: z.record(idSchema, layoutSchema),
});
export type PackedCells = Readonly<z.infer<typeof packedSchema>>;

export function packCells(document: NotebookDocument, ids: readonly string[]): PackedCells {
  const cells = document.cells.filter((cell) => ids.includes(cell.id));
  const used = graphsInUse({ ...document, cells });
  const pick = <T>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).filter(([id]) => used.has(id)));
  return { format: CELLS_FORMAT, cells, graphs: pick(document.graphs), layout: pick(document.layout) };
}

/** Reads cells from the text of a clipboard. */
export function parsePackedCells(text: string): Result<PackedCells, Problem> {
  try {
    const parsed = packedSchema.safeParse(JSON.parse(text));
    return parsed.success ? success(parsed.data) : failure(problem('noCellsOnClipboard'));
  } catch {
    return failure(problem('noCellsOnClipboard'));
  }
}

function withGraphIds(graph: Graph, renamed: ReadonlyMap<string, string>): Graph {
  const rename = (id: string) => renamed.get(id) ?? id;
  const nodes = Object.fromEntries(Object.entries(graph.nodes).map(([id, node]) => [id, node.graph === undefined ? node : { ...node, graph: rename(node.graph) }]));
  const { variants, twinOf } = graph;
  return {
    ...graph,
    nodes,
    ...(variants === undefined ? {} : { variants: { ...variants, of: Object.fromEntries(Object.entries(variants.of).map(([name, id]) => [name, rename(id)])) } }),
    ...(twinOf === undefined ? {} : { twinOf: rename(twinOf) }),
  };
}

export type UnpackedCells = { readonly cells: readonly Cell[]; readonly graphs: Graphs; readonly layout: Readonly<Record<string, Layout>> };

/**
 * New cells for `document`: every cell and graph gets a free id. A cell that refers to a graph which did not travel keeps the
 * reference; what a copy leaves behind (runs) is the business of its kind.
 */
export function unpackCells(document: NotebookDocument, packed: PackedCells): UnpackedCells {
  const renamed = new Map<string, string>();
  const takenGraphs = new Set(Object.keys(document.graphs));
  for (const id of Object.keys(packed.graphs)) {
    const fresh = freshId('graph', (candidate) => takenGraphs.has(candidate));
    takenGraphs.add(fresh);
    renamed.set(id, fresh);
  }
  const takenCells = new Set(document.cells.map((cell) => cell.id));
  const cells = packed.cells.map((cell) => {
    const id = freshId('cell', (candidate) => takenCells.has(candidate));
    takenCells.add(id);
    const copied = isKnownCellKind(cell.kind) ? cellKinds[cell.kind].copy(cell) : cell;
    const graph = typeof copied.graph === 'string' ? (renamed.get(copied.graph) ?? copied.graph) : undefined;
    const parsed = parseCell({ ...copied, id, ...(graph === undefined ? {} : { graph }) });
    return parsed.ok ? parsed.value : { ...copied, id };
  });
  const rename = (id: string) => renamed.get(id) ?? id;
  return {
    cells,
    graphs: Object.fromEntries(Object.entries(packed.graphs).map(([id, graph]) => [rename(id), withGraphIds(graph, renamed)])),
    layout: Object.fromEntries(Object.entries(packed.layout).map(([id, layout]) => [rename(id), layout])),
  };
}
