/**
 * The open notebook: one document, one history, one gate. Everything on the screen that lasts is changed by `dispatch` alone;
 * selection, viewport and runs live in other stores and outside history.
 */
import { temporal } from 'zundo';
import { createStore } from 'zustand/vanilla';
import { applyCommand, type Command } from '@/lib/notebook/commands/registry';
import type { NotebookDocument } from '@/lib/notebook/document';
import { keepRuns } from '@/lib/notebook/kept-runs';
import { problem, type Problem } from '@/lib/util/problem';

const HISTORY_LIMIT = 500;

export type NotebookState = {
  readonly document: NotebookDocument;
  /** Set while another tab holds the notebook, or the file is of a newer version. */
  readonly readOnly: 'otherTab' | 'newerVersion' | null;
};

export type DispatchOptions = {
  /**
   * Commands with the same key within one gesture (typing into one field, dragging a slider) are one step of the history.
   * The key ends by `endGesture`, by another key, or by a command without one.
   */
  readonly gesture?: string;
  /** Not an edit of the user's (the list of a cell's runs): undo goes past it. */
  readonly outsideHistory?: boolean;
};

/** Sees every command after it was performed; undo and redo come as entries of their own. */
export type Listener = (entry: { readonly kind: 'command'; readonly command: Command } | { readonly kind: 'undo' | 'redo' }, document: NotebookDocument) => void;

export function createNotebookStore(document: NotebookDocument) {
  const store = createStore<NotebookState>()(
    temporal((): NotebookState => ({ document, readOnly: null }), {
      partialize: ({ document: kept }) => ({ document: kept }),
      equality: (a, b) => a.document === b.document,
      limit: HISTORY_LIMIT,
    }),
  );
  const listeners = new Set<Listener>();
  let gesture: string | null = null;
  let held = 0;

  /** Performs a command, or says why not; the document is then as it was. */
  function dispatch(command: Command, options: DispatchOptions = {}): Problem | null {
    const state = store.getState();
    if (state.readOnly !== null) return problem('readOnly');
    const applied = applyCommand(state.document, command);
    if (!applied.ok) return applied.problem;
    if (applied.value === state.document) return null;
    const history = store.temporal.getState();
    const continues = options.gesture !== undefined && options.gesture === gesture;
    const untracked = continues || options.outsideHistory === true;
    if (untracked) history.pause();
    store.setState({ document: { ...applied.value, modified: new Date().toISOString() } });
    if (untracked) history.resume();
    if (options.outsideHistory !== true) gesture = options.gesture ?? null;
    for (const listener of listeners) listener({ kind: 'command', command }, store.getState().document);
    return null;
  }

  /** While a pointer gesture is open there is no undo: it would pull the ground away. */
  function holdHistory(): () => void {
    held++;
    let released = false;
    return () => {
      if (!released) held--;
      released = true;
    };
  }

  function travel(kind: 'undo' | 'redo'): boolean {
    const history = store.temporal.getState();
    const steps = kind === 'undo' ? history.pastStates.length : history.futureStates.length;
    if (held > 0 || steps === 0 || store.getState().readOnly !== null) return false;
    const before = store.getState().document;
    if (kind === 'undo') history.undo();
    else history.redo();
    history.pause();
    store.setState((state) => ({ document: keepRuns(before, state.document) }));
    history.resume();
    gesture = null;
    for (const listener of listeners) listener({ kind }, store.getState().document);
    return true;
  }

  return {
    store,
    dispatch,
    holdHistory,
    endGesture: () => {
      gesture = null;
    },
    undo: () => travel('undo'),
    redo: () => travel('redo'),
    setReadOnly: (readOnly: NotebookState['readOnly']) => store.setState({ readOnly }),
    /** Puts in another document (loaded, taken over); history starts anew. */
    replace: (next: NotebookDocument) => {
      store.setState({ document: next });
      store.temporal.getState().clear();
    },
    listen: (listener: Listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

export type NotebookStore = ReturnType<typeof createNotebookStore>;
