/** Train: a graph, a data set and a recipe; its runs are records of their own. */
import { defaultRecipe } from '@/lib/runs/recipe';
import { trainCellSchema } from '../document';
import type { CellKind } from './contract';

export const trainCell: CellKind = {
  kind: 'train',
  schema: trainCellSchema,
  create: (document, id) => {
    const graphs = document.cells.flatMap((cell) => (cell.kind === 'graph' && typeof cell.graph === 'string' ? [cell.graph] : []));
    return { cell: { id, kind: 'train', graph: graphs.at(-1) ?? null, data: 'fashion-mnist', recipe: defaultRecipe, runs: [] } };
  },
  copy: (cell) => ({ ...cell, runs: [] }),
};
