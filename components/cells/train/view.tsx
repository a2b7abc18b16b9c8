'use client';
/** The body of a train cell; what does not fit the schema is left to the frame. */
import { trainCellSchema } from '@/lib/notebook/document';
import type { CellViewProps } from '../cell-view';
import { useMemo } from 'react';
import { TrainBody } from './train-body';

export function TrainView({ cell }: CellViewProps) {
  const parsed = useMemo(() => trainCellSchema.safeParse(cell), [cell]);
  return parsed.success ? <TrainBody cell={parsed.data} /> : null;
}
