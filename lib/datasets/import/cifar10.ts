/** Reads CIFAR-10's binary version: records of a label and three planes of 32x32 (https://www.cs.toronto.edu/~kriz/cifar.html). */
import { DatasetFailure } from '../failure';
import type { Collector, CollectedSplit, ImageCounter } from './collected';
import { fileName, joinSplits, splitWriter } from './collected';
import type { Entry } from './entries';
import { isIdx } from './idx';

const SIDE = 32;
const CHANNELS = 3;
const PLANE_BYTES = SIDE * SIDE;
const IMAGE_BYTES = PLANE_BYTES * CHANNELS;
export const RECORD_BYTES = 1 + IMAGE_BYTES;
const RECORDS_AT_ONCE = 128;
const CLASS_FILE = 'batches.meta.txt';
const CLASSES = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];

/** Planes R, G, B to pixels of three bytes. */
function interleave(record: Uint8Array, out: Uint8Array, at: number): void {
  for (let pixel = 0; pixel < PLANE_BYTES; pixel++) {
    out[at + pixel * CHANNELS] = record[1 + pixel];
    out[at + pixel * CHANNELS + 1] = record[1 + PLANE_BYTES + pixel];
    out[at + pixel * CHANNELS + 2] = record[1 + 2 * PLANE_BYTES + pixel];
  }
}

async function readBatch({ path, reader }: Entry, onImages: ImageCounter): Promise<CollectedSplit> {
  const writer = splitWriter(path);
  for (;;) {
    const bytes = await reader.read(RECORD_BYTES * RECORDS_AT_ONCE);
    const count = Math.floor(bytes.length / RECORD_BYTES);
    const rest = bytes.length - count * RECORD_BYTES;
    if (rest > 0) {
      const whole = writer.count() + count;
      throw new DatasetFailure('cifarSize', path, { record: RECORD_BYTES, found: whole * RECORD_BYTES + rest, whole, rest });
    }
    if (count === 0) return writer.split();
    const images = new Uint8Array(count * IMAGE_BYTES);
    const labels = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      const record = bytes.subarray(i * RECORD_BYTES, (i + 1) * RECORD_BYTES);
      if (record[0] >= CLASSES.length) {
        throw new DatasetFailure('cifarLabel', path, { record: writer.count() + i + 1, found: record[0], highest: CLASSES.length - 1 });
      }
      labels[i] = record[0];
      interleave(record, images, i * IMAGE_BYTES);
    }
    writer.write(images, labels);
    onImages(count);
  }
}

async function readClasses({ reader }: Entry): Promise<readonly string[]> {
  const text = new TextDecoder().decode(await reader.read(64 * 1024));
  const names = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
  return names.length === CLASSES.length ? names : CLASSES;
}

/** Takes single batches too; whatever is not called a test batch is for training. */
export function cifar10Collector(onImages: ImageCounter): Collector {
  const batches = new Map<string, CollectedSplit>();
  let classes: readonly string[] = CLASSES;

  function accepts(path: string, head: Uint8Array): boolean {
    const name = fileName(path);
    return name === CLASS_FILE || (/\.bin$/i.test(name) && (/batch/i.test(name) || !isIdx(head)));
  }
  async function add(entry: Entry): Promise<void> {
    if (fileName(entry.path) === CLASS_FILE) classes = await readClasses(entry);
    else batches.set(entry.path, await readBatch(entry, onImages));
  }
  function joined(wanted: (name: string) => boolean): CollectedSplit {
    const paths = [...batches.keys()].filter((path) => wanted(fileName(path)));
    const inOrder = paths.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    return joinSplits(inOrder.flatMap((path) => batches.get(path) ?? []));
  }
  function finish() {
    return {
      name: 'CIFAR-10',
      source: 'https://www.cs.toronto.edu/~kriz/cifar.html',
      licence: '',
      shape: [SIDE, SIDE, CHANNELS],
      classes,
      flippable: true,
      training: joined((name) => !/test/i.test(name)),
      test: joined((name) => /test/i.test(name)),
    } as const;
  }
  return { accepts, add, finish };
}
