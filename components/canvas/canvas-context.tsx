'use client';
/** What the parts of one canvas share; the object stays the same, so that nothing is rendered by having it. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { NotebookStore } from '@/lib/stores/notebook-store';
import type { CanvasActions } from './canvas-actions';
import type { CanvasOverlay } from './overlay-store';
import type { CanvasView, View } from './view-store';

export type CanvasParts = {
  /** Prefix of element ids, unique on the page. */
  readonly canvasId: string;
  readonly graphId: string;
  readonly editable: boolean;
  readonly narrow: boolean;
  readonly notebook: NotebookStore;
  readonly view: CanvasView;
  readonly overlay: CanvasOverlay;
  readonly actions: CanvasActions;
};

export const CanvasContext = createContext<CanvasParts | null>(null);

export function useCanvas(): CanvasParts {
  const parts = useContext(CanvasContext);
  if (!parts) throw new Error('This part belongs into a canvas.');
  return parts;
}

export function useView<T>(select: (view: View) => T): T {
  return useStore(useCanvas().view.store, select);
}
