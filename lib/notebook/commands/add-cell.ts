/** Puts a cell, with the graphs and layouts it brings, before the cell at `index` (or at the end). */
import { z } from 'zod';
import { graphSchema, idSchema } from '@/lib/graph/graph';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';
import { cellSchema, layoutSchema } from '../document';

export const addCell = defineCommand({
  args: z.object({
    cell: cellSchema,
    index: z.int().min(0).optional(),
    graphs: z.record(idSchema, graphSchema).optional(),
    layout: z.record(idSchema, layoutSchema).optional(),
  }),
  apply: (document, { cell, index, graphs, layout }) => {
    if (document.cells.some((other) => other.id === cell.id)) return failure(problem('cellExists', { cell: cell.id }, { cell: cell.id }));
    const cells = [...document.cells];
    cells.splice(Math.min(index ?? cells.length, cells.length), 0, cell);
    return success({ ...document, cells, graphs: { ...document.graphs, ...graphs }, layout: { ...document.layout, ...layout } });
  },
});
