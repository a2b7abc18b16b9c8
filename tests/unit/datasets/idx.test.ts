import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDataset } from '@/lib/datasets/read';
import { bytesOf, gzip, idx, idxImages, idxLabels, imported, refused, source, zip } from './files';

const TRAIN = [source('train-images-idx3-ubyte.gz', gzip(idxImages(3))), source('train-labels-idx1-ubyte.gz', gzip(idxLabels([0, 2, 1])))];
const HELD = [source('t10k-images-idx3-ubyte', idxImages(2)), source('t10k-labels-idx1-ubyte', idxLabels([1, 2]))];

describe('IDX', () => {
  test('reads pairs, packed or not, and tells training from test by name', async () => {
    const set = await imported([...HELD, ...TRAIN]);
    expect(set.info).toMatchObject({ shape: [2, 3, 1], classes: ['0', '1', '2'], trainingCount: 3, testCount: 2, flippable: false });
    expect(await bytesOf(set.training.images)).toEqual(Array.from({ length: 18 }, (_, i) => i));
    expect(await bytesOf(set.training.labels)).toEqual([0, 2, 1]);
    expect(await bytesOf(set.test.labels)).toEqual([1, 2]);
    const whole = await readDataset(set);
    expect(whole.training.count).toBe(3);
    expect(whole.training.images.length).toBe(18);
  });

  test('the same data have the same hash and id, whatever they come in', async () => {
    const loose = await imported([...TRAIN, ...HELD]);
    const archive = await imported([source('set.zip', zip({
      'a/train-images-idx3-ubyte': idxImages(3), 'a/train-labels-idx1-ubyte': idxLabels([0, 2, 1]),
      'a/t10k-images-idx3-ubyte': idxImages(2), 'a/t10k-labels-idx1-ubyte': idxLabels([1, 2]),
    }))]);
    expect(archive.info.hash).toBe(loose.info.hash);
    expect(archive.info.id).toMatch(/^data_[0-9a-f]{16}$/);
  });

  test('tells images from labels and training from test by content where names say nothing', async () => {
    const set = await imported([
      source('a.gz', gzip(idxLabels([0, 1]))), source('b', idxImages(3)), source('c', idxLabels([1, 0, 1])), source('d', idxImages(2)),
    ]);
    expect(set.info).toMatchObject({ trainingCount: 3, testCount: 2 });
    expect(await bytesOf(set.training.labels)).toEqual([1, 0, 1]);
  });

  test('a training split alone will do, and a test split alone is trained on', async () => {
    expect((await imported(TRAIN)).info).toMatchObject({ trainingCount: 3, testCount: 0 });
    expect((await imported(HELD)).info).toMatchObject({ trainingCount: 2, testCount: 0 });
  });

  test('measures mean and deviation of the training pixels', async () => {
    const body = Uint8Array.of(0, 255, 0, 255);
    const { info } = await imported([source('images', idx([1, 2, 2], body)), source('labels', idxLabels([0]))]);
    expect(info.normalization.mean[0]).toBeCloseTo(0.5, 12);
    expect(info.normalization.deviation[0]).toBeCloseTo(0.5, 12);
  });

  test.each([
    ['counts that disagree', [TRAIN[0], source('train-labels-idx1-ubyte', idxLabels([0, 1]))], 'countsDisagree', { labels: 2, images: 3 }],
    ['a cut file', [source('train-images-idx3-ubyte', idxImages(3).subarray(0, 30)), TRAIN[1]], 'idxSize', { expected: 34, found: 30 }],
    ['surplus bytes', [source('train-images-idx3-ubyte', idx([1, 2, 2], new Uint8Array(9))), TRAIN[1]], 'idxSize', { expected: 20, found: 25 }],
    ['a cut header', [source('train-images-idx3-ubyte', Uint8Array.of(0, 0, 8, 3, 0, 0))], 'idxSize', { found: 6 }],
    ['a wrong magic number', [source('train-images-idx3-ubyte', Uint8Array.of(1, 2, 3, 4, 5))], 'idxHeader', { found: '01 02 03 04' }],
    ['floats', [source('train-images-idx3-ubyte', idx([1, 1, 1], new Uint8Array(4), 0x0d))], 'idxType', { found: '00 00 0d 03' }],
    ['missing labels', [TRAIN[0]], 'idxLabelsMissing', {}],
    ['missing images', [TRAIN[1]], 'idxImagesMissing', {}],
    ['two training sets', [...TRAIN, source('b/train-images.idx3', idxImages(2)), source('b/train-labels.idx1', idxLabels([0, 1]))], 'idxDuplicate', {}],
    ['a test label that training lacks', [...TRAIN, HELD[0], source('t10k-labels-idx1-ubyte', idxLabels([0, 7]))], 'testLabelUnknown', { found: 7, item: 2, highest: 2 }],
    ['splits of two shapes', [...TRAIN, source('t10k-images-idx3-ubyte', idxImages(2, 3, 3)), HELD[1]], 'shapesDisagree', { found: '3×3×1', expected: '2×3×1' }],
    ['no images', [source('train-images-idx3-ubyte', idxImages(0)), source('train-labels-idx1-ubyte', idxLabels([]))], 'noImages', {}],
    ['an absurd count', [source('train-images-idx3-ubyte', idx([2_000_000_000, 28, 28], new Uint8Array(9)))], 'tooManyImages', {}],
    ['absurd sizes', [source('train-images-idx3-ubyte', idx([2, 99_999, 28], new Uint8Array(9)))], 'imageTooLarge', {}],
  ])('refuses %s', async (_, sources, code, values) => {
    expect(await refused(sources)).toMatchObject({ code, values });
  });

  test('refuses gzip that is cut off or damaged', async () => {
    const whole = gzip(idx([300, 28, 28], new Uint8Array(300 * 784).map((_, i) => (i * 7919) % 251)));
    for (const cut of [30, whole.length >> 1, whole.length - 9, whole.length - 3]) {
      const { code } = await refused([source('train-images-idx3-ubyte.gz', whole.subarray(0, cut)), TRAIN[1]]);
      expect(code).toMatch(/gzip(Truncated|Broken)/);
    }
    const damaged = whole.slice();
    damaged[damaged.length - 6] ^= 1;
    expect(await refused([source('train-images-idx3-ubyte.gz', damaged), TRAIN[1]])).toMatchObject({ code: 'gzipBroken' });
  });

  test('reads large files of a zip as a stream', async () => {
    const body = new Uint8Array(2_000 * 784).map((_, i) => (i * 2_654_435_761) >>> 24);
    const files = { 'train-images-idx3-ubyte': idx([2_000, 28, 28], body), 'train-labels-idx1-ubyte': idxLabels(Array.from({ length: 2_000 }, (_, i) => i % 10)) };
    const archive = await imported([source('set.zip', zip(files))]);
    const loose = await imported(Object.entries(files).map(([path, data]) => source(path, data)));
    expect(archive.info.hash).toBe(loose.info.hash);
  });

  test('reads gzip of several members', async () => {
    const images = idxImages(3);
    const members = [images.subarray(0, 10), images.subarray(10)].map((part) => [...gzip(part)]).flat();
    const set = await imported([source('train-images-idx3-ubyte.gz', Uint8Array.from(members)), TRAIN[1]]);
    expect(await bytesOf(set.training.images)).toEqual([...images.subarray(16)]);
  });

  test('gives back every image that was written', async () => {
    await fc.assert(fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 40 }), fc.boolean(),
      async (height, width, labels, packed) => {
        const images = idxImages(labels.length, height, width);
        const wrap = (data: Uint8Array) => (packed ? gzip(data) : data);
        const set = await imported([source('train-images-idx3-ubyte', wrap(images)), source('train-labels-idx1-ubyte', wrap(idxLabels(labels)))]);
        expect(await bytesOf(set.training.images)).toEqual([...images.subarray(16)]);
        expect(await bytesOf(set.training.labels)).toEqual(labels);
      },
    ), { numRuns: 40 });
  });
});
