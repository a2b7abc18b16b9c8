/** All that can be done on a canvas. */
import type { NotebookStore } from '@/lib/stores/notebook-store';
import { createActionCore } from './action-core';
import { createClipboardActions } from './clipboard-actions';
import { createEditActions } from './edit-actions';
import { createLayoutActions } from './layout-actions';
import type { CanvasOverlay } from './overlay-store';
import type { CanvasView } from './view-store';

/** Bringing a node into view and focus needs React Flow, which is there only below its provider. */
export type Focus = { readonly focusNode: (id: string) => void; readonly provide: (focusNode: (id: string) => void) => void };

export function createFocus(): Focus {
  let own: (id: string) => void = () => undefined;
  return {
    focusNode: (id) => own(id),
    provide: (focusNode) => {
      own = focusNode;
    },
  };
}

export function createCanvasActions(notebook: NotebookStore, graphId: string, view: CanvasView, overlay: CanvasOverlay, focus: Focus) {
  const core = createActionCore(notebook, graphId, view, overlay);
  const edits = createEditActions(core);
  const layout = createLayoutActions(core);
  return {
    ...edits,
    ...layout,
    ...createClipboardActions(core, edits.remove),
    ...core,
    focusNode: focus.focusNode,
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
