'use client';
/** Says what happened: to screen readers always, on the canvas for a while where something was refused. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useCanvas } from './canvas-context';

const SHOWN_MS = 6000;

export function LiveRegion() {
  const { overlay } = useCanvas();
  const said = useStore(overlay, (state) => state.said);
  useEffect(() => {
    if (!said.bad) return undefined;
    const timer = setTimeout(() => overlay.setState({ said: { ...said, bad: false } }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said, overlay]);
  return (
    <div className={said.bad ? 'said shown' : 'said sr-only'} role="status">
      {said.text}
    </div>
  );
}
