/** The IndexedDB database `skipbook`: its stores and the numbered upgrades that made them. Only this folder opens it. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { NotebookDocument } from '@/lib/notebook/document';
import type { NotebookPicture } from '@/lib/notebook/picture';
import type { RunRecord, Snapshot } from '@/lib/runs/record';
import type { Checkpoint, TestPredictions } from '@/lib/training/protocol';

export const DATABASE = 'skipbook';
const VERSION = 1;

export type StoredNotebook = {
  readonly id: string;
  /** Counts saves; a save from an older state is refused. */
  readonly revision: number;
  readonly document: NotebookDocument;
};

/** What the library shows of a notebook, kept apart so that a list reads no documents. */
export type NotebookSummary = {
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly modified: string;
  readonly cells: number;
  readonly picture: NotebookPicture;
  /** Set while the deletion can be undone; ISO 8601. */
  readonly deleted?: string;
};

export type StoredVersion = { readonly notebook: string; readonly saved: number; readonly document: NotebookDocument };
export type StoredRun = { readonly notebook: string; readonly id: string; readonly record: RunRecord; readonly predictions?: TestPredictions };
export type CheckpointName = 'last' | 'best';
export type StoredCheckpoint = { readonly notebook: string; readonly run: string; readonly which: CheckpointName; readonly checkpoint: Checkpoint };
export type StoredSnapshot = { readonly hash: string; readonly snapshot: Snapshot };

export type SkipbookSchema = DBSchema & {
  notebooks: { key: string; value: StoredNotebook };
  summaries: { key: string; value: NotebookSummary };
  versions: { key: [string, number]; value: StoredVersion; indexes: { notebook: string } };
  runs: { key: string; value: StoredRun; indexes: { notebook: string } };
  snapshots: { key: string; value: StoredSnapshot };
  checkpoints: { key: [string, CheckpointName]; value: StoredCheckpoint; indexes: { notebook: string; run: string } };
};

export type Database = IDBPDatabase<SkipbookSchema>;

/** One step a version: what was released is never changed, only followed. */
const upgrades: readonly ((database: Database) => void)[] = [
  (database) => {
    database.createObjectStore('notebooks', { keyPath: 'id' });
    database.createObjectStore('summaries', { keyPath: 'id' });
    database.createObjectStore('versions', { keyPath: ['notebook', 'saved'] }).createIndex('notebook', 'notebook');
    database.createObjectStore('runs', { keyPath: 'id' }).createIndex('notebook', 'notebook');
    database.createObjectStore('snapshots', { keyPath: 'hash' });
    const checkpoints = database.createObjectStore('checkpoints', { keyPath: ['run', 'which'] });
    checkpoints.createIndex('notebook', 'notebook');
    checkpoints.createIndex('run', 'run');
  },
];

let opened: Promise<Database> | null = null;

/** The open database; rejects where the browser refuses one (private windows, blocked storage). */
export function openDatabase(): Promise<Database> {
  opened ??= openDB<SkipbookSchema>(DATABASE, VERSION, {
    upgrade: (database, oldVersion) => {
      for (const upgrade of upgrades.slice(oldVersion)) upgrade(database);
    },
    blocking: () => void closeDatabase(),
    terminated: () => {
      opened = null;
    },
  }).catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** Lets go of the database, so that another tab can upgrade or delete it. */
export async function closeDatabase(): Promise<void> {
  const closing = opened;
  opened = null;
  if (closing) (await closing).close();
}
