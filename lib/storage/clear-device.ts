/** *Clear this device*: takes everything away that the app keeps in this browser, for machines that several people use. */
import { deleteDB } from 'idb';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { closeDatabase, DATABASE } from './database';

const PREFIX = 'skipbook';
const DATASETS = 'skipbook-datasets';

async function databaseNames(): Promise<readonly string[]> {
  const known = [DATABASE, DATASETS];
  if (typeof indexedDB.databases !== 'function') return known;
  const found = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(PREFIX) === true ? [name] : []));
  return [...new Set([...known, ...found])];
}

function clearLocal(storage: Storage): void {
  for (const key of Object.keys(storage).filter((name) => name.startsWith(PREFIX))) storage.removeItem(key);
}

/** Deletes notebooks, runs, weights, data sets and settings. A tab that does not let go of them is a problem. */
export async function clearDevice(): Promise<Result<void, Problem>> {
  try {
    clearLocal(localStorage);
    clearLocal(sessionStorage);
    await closeDatabase();
    for (const name of await databaseNames()) {
      const blocked = new Promise<'blocked'>((resolve) => void setTimeout(() => resolve('blocked'), 4000));
      if ((await Promise.race([deleteDB(name), blocked])) === 'blocked') return failure(problem('storageBlocked'));
    }
    if (typeof caches !== 'undefined') {
      for (const key of await caches.keys()) if (key.startsWith(PREFIX)) await caches.delete(key);
    }
    return success(undefined);
  } catch (error) {
    return failure(problem('storageFailed', {}, { message: error instanceof Error ? error.message : String(error) }));
  }
}
