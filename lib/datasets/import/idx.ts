/** Reads IDX, the format of MNIST and Fashion-MNIST: a file of images and one of labels a split (http://yann.lecun.com/exdb/mnist/). */
import { DatasetFailure } from '../failure';
import { blobWriter } from './bytes';
import type { Collected, CollectedSplit, Collector, ImageCounter } from './collected';
import { emptySplit, fileName } from './collected';
import type { Entry } from './entries';
import { MAXIMUM_IMAGES, MAXIMUM_PIXEL_BYTES, MAXIMUM_SIDE } from './limits';

const UNSIGNED_BYTE = 0x08;
const TYPES: readonly number[] = [0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e];
const PIECE_BYTES = 1024 * 1024;

type SplitName = 'training' | 'test' | 'unnamed';
type Images = { readonly path: string; readonly split: SplitName; readonly count: number; readonly shape: readonly [number, number, number]; readonly blob: Blob };
type Labels = { readonly path: string; readonly split: SplitName; readonly values: Uint8Array<ArrayBuffer> };
type Pair = { readonly images: Images; readonly labels: Labels };

function hexOf(bytes: Uint8Array): string {
  return [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

export function isIdx(head: Uint8Array): boolean {
  return head[0] === 0 && head[1] === 0 && TYPES.includes(head[2]) && head[3] >= 1 && head[3] <= 4;
}

function splitOf(path: string): SplitName {
  const name = fileName(path).toLowerCase();
  if (/t10k|test/.test(name)) return 'test';
  return /train/.test(name) ? 'training' : 'unnamed';
}

/** The sizes that follow the magic number: [count], [count, height, width] or [count, height, width, channels]. */
async function readHeader({ path, reader }: Entry): Promise<readonly number[]> {
  const magic = (await reader.read(4)).slice();
  if (magic.length < 4 || !isIdx(magic)) throw new DatasetFailure('idxHeader', path, { found: hexOf(magic) });
  if (magic[2] !== UNSIGNED_BYTE || magic[3] === 2) throw new DatasetFailure('idxType', path, { found: hexOf(magic) });
  const bytes = (await reader.read(4 * magic[3])).slice();
  if (bytes.length < 4 * magic[3]) throw new DatasetFailure('idxSize', path, { expected: 4 + 4 * magic[3], found: 4 + bytes.length, items: 0 });
  const view = new DataView(bytes.buffer);
  return Array.from({ length: magic[3] }, (_, i) => view.getUint32(4 * i));
}

async function readBody({ path, reader }: Entry, sizes: readonly number[], onBytes: (count: number) => void): Promise<Blob> {
  const header = 4 + 4 * sizes.length;
  const expected = sizes.reduce((product, size) => product * size, 1);
  const writer = blobWriter();
  for (;;) {
    const piece = await reader.readSome(PIECE_BYTES);
    if (piece.length === 0) break;
    writer.write(piece);
    onBytes(piece.length);
    if (writer.size() > expected) break;
  }
  if (writer.size() !== expected) {
    throw new DatasetFailure('idxSize', path, { expected: header + expected, found: header + writer.size(), items: sizes[0] });
  }
  return writer.blob();
}

function shapeOf(path: string, sizes: readonly number[]): readonly [number, number, number] {
  const [, height, width, channels = 1] = sizes;
  const valid = height >= 1 && width >= 1 && height <= MAXIMUM_SIDE && width <= MAXIMUM_SIDE && (channels === 1 || channels === 3);
  if (!valid) throw new DatasetFailure('imageTooLarge', path, { width, height, maximum: MAXIMUM_SIDE * MAXIMUM_SIDE });
  return [height, width, channels];
}

function checkLimits(path: string, sizes: readonly number[]): void {
  if (sizes[0] > MAXIMUM_IMAGES) throw new DatasetFailure('tooManyImages', path, { maximum: MAXIMUM_IMAGES });
  const bytes = sizes.reduce((product, size) => product * size, 1);
  if (bytes > MAXIMUM_PIXEL_BYTES) throw new DatasetFailure('unpackedTooLarge', path, { maximum: MAXIMUM_PIXEL_BYTES });
}

/** Images with the labels of the same split; where names say nothing, with labels of the same count, or those that are left. */
function pairUp(images: readonly Images[], labels: readonly Labels[]): readonly Pair[] {
  const free = [...labels];
  const pairs: Pair[] = [];
  for (const one of images) {
    const named = free.findIndex(({ split }) => split === one.split && split !== 'unnamed');
    const equal = free.findIndex(({ split, values }) => (split === 'unnamed' || one.split === 'unnamed') && values.length === one.count);
    const index = named >= 0 ? named : equal >= 0 ? equal : free.findIndex(({ split }) => split === 'unnamed' || one.split === 'unnamed');
    if (index < 0) throw new DatasetFailure('idxLabelsMissing', one.path);
    pairs.push({ images: one, labels: free[index] });
    free.splice(index, 1);
  }
  if (free.length > 0) throw new DatasetFailure('idxImagesMissing', free[0].path);
  return pairs;
}

function checkPair({ images, labels }: Pair): void {
  if (images.count === labels.values.length) return;
  throw new DatasetFailure('countsDisagree', labels.path, { labels: labels.values.length, other: images.path, images: images.count });
}

/** Training and test: by their names, else the larger one is for training. */
function assign(pairs: readonly Pair[]): { readonly training: Pair; readonly test: Pair | null } {
  const nameOf = ({ images, labels }: Pair) => (images.split === 'unnamed' ? labels.split : images.split);
  const bySize = pairs.toSorted((a, b) => b.images.count - a.images.count);
  const training = bySize.find((pair) => nameOf(pair) === 'training') ?? bySize.find((pair) => nameOf(pair) === 'unnamed') ?? bySize[0];
  const rest = bySize.filter((pair) => pair !== training);
  if (rest.length > 1 || (rest.length === 1 && nameOf(rest[0]) === 'training')) throw new DatasetFailure('idxDuplicate', rest[0].images.path);
  return { training, test: rest[0] ?? null };
}

function splitFrom(pair: Pair | null): CollectedSplit {
  return pair === null ? emptySplit : { count: pair.images.count, images: pair.images.blob, labels: pair.labels.values };
}

function nameFrom(path: string): string {
  const stem = fileName(path).replace(/\.(idx\d?|gz|ubyte|bin)$/i, '').replace(/[-_.]?(train(ing)?|t10k|test|images?|idx\d|ubyte)/gi, '');
  return stem.replace(/^[-_.]+|[-_.]+$/g, '');
}

export function idxCollector(onImages: ImageCounter): Collector {
  const images: Images[] = [];
  const labels: Labels[] = [];

  function accepts(path: string, head: Uint8Array): boolean {
    return isIdx(head) || /idx\d|\.idx$|ubyte$/i.test(fileName(path));
  }
  async function add(entry: Entry): Promise<void> {
    const { path } = entry;
    const sizes = await readHeader(entry);
    const split = splitOf(path);
    checkLimits(path, sizes);
    if (sizes.length === 1) {
      const blob = await readBody(entry, sizes, () => undefined);
      labels.push({ path, split, values: new Uint8Array(await blob.arrayBuffer()) });
      return;
    }
    const shape = shapeOf(path, sizes);
    const imageBytes = shape[0] * shape[1] * shape[2];
    let bytes = 0;
    const blob = await readBody(entry, sizes, (more) => {
      onImages(Math.floor((bytes + more) / imageBytes) - Math.floor(bytes / imageBytes));
      bytes += more;
    });
    images.push({ path, split, count: sizes[0], shape, blob });
  }
  function finish(): Collected {
    const pairs = pairUp(images, labels);
    pairs.forEach(checkPair);
    const { training, test } = assign(pairs);
    if (test !== null && test.images.shape.join() !== training.images.shape.join()) {
      throw new DatasetFailure('shapesDisagree', test.images.path, { found: test.images.shape.join('×'), other: training.images.path, expected: training.images.shape.join('×') });
    }
    const highest = training.labels.values.reduce((most, label) => Math.max(most, label), 0);
    const wrong = test === null ? -1 : test.labels.values.findIndex((label) => label > highest);
    if (test !== null && wrong >= 0) {
      throw new DatasetFailure('testLabelUnknown', test.labels.path, { item: wrong + 1, found: test.labels.values[wrong], highest });
    }
    return {
      name: nameFrom(training.images.path),
      source: '',
      licence: '',
      shape: training.images.shape,
      classes: Array.from({ length: highest + 1 }, (_, label) => String(label)),
      flippable: false,
      training: splitFrom(training),
      test: splitFrom(test),
    };
  }
  return { accepts, add, finish };
}
