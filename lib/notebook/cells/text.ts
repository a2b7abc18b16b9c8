/** Text: Markdown with formulas. */
import { textCellSchema } from '../document';
import type { CellKind } from './contract';

export const textCell: CellKind = {
  kind: 'text',
  schema: textCellSchema,
  create: (_document, id) => ({ cell: { id, kind: 'text', markdown: '' } }),
  copy: (cell) => cell,
};
