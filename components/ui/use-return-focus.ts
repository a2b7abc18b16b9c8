'use client';
/** For a dialog without a button of its own that opens it: the focus goes back to where it was. */
import { useState } from 'react';

/** For `onCloseAutoFocus`; call it in the component that is made when the dialog opens. */
export function useReturnFocus(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return (event) => {
    event.preventDefault();
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}
