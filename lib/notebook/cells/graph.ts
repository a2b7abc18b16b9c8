/** Graph: a canvas on one of the document's graphs. */
import { freshId } from '@/lib/util/ids';
import { graphCellSchema, type Layout } from '../document';
import type { CellKind } from './contract';

const layout: Layout = { direction: 'right', positions: { input1: [0, 0], output1: [420, 0] } };

export const graphCell: CellKind = {
  kind: 'graph',
  schema: graphCellSchema,
  create: (document, id) => {
    const graph = freshId('graph', (taken) => taken in document.graphs);
    return {
      cell: { id, kind: 'graph', graph },
      graphs: { [graph]: { name: '', nodes: { input1: { kind: 'input' }, output1: { kind: 'output' } }, edges: [] } },
      layout: { [graph]: layout },
    };
  },
  copy: (cell) => cell,
};
