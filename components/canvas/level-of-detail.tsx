'use client';
/** Follows the zoom without rendering anything: writes `data-lod` on the canvas element and moves the dots behind it. */
import { useStoreApi } from '@xyflow/react';
import { useEffect, type RefObject } from 'react';
import { useCanvas } from './canvas-context';

const FAR = 0.45;
const LEAVE_FAR = 0.47;
const NEAR = 0.6;
const DOTS = 16;

export function LevelOfDetail({ canvasRef, dotsRef }: { readonly canvasRef: RefObject<HTMLElement | null>; readonly dotsRef: RefObject<HTMLElement | null> }) {
  const store = useStoreApi();
  const { overlay } = useCanvas();
  useEffect(() => {
    let level = '';
    function follow(): void {
      const [x, y, zoom] = store.getState().transform;
      const element = canvasRef.current;
      const background = dotsRef.current;
      if (!element || !background) return;
      const next = zoom < (level === 'far' ? LEAVE_FAR : FAR) ? 'far' : zoom < NEAR ? 'middle' : 'near';
      if (next !== level) {
        level = next;
        element.dataset.lod = next;
        overlay.setState({ far: next === 'far' });
      }
      const gap = DOTS * zoom * (zoom < NEAR ? 4 : 1);
      const size = `${gap}px ${gap}px`;
      background.style.transform = `translate(${x % gap}px, ${y % gap}px)`;
      if (background.style.backgroundSize !== size) background.style.backgroundSize = size;
    }
    follow();
    return store.subscribe(follow);
  }, [store, overlay, canvasRef, dotsRef]);
  return null;
}
