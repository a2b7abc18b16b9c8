/** Makes a data set of what a reader gathered: hashes all bytes and measures the training pixels, as a stream. */
import type { DatasetHandle, DatasetInfo, StoredSplit } from '../dataset';
import { DatasetFailure } from '../failure';
import { datasetHash, runningSha256 } from '../hash';
import { sha256Hex } from '@/lib/util/sha256';
import { blobStream } from './bytes';
import type { Collected, CollectedSplit } from './collected';
import { findKnown } from './known';

export type ImportedDataset = Extract<DatasetHandle, { kind: 'stored' }>;

type Measured = { readonly hash: string; /** How often each byte value occurs, a channel after the other. */ readonly histogram: Float64Array };

async function measure(split: CollectedSplit, channels: number, signal: AbortSignal, onBytes: (count: number) => void): Promise<Measured> {
  const hash = runningSha256();
  const histogram = new Float64Array(256 * channels);
  let channel = 0;
  for await (const piece of blobStream(split.images, '', signal, onBytes)) {
    hash.add(piece);
    for (let i = 0; i < piece.length; i++) {
      histogram[channel * 256 + piece[i]]++;
      channel = channel + 1 === channels ? 0 : channel + 1;
    }
  }
  return { hash: hash.hex(), histogram };
}

/** Mean and deviation a channel, of pixels scaled to 0…1; exact sums, as they are counts of bytes. A channel that never varies gets deviation 1. */
export function normalizationOf(histogram: Float64Array, channels: number): DatasetInfo['normalization'] {
  const mean: number[] = [];
  const deviation: number[] = [];
  for (let channel = 0; channel < channels; channel++) {
    let count = 0;
    let sum = 0;
    let squares = 0;
    for (let value = 0; value < 256; value++) {
      const times = histogram[channel * 256 + value];
      count += times;
      sum += times * value;
      squares += times * value * value;
    }
    const average = sum / count;
    const variance = squares / count - average * average;
    mean.push(average / 255);
    deviation.push(variance > 1e-9 ? Math.sqrt(variance) / 255 : 1);
  }
  return { mean, deviation };
}

/** The same data get the same id on every machine, so a notebook that names them finds them again. */
function idOf(hash: string): string {
  return `data_${hash.slice(0, 16)}`;
}

function stored({ images, labels }: CollectedSplit): StoredSplit {
  return { images, labels: new Blob([labels]) };
}

export async function describeDataset(collected: Collected, signal: AbortSignal, onBytes: (count: number) => void): Promise<ImportedDataset> {
  const { shape, training, test } = collected;
  if (training.count === 0) throw new DatasetFailure('noImages', null);
  const channels = shape[2];
  const measuredTraining = await measure(training, channels, signal, onBytes);
  const measuredTest = await measure(test, channels, signal, onBytes);
  const hash = datasetHash(
    shape,
    { images: measuredTraining.hash, labels: sha256Hex(training.labels) },
    { images: measuredTest.hash, labels: sha256Hex(test.labels) },
  );
  const { name, source, licence, classes, flippable } = findKnown(measuredTraining.hash) ?? collected;
  const info: DatasetInfo = {
    id: idOf(hash),
    name,
    source,
    licence,
    shape,
    classes,
    normalization: normalizationOf(measuredTraining.histogram, channels),
    trainingCount: training.count,
    testCount: test.count,
    flippable,
    hash,
  };
  return { kind: 'stored', info, training: stored(training), test: stored(test) };
}
