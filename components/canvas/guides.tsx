'use client';
/** Guide lines where a dragged node stands in line with another; drawn over everything, one screen pixel wide. */
import { ViewportPortal } from '@xyflow/react';
import { useStore } from 'zustand';
import { useCanvas } from './canvas-context';

const FAR_AWAY = 20_000;

export function Guides() {
  const { overlay } = useCanvas();
  const { x, y } = useStore(overlay, (state) => state.guides);
  if (x === null && y === null) return null;
  return (
    <ViewportPortal>
      <svg className="arcs guides" aria-hidden="true">
        {x !== null && <path d={`M${x} ${-FAR_AWAY}V${FAR_AWAY}`} />}
        {y !== null && <path d={`M${-FAR_AWAY} ${y}H${FAR_AWAY}`} />}
      </svg>
    </ViewportPortal>
  );
}
