/** What a cell kind is to the core: its schema and how a new one starts. Its view is a folder under `components/cells/`. */
import type { z } from 'zod';
import type { Graphs } from '@/lib/graph/graph';
import type { Cell, Layout, NotebookDocument } from '../document';

export type NewCell = { readonly cell: Cell; readonly graphs?: Graphs; readonly layout?: Readonly<Record<string, Layout>> };

export type CellKind = {
  readonly kind: string;
  readonly schema: z.ZodType<Cell>;
  /** An empty cell with the given id; brings the graphs that it needs. */
  readonly create: (document: NotebookDocument, id: string) => NewCell;
  /** The cell without what stays with the original when it is copied. */
  readonly copy: (cell: Cell) => Cell;
};
