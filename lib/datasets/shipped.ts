/** Reads a shipped data set: two sheets with one image a row, and labels, checked against the hashes of its manifest. */
import { sha256Hex } from '@/lib/util/sha256';
import type { Dataset, DatasetInfo, DatasetSplit } from './dataset';
import { DatasetFailure } from './failure';
import { decodePng } from './png';

type ShippedFile = { readonly file: string; readonly bytes: number; readonly sha256: string };
type ShippedSplit = { readonly images: ShippedFile; readonly labels: ShippedFile };

export type ShippedDataset = {
  readonly info: DatasetInfo;
  readonly files: { readonly training: ShippedSplit; readonly test: ShippedSplit };
};

/** The bytes of a file of the data set's folder, by name; from a server, or from the disk in Node. */
export type FileReader = (file: string) => Promise<Uint8Array>;

async function readChecked(read: FileReader, { file, bytes, sha256 }: ShippedFile): Promise<Uint8Array> {
  let data: Uint8Array;
  try {
    data = await read(file);
  } catch {
    throw new DatasetFailure('shippedMissing', file);
  }
  if (data.length !== bytes || sha256Hex(data) !== sha256) {
    throw new DatasetFailure('shippedChanged', file, { expected: bytes, found: data.length });
  }
  return data;
}

/** One split alone, for a look at it. */
export async function loadShippedSplit({ info, files: all }: ShippedDataset, split: 'training' | 'test', read: FileReader): Promise<DatasetSplit> {
  const files = all[split];
  const count = split === 'training' ? info.trainingCount : info.testCount;
  const [sheet, labels] = await Promise.all([readChecked(read, files.images), readChecked(read, files.labels)]);
  const { width, height, data } = decodePng(sheet, files.images.file);
  const [rows, columns, channels] = info.shape;
  if (height !== count || width !== rows * columns * channels || labels.length !== count) {
    throw new DatasetFailure('shippedChanged', files.images.file, { expected: files.images.bytes, found: sheet.length });
  }
  return { count, images: data, labels };
}

/** The whole data set, decoded. Throws a `DatasetFailure` where a file is missing or not the one that was built. */
export async function loadShipped(dataset: ShippedDataset, read: FileReader): Promise<Dataset> {
  const [training, test] = await Promise.all([loadShippedSplit(dataset, 'training', read), loadShippedSplit(dataset, 'test', read)]);
  return { info: dataset.info, training, test };
}
