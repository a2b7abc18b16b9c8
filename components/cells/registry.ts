/** The views of all cell kinds; the same keys as in `lib/notebook/cells/registry.ts`, or it does not compile. */
import { Activity, Pilcrow, Workflow } from 'lucide-react';
import { lazy } from 'react';
import type { KnownCellKind } from '@/lib/notebook/cells/registry';
import type { CellView } from './cell-view';
import { TextView } from './text/view';

export const cellViews: Readonly<Record<KnownCellKind, CellView>> = {
  text: { icon: Pilcrow, width: 'text', View: TextView },
  graph: { icon: Workflow, width: 'page', View: lazy(() => import('./graph/view').then((module) => ({ default: module.GraphView }))) },
  train: { icon: Activity, width: 'cell', View: lazy(() => import('./train/view').then((module) => ({ default: module.TrainView }))) },
};
