/** Reads single images of a data set, without its other pixels where they are stored: for the contact sheet. */
import type { DatasetHandle } from './dataset';
import { DatasetFailure } from './failure';
import { fetchFrom } from './read';
import { findShipped } from './registry';
import { loadShippedSplit } from './shipped';
import { assertNever } from '@/lib/util/assert-never';

export type SplitName = 'training' | 'test';

export type SheetSource = {
  readonly labels: Uint8Array;
  /** The bytes of the images at these places, in this order. */
  readonly read: (indices: readonly number[]) => Promise<readonly Uint8Array[]>;
};

/** Throws a `DatasetFailure` where the files are missing or changed. */
export async function openSheet(handle: DatasetHandle, split: SplitName): Promise<SheetSource> {
  switch (handle.kind) {
    case 'shipped': {
      const dataset = findShipped(handle.id);
      if (dataset === undefined) throw new DatasetFailure('shippedMissing', handle.id);
      const { count, images, labels } = await loadShippedSplit(dataset, split, fetchFrom(handle.baseUrl));
      const size = images.length / count;
      return { labels, read: (indices) => Promise.resolve(indices.map((index) => images.subarray(index * size, (index + 1) * size))) };
    }
    case 'stored': {
      const { images, labels } = handle[split];
      const size = handle.info.shape.reduce((product, side) => product * side, 1);
      const one = async (index: number) => new Uint8Array(await images.slice(index * size, (index + 1) * size).arrayBuffer());
      return { labels: new Uint8Array(await labels.arrayBuffer()), read: (indices) => Promise.all(indices.map(one)) };
    }
    default:
      return assertNever(handle);
  }
}
