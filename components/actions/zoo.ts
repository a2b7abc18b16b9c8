/** Puts a net of the zoo into the notebook as a graph cell; the zoo is loaded when it is asked for. */
import { packCells } from '@/lib/notebook/clipboard';
import type { NotebookStore } from '@/lib/stores/notebook-store';
import { useSelection } from '@/lib/stores/selection';
import type { ZooOptions } from '@/lib/zoo/net';
import { indexOfCell, pasteCells } from './cells';

/** Below the active cell, or at the end where there is none. */
export async function insertZooNet(store: NotebookStore, id: string, options: ZooOptions): Promise<void> {
  const { ZOO_GRAPH_CELL, zooNotebook } = await import('@/lib/zoo/notebook');
  const notebook = zooNotebook(id, options);
  const { document, readOnly } = store.store.getState();
  if (notebook === null || readOnly !== null) return;
  const index = indexOfCell(store, useSelection.getState().activeCell);
  pasteCells(store, packCells(notebook, [ZOO_GRAPH_CELL]), index < 0 ? document.cells.length : index + 1);
}
