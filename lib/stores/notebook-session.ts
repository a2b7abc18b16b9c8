/** An open notebook with its place in storage: reads it, saves it within a second, follows or takes over from other tabs. */
import { createStore } from 'zustand/vanilla';
import { DOCUMENT_VERSION, type NotebookDocument } from '@/lib/notebook/document';
import { recallNotebook, rememberNotebook } from '@/lib/storage/memory';
import { loadNotebook, saveNotebook } from '@/lib/storage/notebooks';
import { requestPersistence } from '@/lib/storage/quota';
import { clearRescue, readRescue, writeRescue } from '@/lib/storage/rescue';
import { openTabLock } from '@/lib/storage/tab-lock';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { createNotebookStore } from './notebook-store';

const DELAY = 400;
/** After a save that failed, ms. */
const RETRY = 10_000;

export type SaveState = { readonly kind: 'saved' | 'saving' } | { readonly kind: 'unsaved'; readonly problem: Problem };

export type SessionStatus = {
  readonly save: SaveState;
  /** Whether the browser promised not to clear the storage; null until it was asked. */
  readonly persisted: boolean | null;
};

export type NotebookSession = ReturnType<typeof createSession>;

function createSession(document: NotebookDocument, revisionAtStart: number, unsavedEdit: boolean, inMemory: Problem | null) {
  const notebook = createNotebookStore(document);
  const newer = document.version > DOCUMENT_VERSION;
  if (newer) notebook.setReadOnly('newerVersion');
  const status = createStore<SessionStatus>()(() => ({ save: inMemory === null ? { kind: 'saved' } : { kind: 'unsaved', problem: inMemory }, persisted: null }));
  let revision = revisionAtStart;
  let dirty = unsavedEdit;
  let replacing = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let saving: Promise<void> | null = null;

  async function write(): Promise<void> {
    while (dirty) {
      dirty = false;
      const current = notebook.store.getState().document;
      const written = await saveNotebook(current, revision);
      if (written.ok) {
        revision = written.value;
        clearRescue(current.id);
        lock?.announceSaved();
        if (!dirty) status.setState({ save: { kind: 'saved' } });
        continue;
      }
      status.setState({ save: { kind: 'unsaved', problem: written.problem } });
      if (written.problem.code === 'changedInOtherTab') notebook.setReadOnly('otherTab');
      else {
        dirty = true;
        timer ??= setTimeout(() => void flush(), RETRY);
      }
      return;
    }
  }

  /** Saves what is open now; settles when it is stored, or could not be. */
  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (inMemory !== null || newer) return;
    saving ??= write().finally(() => {
      saving = null;
    });
    await saving;
  }

  function edited(): void {
    if (inMemory !== null) {
      rememberNotebook(notebook.store.getState().document);
      return;
    }
    dirty = true;
    status.setState({ save: { kind: 'saving' } });
    if (status.getState().persisted === null) void requestPersistence().then((persisted) => status.setState({ persisted }));
    timer ??= setTimeout(() => void flush(), DELAY);
  }

  async function reload(): Promise<void> {
    const loaded = await loadNotebook(document.id);
    if (!loaded.ok || loaded.value === null || loaded.value.revision === revision) return;
    revision = loaded.value.revision;
    dirty = false;
    replacing = true;
    notebook.replace(loaded.value.document);
    replacing = false;
    status.setState({ save: { kind: 'saved' } });
  }

  const unsubscribe = notebook.store.subscribe((state, before) => {
    if (state.document !== before.document && !replacing) edited();
  });
  const lock =
    inMemory !== null || newer
      ? null
      : openTabLock(document.id, {
          onHeld: () => void reload().then(() => notebook.setReadOnly(null)),
          onWaiting: () => notebook.setReadOnly('otherTab'),
          onHandOver: async () => {
            await flush();
            notebook.setReadOnly('otherTab');
          },
          onSavedElsewhere: () => {
            if (notebook.store.getState().readOnly === 'otherTab') void reload();
          },
        });

  function leaving(): void {
    if (!dirty && saving === null) return;
    if (inMemory === null && notebook.store.getState().readOnly === null) writeRescue(notebook.store.getState().document, revision);
    void flush();
  }
  function hidden(): void {
    if (globalThis.document.visibilityState === 'hidden') leaving();
  }
  /** Asks before work is lost that could not be stored. */
  function warn(event: BeforeUnloadEvent): void {
    if (status.getState().save.kind === 'unsaved' && notebook.store.temporal.getState().pastStates.length > 0) event.preventDefault();
  }
  addEventListener('pagehide', leaving);
  addEventListener('beforeunload', warn);
  globalThis.document.addEventListener('visibilitychange', hidden);
  if (unsavedEdit) void flush();

  return {
    notebook,
    status,
    flush,
    takeOver: () => lock?.takeOver(),
    close: async () => {
      removeEventListener('pagehide', leaving);
      removeEventListener('beforeunload', warn);
      globalThis.document.removeEventListener('visibilitychange', hidden);
      await flush();
      unsubscribe();
      lock?.close();
    },
  };
}

/** Opens a notebook of this browser; a problem where there is none of this id. */
export async function openSession(id: string): Promise<Result<NotebookSession, Problem>> {
  const loaded = await loadNotebook(id);
  if (loaded.ok && loaded.value !== null) {
    const { document, revision } = loaded.value;
    const rescued = readRescue(id, revision);
    return success(createSession(rescued ?? document, revision, rescued !== null, null));
  }
  const remembered = recallNotebook(id);
  if (remembered !== null) return success(createSession(remembered, 0, false, loaded.ok ? problem('storageUnavailable') : loaded.problem));
  return failure(loaded.ok ? problem('noSuchNotebook') : loaded.problem);
}

/** Stores a new notebook, in this page alone where the browser keeps nothing. */
export async function storeNew(document: NotebookDocument): Promise<void> {
  const saved = await saveNotebook(document, 0);
  if (!saved.ok) rememberNotebook(document);
}
