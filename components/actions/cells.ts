/** Actions on cells: add, cut, copy, paste, delete, move, merge, collapse, and walking among them. */
import { ArrowDown, ArrowUp, Boxes, ClipboardPaste, Copy, CopyPlus, Merge, Pilcrow, Plus, Scissors, Trash2, UnfoldVertical } from 'lucide-react';
import { cellKinds, type KnownCellKind } from '@/lib/notebook/cells/registry';
import { packCells, unpackCells, type PackedCells } from '@/lib/notebook/clipboard';
import type { Cell } from '@/lib/notebook/document';
import type { NotebookStore } from '@/lib/stores/notebook-store';
import { useNotebookUi } from '@/lib/stores/notebook-ui';
import { activateCell } from '@/lib/stores/selection';
import { freshId } from '@/lib/util/ids';
import type { Action, ActionContext } from './action';
import { focusCell } from './focus';

const always = () => true;
const writable = (context: ActionContext) => !context.readOnly;
const onCell = (context: ActionContext) => context.activeCell !== null;
const onWritableCell = (context: ActionContext) => context.activeCell !== null && !context.readOnly;

function cellsOf(store: NotebookStore): readonly Cell[] {
  return store.store.getState().document.cells;
}

export function indexOfCell(store: NotebookStore, cell: string | null): number {
  return cellsOf(store).findIndex((candidate) => candidate.id === cell);
}

/** Puts a new cell at `index` and makes it the active one; text starts to be written at once. */
export function insertCell(store: NotebookStore, kind: KnownCellKind, index: number, fields: Readonly<Record<string, unknown>> = {}): string | null {
  const { document } = store.store.getState();
  const id = freshId('cell', (taken) => document.cells.some((cell) => cell.id === taken));
  const { cell, graphs, layout } = cellKinds[kind].create(document, id);
  const problem = store.dispatch({ type: 'addCell', args: { cell: { ...cell, ...fields }, index, graphs: { ...graphs }, layout: { ...layout } } });
  if (problem !== null) return null;
  focusCell(id, kind === 'text' ? 'edit' : 'command');
  return id;
}

/** Puts packed cells at `index` as one step of the history. */
export function pasteCells(store: NotebookStore, packed: PackedCells, index: number): void {
  const { cells, graphs, layout } = unpackCells(store.store.getState().document, packed);
  const gesture = `paste ${cells[0].id}`;
  cells.forEach((cell, offset) => {
    store.dispatch({ type: 'addCell', args: { cell, index: index + offset, ...(offset === 0 ? { graphs: { ...graphs }, layout: { ...layout } } : {}) } }, { gesture });
  });
  store.endGesture();
  focusCell(cells[cells.length - 1].id, 'command');
}

export function deleteCell(store: NotebookStore, cell: string): void {
  const cells = cellsOf(store);
  const index = indexOfCell(store, cell);
  const neighbour = cells[index + 1] ?? cells[index - 1];
  if (store.dispatch({ type: 'removeCells', args: { cells: [cell] } }) !== null) return;
  if (neighbour) focusCell(neighbour.id, 'command');
  else activateCell(null);
}

export function duplicateCell(store: NotebookStore, cell: string): void {
  pasteCells(store, packCells(store.store.getState().document, [cell]), indexOfCell(store, cell) + 1);
}

export function moveCellBy(store: NotebookStore, cell: string, by: number): void {
  const index = indexOfCell(store, cell) + by;
  if (index < 0 || index >= cellsOf(store).length) return;
  if (store.dispatch({ type: 'moveCell', args: { cell, index } }) === null) focusCell(cell, 'command');
}

export function toggleCollapsed(store: NotebookStore, cell: Cell): void {
  store.dispatch({ type: 'updateCell', args: cell.collapsed === true ? { cell: cell.id, fields: {}, remove: ['collapsed'] } : { cell: cell.id, fields: { collapsed: true } } });
}

/** Sets the clipboard of the page, and that of the system where the browser lets us. */
export function copyCells(store: NotebookStore, cell: string): PackedCells {
  const packed = packCells(store.store.getState().document, [cell]);
  useNotebookUi.setState({ clipboard: packed });
  return packed;
}

function textAfter(store: NotebookStore, cell: Cell | null): Cell | null {
  const next = cellsOf(store)[indexOfCell(store, cell?.id ?? null) + 1];
  return cell?.kind === 'text' && next?.kind === 'text' ? next : null;
}

function mergeWithNext({ store, activeCell }: ActionContext): void {
  const next = textAfter(store, activeCell);
  if (activeCell === null || next === null) return;
  const texts = [activeCell.markdown, next.markdown].map((markdown) => (typeof markdown === 'string' ? markdown.trim() : ''));
  const gesture = `merge ${activeCell.id}`;
  store.dispatch({ type: 'updateCell', args: { cell: activeCell.id, fields: { markdown: texts.filter((text) => text !== '').join('\n\n') } } }, { gesture });
  store.dispatch({ type: 'removeCells', args: { cells: [next.id] } }, { gesture });
  store.endGesture();
}

