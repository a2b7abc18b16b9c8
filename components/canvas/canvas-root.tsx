'use client';
/** One canvas with all that belongs to it; several may stand on a page, each with its own view, menus and keys. */
import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useId, useState } from 'react';
import { useRoute } from '@/lib/stores/entered-blocks';
import { useNotebookStore } from '@/lib/stores/notebook-context';
import { createCanvasActions, createFocus } from './canvas-actions';
import { CanvasContext, type CanvasParts } from './canvas-context';
import { CanvasSurface, type Mode } from './canvas-surface';
import { useLook } from './look';
import { ContributedLayers } from './contributed-layers';
import { ContributedLooks } from './contributed-looks';
import { createOverlay } from './overlay-store';
import { createCanvasView } from './view-store';

export type CanvasRootProps = { readonly graphId: string; readonly editable: boolean; readonly mode: Mode };

export function CanvasRoot({ graphId, editable, mode }: CanvasRootProps) {
  const notebook = useNotebookStore();
  const canvasId = `canvas${useId().replace(/[^a-zA-Z0-9]/g, '')}`;
  const narrow = mode !== 'inline';
  const route = useRoute();
  const look = useLook();
  const [made] = useState(() => {
    const view = createCanvasView(notebook, graphId, { canvasId, narrow: narrow && look?.kind !== 'net', ...(look ? { entries: look.entries } : {}) });
    // A whole net is fitted into view, so it begins as a picture.
    const overlay = createOverlay(look?.kind === 'net');
    const focus = createFocus();
    return { view, overlay, focus, actions: createCanvasActions(notebook, graphId, view, overlay, focus, route) };
  });
  const [parts, setParts] = useState<CanvasParts>(() => ({ canvasId, graphId, editable, narrow, notebook, view: made.view, overlay: made.overlay, actions: made.actions }));
  if (parts.editable !== editable) setParts({ ...parts, editable });
  useEffect(() => made.view.connect(), [made]);
  return (
    <CanvasContext value={parts}>
      <ReactFlowProvider>
        {mode === 'picture' ? null : <ContributedLayers />}
        {mode === 'picture' ? null : <ContributedLooks />}
        <CanvasSurface mode={mode} focus={made.focus} />
      </ReactFlowProvider>
    </CanvasContext>
  );
}
