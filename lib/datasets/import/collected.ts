/** What a format's reader gathers, before it is checked, counted and hashed as a data set. */
import { DatasetFailure } from '../failure';
import type { BlobWriter } from './bytes';
import { blobWriter } from './bytes';
import type { Entry } from './entries';
import { MAXIMUM_IMAGES, MAXIMUM_PIXEL_BYTES } from './limits';

export type CollectedSplit = { readonly count: number; readonly images: Blob; readonly labels: Uint8Array<ArrayBuffer> };

export type Collected = {
  readonly name: string;
  readonly source: string;
  /** Empty where the files do not say. */
  readonly licence: string;
  readonly shape: readonly [number, number, number];
  readonly classes: readonly string[];
  readonly flippable: boolean;
  readonly training: CollectedSplit;
  readonly test: CollectedSplit;
};

/** A reader of one format: it is asked about each file by its name and first bytes, reads those that it knows, and sums up. */
export type Collector = {
  readonly accepts: (path: string, head: Uint8Array) => boolean;
  readonly add: (entry: Entry) => Promise<void>;
  readonly finish: () => Collected;
};

export type ImageCounter = (more: number) => void;

export type SplitWriter = {
  /** One image or several, NHWC, with their labels. */
  readonly write: (images: Uint8Array, labels: ArrayLike<number>) => void;
  readonly count: () => number;
  readonly split: () => CollectedSplit;
};

/** Gathers images and labels; `file` is named where they grow beyond what can be trained on. */
export function splitWriter(file: string): SplitWriter {
  const images: BlobWriter = blobWriter();
  let labels = new Uint8Array(1024);
  let count = 0;

  function write(pixels: Uint8Array, more: ArrayLike<number>): void {
    if (count + more.length > MAXIMUM_IMAGES) throw new DatasetFailure('tooManyImages', file, { maximum: MAXIMUM_IMAGES });
    if (images.size() + pixels.length > MAXIMUM_PIXEL_BYTES) throw new DatasetFailure('unpackedTooLarge', file, { maximum: MAXIMUM_PIXEL_BYTES });
    images.write(pixels);
    if (count + more.length > labels.length) {
      const larger = new Uint8Array(Math.max(labels.length * 2, count + more.length));
      larger.set(labels.subarray(0, count));
      labels = larger;
    }
    labels.set(more, count);
    count += more.length;
  }
  return { write, count: () => count, split: () => ({ count, images: images.blob(), labels: labels.slice(0, count) }) };
}

export const emptySplit: CollectedSplit = { count: 0, images: new Blob([]), labels: new Uint8Array(0) };

/** One split of several, in the order given. */
export function joinSplits(splits: readonly CollectedSplit[]): CollectedSplit {
  const count = splits.reduce((sum, split) => sum + split.count, 0);
  const labels = new Uint8Array(count);
  let filled = 0;
  for (const split of splits) {
    labels.set(split.labels, filled);
    filled += split.count;
  }
  return { count, images: new Blob(splits.map((split) => split.images)), labels };
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
