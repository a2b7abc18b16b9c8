'use client';
/** Copy, cut and paste of whole cells over the system's clipboard, between notebooks and windows. */
import { useEffect } from 'react';
import { copyCells, deleteCell, indexOfCell, pasteCells } from '@/components/actions/cells';
import { parsePackedCells } from '@/lib/notebook/clipboard';
import { useSelection } from '@/lib/stores/selection';
import { useSession } from '@/lib/stores/session-context';

/** The cell whose frame has the focus, with no text of the page selected. */
function cellInCommandMode(): string | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !focused.matches('[data-cell-id]')) return null;
  return (getSelection()?.isCollapsed ?? true) ? (focused.dataset.cellId ?? null) : null;
}

export function ClipboardEvents() {
  const { notebook } = useSession();
  useEffect(() => {
    function onCopy(event: ClipboardEvent): void {
      const cell = cellInCommandMode();
      if (event.defaultPrevented || cell === null || event.clipboardData === null) return;
      event.clipboardData.setData('text/plain', JSON.stringify(copyCells(notebook, cell)));
      event.preventDefault();
      if (event.type === 'cut' && notebook.store.getState().readOnly === null) deleteCell(notebook, cell);
    }
    function onPaste(event: ClipboardEvent): void {
      const focused = document.activeElement;
      const outside = focused === null || focused === document.body || (focused instanceof HTMLElement && focused.matches('[data-cell-id]'));
      if (event.defaultPrevented || !outside || notebook.store.getState().readOnly !== null) return;
      const packed = parsePackedCells(event.clipboardData?.getData('text/plain') ?? '');
      if (!packed.ok) return;
      event.preventDefault();
      const { activeCell } = useSelection.getState();
      pasteCells(notebook, packed.value, activeCell === null ? notebook.store.getState().document.cells.length : indexOfCell(notebook, activeCell) + 1);
    }
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [notebook]);
  return null;
}
