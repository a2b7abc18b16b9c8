'use client';
/** The body of a train cell: recipe, run and results. */
import { trainCellSchema } from '@/lib/notebook/document';
import { useGraph } from '@/lib/stores/notebook-context';
import type { CellViewProps } from '../cell-view';

export function TrainView({ cell }: CellViewProps) {
  const parsed = trainCellSchema.safeParse(cell);
  const graph = useGraph(parsed.success ? (parsed.data.graph ?? '') : '');
  return <h4 className="px-4 py-3">{graph?.name}</h4>;
}
