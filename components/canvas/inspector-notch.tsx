'use client';
/** The small notch by which the inspector points at its node; follows the view without rendering. */
import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useCanvas } from './canvas-context';
import { boxOf } from './wire-geometry';

const WIDTH = 16;
const CORNER = 14;

export function InspectorNotch({ id }: { readonly id: string }) {
  const notch = useRef<SVGSVGElement>(null);
  const store = useStoreApi();
  const { view, canvasId } = useCanvas();
  useEffect(() => {
    function follow(): void {
      const element = notch.current;
      const root = document.getElementById(canvasId)?.getBoundingClientRect();
      const panel = document.getElementById(canvasId)?.querySelector('.inspector.below')?.getBoundingClientRect();
      const node = view.store.getState().byId.get(id);
      if (!element || !root || !panel || !node) return;
      const { transform } = store.getState();
      const box = boxOf(node);
      const middle = (box.x + box.width / 2) * transform[2] + transform[0];
      const left = Math.min(panel.right - root.left - CORNER - WIDTH, Math.max(panel.left - root.left + CORNER, middle - WIDTH / 2));
      element.style.transform = `translate(${Math.round(left)}px, ${Math.round(panel.top - root.bottom + 1)}px)`;
    }
    follow();
    const leaveView = store.subscribe(follow);
    const leaveNodes = view.store.subscribe(follow);
    const panel = document.getElementById(canvasId)?.querySelector('.inspector.below');
    const sized = new ResizeObserver(follow);
    if (panel) sized.observe(panel);
    return () => {
      leaveView();
      leaveNodes();
      sized.disconnect();
    };
  }, [id, store, view, canvasId]);
  return (
    <svg ref={notch} className="inspector-notch" width={WIDTH} height="9" aria-hidden="true">
      <path d="M0 9L8 1L16 9" fill="var(--paper)" stroke="var(--line)" />
    </svg>
  );
}
