'use client';
/** The body of a graph cell: its canvas. */
import { graphCellSchema } from '@/lib/notebook/document';
import { useGraph } from '@/lib/stores/notebook-context';
import type { CellViewProps } from '../cell-view';

export function GraphView({ cell }: CellViewProps) {
  const parsed = graphCellSchema.safeParse(cell);
  const graph = useGraph(parsed.success ? parsed.data.graph : '');
  return <h4 className="px-4 py-3">{graph?.name}</h4>;
}