function walk(by: number): (context: ActionContext) => void {
  return ({ store, activeCell }) => {
    const cells = cellsOf(store);
    const index = activeCell === null ? (by > 0 ? 0 : cells.length - 1) : indexOfCell(store, activeCell.id) + by;
    const cell = cells[index];
    if (cell) focusCell(cell.id, 'command');
  };
}

/** Performs something on the active cell. */
function onActive(perform: (store: NotebookStore, cell: Cell) => void): (context: ActionContext) => void {
  return ({ store, activeCell }) => {
    if (activeCell !== null) perform(store, activeCell);
  };
}

function insertAfterActive(kind: KnownCellKind): (context: ActionContext) => void {
  return ({ store, activeCell }) => void insertCell(store, kind, activeCell === null ? cellsOf(store).length : indexOfCell(store, activeCell.id) + 1);
}

export const cellActions: readonly Action[] = [
  { id: 'cell.edit', label: 'editCell', group: 'cells', shortcuts: ['Enter'], scope: 'command', when: onCell, perform: onActive((_store, cell) => focusCell(cell.id, 'edit')) },
  { id: 'cell.previous', label: 'previousCell', group: 'cells', shortcuts: ['K', 'ArrowUp'], scope: 'command', when: always, perform: walk(-1) },
  { id: 'cell.next', label: 'nextCell', group: 'cells', shortcuts: ['J', 'ArrowDown'], scope: 'command', when: always, perform: walk(1) },
  { id: 'cell.insertAbove', label: 'insertAbove', group: 'cells', shortcuts: ['A'], scope: 'command', icon: Plus, when: onWritableCell, perform: onActive((store, cell) => void insertCell(store, 'text', indexOfCell(store, cell.id))) },
  { id: 'cell.insertBelow', label: 'insertBelow', group: 'cells', shortcuts: ['B'], scope: 'command', icon: Plus, when: writable, perform: insertAfterActive('text') },
  { id: 'cell.addText', label: 'addText', group: 'cells', shortcuts: [], scope: 'command', icon: Pilcrow, when: writable, perform: insertAfterActive('text') },
  { id: 'cell.addGraph', label: 'addGraph', group: 'cells', shortcuts: [], scope: 'command', icon: Plus, when: writable, perform: insertAfterActive('graph') },
  { id: 'cell.addTrain', label: 'addTrain', group: 'cells', shortcuts: [], scope: 'command', icon: Plus, when: writable, perform: insertAfterActive('train') },
  { id: 'cell.addZoo', label: 'addZoo', group: 'cells', shortcuts: [], scope: 'command', icon: Boxes, when: writable, perform: () => useNotebookUi.setState({ zoo: true }) },
  {
    id: 'cell.cut', label: 'cutCell', group: 'cells', shortcuts: ['X'], scope: 'command', icon: Scissors, when: onWritableCell,
    perform: onActive((store, cell) => {
      copyCells(store, cell.id);
      deleteCell(store, cell.id);
    }),
  },
  { id: 'cell.copy', label: 'copyCell', group: 'cells', shortcuts: ['C'], scope: 'command', icon: Copy, when: onCell, perform: onActive((store, cell) => void copyCells(store, cell.id)) },
  {
    id: 'cell.paste', label: 'pasteCell', group: 'cells', shortcuts: ['V'], scope: 'command', icon: ClipboardPaste,
    when: (context) => writable(context) && useNotebookUi.getState().clipboard !== null,
    perform: ({ store, activeCell }) => {
      const { clipboard } = useNotebookUi.getState();
      if (clipboard !== null) pasteCells(store, clipboard, activeCell === null ? cellsOf(store).length : indexOfCell(store, activeCell.id) + 1);
    },
  },
  { id: 'cell.duplicate', label: 'duplicateCell', group: 'cells', shortcuts: [], scope: 'command', icon: CopyPlus, when: onWritableCell, perform: onActive((store, cell) => duplicateCell(store, cell.id)) },
  { id: 'cell.delete', label: 'deleteCell', group: 'cells', shortcuts: ['D D', 'Delete'], scope: 'command', icon: Trash2, when: onWritableCell, perform: onActive((store, cell) => deleteCell(store, cell.id)) },
  { id: 'cell.moveUp', label: 'moveUp', group: 'cells', shortcuts: ['Ctrl+Shift+ArrowUp'], scope: 'outsideText', icon: ArrowUp, when: onWritableCell, perform: onActive((store, cell) => moveCellBy(store, cell.id, -1)) },
  { id: 'cell.moveDown', label: 'moveDown', group: 'cells', shortcuts: ['Ctrl+Shift+ArrowDown'], scope: 'outsideText', icon: ArrowDown, when: onWritableCell, perform: onActive((store, cell) => moveCellBy(store, cell.id, 1)) },
  { id: 'cell.merge', label: 'mergeCells', group: 'cells', shortcuts: ['Shift+M'], scope: 'command', icon: Merge, when: (context) => writable(context) && textAfter(context.store, context.activeCell) !== null, perform: mergeWithNext },
  { id: 'cell.collapse', label: 'toggleCollapsed', group: 'cells', shortcuts: ['O'], scope: 'command', icon: UnfoldVertical, when: onWritableCell, perform: onActive(toggleCollapsed) },
];
