/** How much this browser keeps for the app, and whether it promised not to clear it. */

export type StorageUse = { readonly usedBytes: number; readonly quotaBytes: number };

/** Null where the browser does not say (plain http). */
export async function storageUse(): Promise<StorageUse | null> {
  try {
    const estimate = await navigator.storage.estimate();
    if (estimate.usage === undefined || estimate.quota === undefined) return null;
    return { usedBytes: estimate.usage, quotaBytes: estimate.quota };
  } catch {
    return null;
  }
}

/** Asks the browser to keep the data under pressure; false where it refuses or cannot. */
export async function requestPersistence(): Promise<boolean> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}
