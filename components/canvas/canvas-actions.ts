/** All that can be done on a canvas. */
import type { Repair } from '@/lib/graph/inference';
import type { Route } from '@/lib/stores/entered-blocks';
import type { NotebookStore } from '@/lib/stores/notebook-store';
import { createActionCore } from './action-core';
import { createBlockActions } from './block-actions';
import { createClipboardActions } from './clipboard-actions';
import { createEditActions } from './edit-actions';
import { createLayoutActions } from './layout-actions';
import { createStackActions } from './stack-actions';
import { createVariantActions } from './variant-actions';
import type { CanvasOverlay } from './overlay-store';
import type { CanvasView } from './view-store';

/** Bringing a node into view and focus needs React Flow, which is there only below its provider. */
export type Moves = {
  /** Into view, and the keyboard's focus on it. */
  readonly focusNode: (id: string) => void;
  /** Into view only. */
  readonly showNode: (id: string) => void;
  readonly fit: () => void;
};
export type Focus = Moves & { readonly provide: (moves: Moves) => void };

export function createFocus(): Focus {
  let own: Moves | null = null;
  return {
    focusNode: (id) => own?.focusNode(id),
    showNode: (id) => own?.showNode(id),
    fit: () => own?.fit(),
    provide: (moves) => {
      own = moves;
    },
  };
}

export function createCanvasActions(notebook: NotebookStore, graphId: string, view: CanvasView, overlay: CanvasOverlay, focus: Focus, route: Route | null) {
  const core = createActionCore(notebook, graphId, view, overlay, route);
  const edits = createEditActions(core);
  const layout = createLayoutActions(core);
  return {
    ...edits,
    ...layout,
    ...createBlockActions(core),
    ...createVariantActions(core),
    ...createStackActions(core),
    ...createClipboardActions(core, edits.remove),
    ...core,
    focusNode: focus.focusNode,
    showNode: focus.showNode,
    repair: (repair: Repair): void => {
      edits.repair(repair);
      focus.fit();
    },
    removeSelection: (keepChain: boolean): void => {
      const selected = view.selection();
      const { wire } = view.store.getState();
      if (wire !== null) edits.disconnect(wire);
      const gesture = `remove ${selected.join(' ')}`;
      layout.removeAnnotations(selected, gesture);
      edits.remove(selected, keepChain);
    },
  };
}

export type CanvasActions = ReturnType<typeof createCanvasActions>;
