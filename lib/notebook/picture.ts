/** The small picture of a notebook: its first net as a line with an arc for each shortcut, those of its blocks too. */
import type { Graphs } from '@/lib/graph/graph';
import { skeletonOf } from '@/lib/graph/skeleton';
import type { NotebookDocument } from './document';

/** Places on the line run from 0 to `length`; an arc is dashed where its shortcut changes the shape. */
export type NotebookPicture = { readonly length: number; readonly arcs: readonly { readonly from: number; readonly to: number; readonly dashed: boolean }[] };

const nothing: NotebookPicture = { length: 0, arcs: [] };
/** More arcs than these run into one another at the size of the picture. */
const MOST_ARCS = 12;
const MOST_NODES = 2000;
/** Of a stage with too many. */
const FEW_BLOCKS = 3;

/** Where there are too many arcs, a repeated block is shown a few times only. Very large graphs are not drawn. */
export function graphPicture(graphs: Graphs, root: string): NotebookPicture {
  if (Object.keys(graphs[root].nodes).length > MOST_NODES) return nothing;
  const whole = skeletonOf(graphs, root, MOST_ARCS + 1);
  const { length, arcs } = whole.arcs.length > MOST_ARCS ? skeletonOf(graphs, root, FEW_BLOCKS) : whole;
  return { length, arcs };
}

export function notebookPicture(document: NotebookDocument): NotebookPicture {
  const cell = document.cells.find((candidate) => candidate.kind === 'graph' && typeof candidate.graph === 'string');
  return typeof cell?.graph === 'string' && Object.hasOwn(document.graphs, cell.graph) ? graphPicture(document.graphs, cell.graph) : nothing;
}
