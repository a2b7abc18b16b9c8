/** Runs and the history of the notebook: listing a run is no step, and undo never takes one away. */
import { expect, test } from 'vitest';
import { createNotebookStore } from '@/lib/stores/notebook-store';
import { trainNotebook } from '../../browser/train-notebook';

function runs(store: ReturnType<typeof createNotebookStore>): unknown {
  return store.store.getState().document.cells.find((cell) => cell.id === 'cell2')?.runs;
}

function list(store: ReturnType<typeof createNotebookStore>, ids: readonly string[]): void {
  store.dispatch({ type: 'updateCell', args: { cell: 'cell2', fields: { runs: [...ids] } } }, { outsideHistory: true });
}

test('a run that is listed stays through undo and redo of the edits around it', () => {
  const store = createNotebookStore(trainNotebook({ id: 'notebook1' }));
  store.dispatch({ type: 'setTitle', args: { title: 'One' } });
  list(store, ['r1']);
  store.dispatch({ type: 'setTitle', args: { title: 'Two' } });
  list(store, ['r1', 'r2']);

  expect(store.undo()).toBe(true);
  expect(store.store.getState().document.title).toBe('One');
  expect(runs(store)).toEqual(['r1', 'r2']);
  expect(store.undo()).toBe(true);
  expect(store.store.getState().document.title).toBe('Training');
  expect(runs(store)).toEqual(['r1', 'r2']);
  expect(store.undo()).toBe(false);
  expect(store.redo()).toBe(true);
  expect(store.redo()).toBe(true);
  expect(store.store.getState().document.title).toBe('Two');
  expect(runs(store)).toEqual(['r1', 'r2']);
});

test('a deleted train cell comes back with its runs', () => {
  const store = createNotebookStore(trainNotebook({ id: 'notebook1' }));
  list(store, ['r1']);
  store.dispatch({ type: 'removeCells', args: { cells: ['cell2'] } });
  expect(runs(store)).toBeUndefined();
  store.undo();
  expect(runs(store)).toEqual(['r1']);
});
