/** From bytes to the numbers that a net sees: crop, mirror and normalisation of whole batches, into arrays that are used again. */
import type { DatasetInfo, DatasetSplit } from '@/lib/datasets/dataset';
import type { Augmentation } from './augment';
import { UNCHANGED } from './augment';

/** Normalised value of every byte, channel after channel: (byte / 255 − mean) / deviation, rounded to float32. */
export function normalizationTable({ shape, normalization }: Pick<DatasetInfo, 'shape' | 'normalization'>): Float32Array {
  const table = new Float32Array(256 * shape[2]);
  for (let channel = 0; channel < shape[2]; channel++) {
    const mean = normalization.mean[channel] ?? 0;
    const deviation = normalization.deviation[channel] ?? 1;
    for (let byte = 0; byte < 256; byte++) table[channel * 256 + byte] = (byte / 255 - mean) / deviation;
  }
  return table;
}

export type BatchBuffers = { readonly images: Float32Array; readonly labels: Int32Array };

export type BatchMaker = {
  /** Room for `size` images and labels. */
  readonly buffers: (size: number) => BatchBuffers;
  /** Writes image `index` of the split, augmented, at place `slot` of the batch. */
  readonly place: (into: BatchBuffers, slot: number, split: DatasetSplit, index: number, augmentation?: Augmentation) => void;
};

/** A maker of batches for one data set; the table of normalised values is made once. */
export function batchMaker(info: Pick<DatasetInfo, 'shape' | 'normalization'>): BatchMaker {
  const [height, width, channels] = info.shape;
  const table = normalizationTable(info);
  const pixels = height * width * channels;

  function place(into: BatchBuffers, slot: number, split: DatasetSplit, index: number, { top, left, flip }: Augmentation = UNCHANGED): void {
    into.labels[slot] = split.labels[index];
    let target = slot * pixels;
    for (let y = 0; y < height; y++) {
      const sourceY = y + top;
      for (let x = 0; x < width; x++) {
        const sourceX = (flip ? width - 1 - x : x) + left;
        const inside = sourceY >= 0 && sourceY < height && sourceX >= 0 && sourceX < width;
        const source = index * pixels + (sourceY * width + sourceX) * channels;
        for (let channel = 0; channel < channels; channel++) {
          into.images[target++] = table[channel * 256 + (inside ? split.images[source + channel] : 0)];
        }
      }
    }
  }
  return { buffers: (size) => ({ images: new Float32Array(size * pixels), labels: new Int32Array(size) }), place };
}
