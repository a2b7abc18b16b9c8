/** Imported data sets in IndexedDB, in a database of their own: they are large, and never part of a notebook. */
import type { IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import type { DatasetInfo, StoredSplit } from '@/lib/datasets/dataset';
import type { DatasetProblem } from '@/lib/datasets/failure';
import { datasetProblem } from '@/lib/datasets/failure';
import type { ImportedDataset } from '@/lib/datasets/import/describe';
import type { Result } from '@/lib/util/result';
import { failure, success } from '@/lib/util/result';

const NAME = 'skipbook-datasets';
const VERSION = 1;

/** What the list needs, apart from the pixels, so that it can be read without them. */
export type StoredDataset = { readonly info: DatasetInfo; readonly bytes: number; /** Milliseconds since 1970. */ readonly savedAt: number };

type Schema = {
  infos: { key: string; value: StoredDataset };
  pixels: { key: string; value: { readonly training: StoredSplit; readonly test: StoredSplit } };
};

let connection: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  connection ??= openDB<Schema>(NAME, VERSION, {
    upgrade(opened, oldVersion) {
      if (oldVersion < 1) {
        opened.createObjectStore('infos');
        opened.createObjectStore('pixels');
      }
    },
    blocking(_current, _blocked, event) {
      // Another tab has a newer version of the app and waits for us.
      if (event.target instanceof IDBDatabase) event.target.close();
      connection = null;
    },
    terminated() {
      connection = null;
    },
  });
  connection.catch(() => (connection = null));
  return connection;
}

function isQuota(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

function storageFull(name: string, bytes: number, free: number): DatasetProblem {
  return datasetProblem('storageFull', null, { name, megabytes: Math.ceil(bytes / 1e6), freeMegabytes: Math.floor(free / 1e6) });
}

function refusal(error: unknown, name = '', bytes = 0, free = 0): DatasetProblem {
  if (isQuota(error)) return storageFull(name, bytes, free);
  return datasetProblem('storageRefused', null, { reason: error instanceof Error ? error.message : String(error) });
}

function sizeOf({ training, test }: ImportedDataset): number {
  return [training, test].reduce((sum, split) => sum + split.images.size + split.labels.size, 0);
}

/** Bytes that the browser still grants, as far as it says; Infinity where it does not. */
export async function freeBytes(): Promise<number> {
  if (!('storage' in navigator)) return Infinity;
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined ? Infinity : Math.max(0, quota - (usage ?? 0));
}

/** Keeps an imported set; one of the same data takes the place of the old. */
export async function saveDataset(dataset: ImportedDataset): Promise<Result<StoredDataset, DatasetProblem>> {
  const { info, training, test } = dataset;
  const bytes = sizeOf(dataset);
  const free = await freeBytes();
  if (bytes > free) return failure(storageFull(info.name, bytes, free));
  try {
    const stored: StoredDataset = { info, bytes, savedAt: Date.now() };
    const transaction = (await database()).transaction(['infos', 'pixels'], 'readwrite');
    await Promise.all([
      transaction.objectStore('pixels').put({ training, test }, info.id),
      transaction.objectStore('infos').put(stored, info.id),
      transaction.done,
    ]);
    return success(stored);
  } catch (error) {
    return failure(refusal(error, info.name, bytes, free));
  }
}

/** The newest first. */
export async function listDatasets(): Promise<Result<readonly StoredDataset[], DatasetProblem>> {
  try {
    const all = await (await database()).getAll('infos');
    return success(all.toSorted((a, b) => b.savedAt - a.savedAt));
  } catch (error) {
    return failure(refusal(error));
  }
}

/** A handle to the pixels, which stay in the database until they are read; null if there is no such set, or no storage. */
export async function openStoredDataset(id: string): Promise<ImportedDataset | null> {
  try {
    const transaction = (await database()).transaction(['infos', 'pixels']);
    const [stored, pixels] = await Promise.all([transaction.objectStore('infos').get(id), transaction.objectStore('pixels').get(id)]);
    return stored === undefined || pixels === undefined ? null : { kind: 'stored', info: stored.info, ...pixels };
  } catch {
    return null;
  }
}

export async function renameDataset(id: string, name: string): Promise<void> {
  const transaction = (await database()).transaction('infos', 'readwrite');
  const stored = await transaction.store.get(id);
  if (stored !== undefined) await transaction.store.put({ ...stored, info: { ...stored.info, name } }, id);
  await transaction.done;
}

export async function deleteDataset(id: string): Promise<Result<null, DatasetProblem>> {
  try {
    const transaction = (await database()).transaction(['infos', 'pixels'], 'readwrite');
    await Promise.all([transaction.objectStore('infos').delete(id), transaction.objectStore('pixels').delete(id), transaction.done]);
    return success(null);
  } catch (error) {
    return failure(refusal(error));
  }
}
