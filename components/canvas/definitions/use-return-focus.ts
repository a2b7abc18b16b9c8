'use client';
/** Gives the focus back to where it was when a dialog that has no button of its own closes. */
import { useState } from 'react';

export function useReturnFocus(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return (event) => {
    if (!(before instanceof HTMLElement) || !before.isConnected) return;
    event.preventDefault();
    before.focus({ preventScroll: true });
  };
}
