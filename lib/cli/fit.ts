/** Whether the nets of train cells fit the data sets that they name, where those come with Skipbook. */
import { findShipped } from '@/lib/datasets/registry';
import { lower } from '@/lib/graph/lower';
import { trainCellSchema, type NotebookDocument, type TrainCell } from '@/lib/notebook/document';
import { misfit } from '@/lib/training/plan';
import type { GraphProblem } from '@/lib/graph/inference';
import { scopeOf } from './scope';

function misfitOf({ graphs }: NotebookDocument, cell: TrainCell): readonly GraphProblem[] {
  const info = findShipped(cell.data)?.info;
  if (info === undefined || cell.graph === null || !Object.hasOwn(graphs, cell.graph)) return [];
  const program = lower(graphs, cell.graph, scopeOf(graphs, { graph: cell.graph, arguments: cell.arguments ?? {}, cell: cell.id }));
  // A net with errors has its own problems.
  const found = program.ok ? misfit(program.value, info) : null;
  return found === null ? [] : [{ ...found, place: { cell: cell.id }, severity: 'error', related: [], repairs: [] }];
}

/** Of the named cell, or of all. */
export function misfits(document: NotebookDocument, only: string | undefined): readonly GraphProblem[] {
  return document.cells.flatMap((cell) => {
    const parsed = only === undefined || cell.id === only ? trainCellSchema.safeParse(cell) : null;
    return parsed?.success === true ? misfitOf(document, parsed.data) : [];
  });
}
