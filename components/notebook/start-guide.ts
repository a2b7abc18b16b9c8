/** Puts a graph cell with input and stem at the end of the open notebook and lets the guide point into it. */
import { focusCell } from '@/components/actions/focus';
import { emptyLayout } from '@/lib/notebook/layout';
import { stemOnly } from '@/lib/notebook/starter/graphs';
import { guideIds } from '@/lib/stores/guide';
import type { NotebookStore } from '@/lib/stores/notebook-store';
import { changeSettings } from '@/lib/stores/settings';

export function startGuide(store: NotebookStore): void {
  const { document } = store.store.getState();
  const { cell, graph } = guideIds(document);
  const added = store.dispatch({ type: 'addCell', args: { cell: { id: cell, kind: 'graph', graph }, graphs: { [graph]: stemOnly('') }, layout: { [graph]: emptyLayout } } });
  if (added !== null) return;
  changeSettings({ guide: { notebook: document.id, graph } });
  focusCell(cell, 'command');
}
