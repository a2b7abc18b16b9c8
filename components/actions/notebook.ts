/** Actions on the notebook as a whole: history, saving, panels. */
import { Blocks, CircleHelp, ListTree, Redo2, Save, Search, Undo2 } from 'lucide-react';
import { listDefinitions } from '@/lib/stores/definition-panels';
import { useNotebookUi } from '@/lib/stores/notebook-ui';
import type { Action, ActionContext } from './action';
import { runnerOf } from './cell-runners';
import { indexOfCell, insertCell } from './cells';
import { focusCell } from './focus';
import { saveFile } from './save-file';

const always = () => true;

/** The train cell that is meant: the active one, or the first one behind the active graph that trains it. */
function trainCellOf({ store, activeCell }: ActionContext): string | null {
  if (activeCell === null) return null;
  if (activeCell.kind !== 'graph') return runnerOf(activeCell.id) === null ? null : activeCell.id;
  const { cells } = store.store.getState().document;
  return cells.find((cell) => cell.kind === 'train' && cell.graph === activeCell.graph)?.id ?? null;
}

function run(context: ActionContext): void {
  const cell = trainCellOf(context);
  if (cell !== null) runnerOf(cell)?.run();
  else if (context.activeCell?.kind === 'text') focusCell(context.activeCell.id, 'command');
}

/** Runs, then goes on to the next cell; after the last one there is a new text cell. */
function runAndGoOn(context: ActionContext): void {
  run(context);
  const { store, activeCell, readOnly } = context;
  if (activeCell === null) return;
  const { cells } = store.store.getState().document;
  const index = indexOfCell(store, activeCell.id);
  const next = cells[index + 1];
  if (next) focusCell(next.id, 'command');
  else if (!readOnly) insertCell(store, 'text', index + 1);
}

function stop(context: ActionContext): void {
  const cell = trainCellOf(context);
  if (cell !== null) runnerOf(cell)?.stop();
}

const onCell = (context: ActionContext) => context.activeCell !== null;
const trains = (context: ActionContext) => trainCellOf(context) !== null;

export const notebookActions: readonly Action[] = [
  { id: 'notebook.undo', label: 'undoEdit', group: 'notebook', shortcuts: ['Mod+Z', 'Z'], scope: 'outsideText', icon: Undo2, when: (context) => !context.readOnly, perform: ({ store }) => void store.undo() },
  { id: 'notebook.redo', label: 'redoEdit', group: 'notebook', shortcuts: ['Mod+Shift+Z', 'Ctrl+Y', 'Shift+Z'], scope: 'outsideText', icon: Redo2, when: (context) => !context.readOnly, perform: ({ store }) => void store.redo() },
  { id: 'notebook.saveFile', label: 'saveFile', group: 'notebook', shortcuts: ['Mod+S'], scope: 'anywhere', icon: Save, when: always, perform: (context) => void saveFile(context.store.store.getState().document) },
  { id: 'view.commands', label: 'commands', group: 'view', shortcuts: ['Mod+K'], scope: 'anywhere', icon: Search, when: always, perform: () => useNotebookUi.setState({ commands: true }) },
  { id: 'view.help', label: 'keyboardShortcuts', group: 'view', shortcuts: ['?'], scope: 'outsideText', icon: CircleHelp, when: always, perform: () => useNotebookUi.setState({ help: true }) },
  { id: 'view.outline', label: 'outline', group: 'view', shortcuts: ['Mod+Shift+O'], scope: 'anywhere', icon: ListTree, when: always, perform: () => useNotebookUi.setState(({ outline }) => ({ outline: !outline })) },
  { id: 'view.blocks', label: 'blockList', group: 'view', shortcuts: [], scope: 'outsideText', icon: Blocks, when: always, perform: listDefinitions },
  { id: 'run.goOn', label: 'runAndGoOn', group: 'run', shortcuts: ['Shift+Enter'], scope: 'anywhere', when: onCell, perform: runAndGoOn },
  { id: 'run.stay', label: 'runCell', group: 'run', shortcuts: ['Mod+Enter'], scope: 'anywhere', when: onCell, perform: run },
  { id: 'run.stop', label: 'stopRun', group: 'run', shortcuts: ['I I', 'Mod+Alt+Enter'], scope: 'outsideText', when: trains, perform: stop },
];
