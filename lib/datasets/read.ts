/** Turns a handle into the data set itself, where it is used: in the training worker and in the contact sheet. */
import type { Dataset, DatasetHandle, DatasetSplit, StoredSplit } from './dataset';
import { DatasetFailure } from './failure';
import { findShipped } from './registry';
import type { FileReader } from './shipped';
import { loadShipped } from './shipped';
import { assertNever } from '@/lib/util/assert-never';

/** Reads the files of a shipped set from the server's folder. */
export function fetchFrom(baseUrl: string): FileReader {
  return async (file) => {
    const url = new URL(file, baseUrl).href;
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}

async function readStored(split: StoredSplit, count: number, name: string): Promise<DatasetSplit> {
  try {
    const [images, labels] = await Promise.all([split.images.arrayBuffer(), split.labels.arrayBuffer()]);
    return { count, images: new Uint8Array(images), labels: new Uint8Array(labels) };
  } catch {
    throw new DatasetFailure('fileUnreadable', name);
  }
}

/** Throws a `DatasetFailure`, which carries a problem, where the files are missing, changed or no longer readable. */
export async function readDataset(handle: DatasetHandle): Promise<Dataset> {
  switch (handle.kind) {
    case 'shipped': {
      const dataset = findShipped(handle.id);
      if (dataset === undefined) throw new DatasetFailure('shippedMissing', handle.id);
      return loadShipped(dataset, fetchFrom(handle.baseUrl));
    }
    case 'stored': {
      const { info } = handle;
      const [training, test] = await Promise.all([
        readStored(handle.training, info.trainingCount, info.name),
        readStored(handle.test, info.testCount, info.name),
      ]);
      return { info, training, test };
    }
    default:
      return assertNever(handle);
  }
}
