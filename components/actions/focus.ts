/** Moves selection and keyboard focus to a cell together: command mode is the focus on its frame, edit mode the focus inside. */
import { activateCell } from '@/lib/stores/selection';

/** Elements that can be edited or used inside a cell's body. */
const INSIDE = 'textarea, [data-canvas-root], input, select, button, [tabindex="0"]';

export function cellElement(cell: string): HTMLElement | null {
  return document.querySelector(`[data-cell-id="${CSS.escape(cell)}"]`);
}

/** The element may not be there yet when a cell was just added: it is looked for once the page was drawn. */
export function focusCell(cell: string, mode: 'command' | 'edit'): void {
  activateCell(cell, mode);
  requestAnimationFrame(() => {
    const frame = cellElement(cell);
    if (frame === null) return;
    const inside = mode === 'edit' ? frame.querySelector<HTMLElement>(`[data-cell-body] :is(${INSIDE})`) : null;
    (inside ?? frame).focus({ preventScroll: true });
    frame.scrollIntoView({ block: 'nearest' });
  });
}
