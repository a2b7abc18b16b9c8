/** What the notebook page knows of a cell kind's view; the kind's schema is in `lib/notebook/cells/`. */
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Cell } from '@/lib/notebook/document';

export type CellViewProps = { readonly cell: Cell };

export type CellView = {
  readonly icon: LucideIcon;
  /** Text has no frame; a graph takes the page's width. */
  readonly width: 'text' | 'cell' | 'page';
  /** The body; heavy ones are loaded when the first cell of their kind is shown. */
  readonly View: ComponentType<CellViewProps>;
};
