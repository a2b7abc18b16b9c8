import { describe, expect, test } from 'vitest';
import { bytesOf, cifar, gzip, imported, refused, source, tar } from './files';

const text = (value: string) => new TextEncoder().encode(value);
const NAMES = 'airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\nlorry\n\n';

const ARCHIVE = tar([
  { path: 'cifar-10-batches-bin/', data: new Uint8Array(0), type: '5' },
  { path: 'cifar-10-batches-bin/data_batch_2.bin', data: cifar([3, 4]) },
  { path: 'cifar-10-batches-bin/batches.meta.txt', data: text(NAMES) },
  { path: 'cifar-10-batches-bin/readme.html', data: text('<p>CIFAR</p>') },
  { path: 'cifar-10-batches-bin/test_batch.bin', data: cifar([9]) },
  { path: 'cifar-10-batches-bin/data_batch_1.bin', data: cifar([0, 1, 2]) },
]);

describe('CIFAR-10, binary version', () => {
  test('reads the archive as it is downloaded, its batches in order', async () => {
    const set = await imported([source('cifar-10-binary.tar.gz', gzip(ARCHIVE))]);
    expect(set.info).toMatchObject({ name: 'CIFAR-10', shape: [32, 32, 3], trainingCount: 5, testCount: 1, flippable: true });
    expect(set.info.classes).toHaveLength(10);
    expect(set.info.classes[9]).toBe('lorry');
    expect(await bytesOf(set.training.labels)).toEqual([0, 1, 2, 3, 4]);
    expect(await bytesOf(set.test.labels)).toEqual([9]);
  });

  test('turns planes into pixels of three bytes', async () => {
    const set = await imported([source('data_batch_1.bin', cifar([5, 6]))]);
    const pixels = await bytesOf(set.training.images);
    expect(pixels).toHaveLength(2 * 3072);
    expect(pixels.slice(0, 6)).toEqual([0, 1, 2, 0, 1, 2]);
    expect(pixels.slice(3072, 3078)).toEqual([1, 2, 3, 1, 2, 3]);
    // Channel c of the two images is filled with c and c + 1.
    expect(set.info.normalization.mean[0]).toBeCloseTo(0.5 / 255, 12);
    expect(set.info.normalization.mean[2]).toBeCloseTo(2.5 / 255, 12);
  });

  test('reads single files, packed or not, with the hash of the archive', async () => {
    const archive = await imported([source('cifar-10-binary.tar', ARCHIVE)]);
    const loose = await imported([
      source('test_batch.bin.gz', gzip(cifar([9]))), source('data_batch_1.bin', cifar([0, 1, 2])), source('data_batch_2.bin.gz', gzip(cifar([3, 4]))),
    ]);
    expect(loose.info.hash).toBe(archive.info.hash);
  });

  test('says what is wrong with a record', async () => {
    expect(await refused([source('data_batch_1.bin', cifar([1, 2, 3]).subarray(0, 9000))])).toMatchObject({
      code: 'cifarSize', place: { file: 'data_batch_1.bin' }, values: { record: 3073, found: 9000, whole: 2, rest: 9000 - 2 * 3073 },
    });
    expect(await refused([source('data_batch_1.bin', cifar([1, 10]))])).toMatchObject({ code: 'cifarLabel', values: { record: 2, found: 10, highest: 9 } });
    expect(await refused([source('data_batch_1.bin', new Uint8Array(0))])).toMatchObject({ code: 'noImages' });
  });

  test('tells the Python version and other files from it', async () => {
    const python = tar([{ path: 'cifar-10-batches-py/data_batch_1', data: text('pickle') }]);
    expect(await refused([source('cifar-10-python.tar.gz', gzip(python))])).toMatchObject({ code: 'cifarPython' });
    expect(await refused([source('notes.txt', text('hello'))])).toMatchObject({ code: 'formatUnknown', values: { names: 'notes.txt', more: 0 } });
    expect(await refused([source('data_batch_1.bin', cifar([1])), source('x/y/a.png', text('?'))])).toMatchObject({ code: 'formatsMixed' });
    expect(await refused([])).toMatchObject({ code: 'noImages' });
  });

  test('reports bytes and images, and stops when told to', async () => {
    const seen: number[] = [];
    const archive = gzip(ARCHIVE);
    await imported([source('a.tar.gz', archive)], { onProgress: ({ phase, bytesRead, bytesTotal }) => phase === 'reading' && seen.push(bytesRead / bytesTotal) });
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    const controller = new AbortController();
    const stopped = refused([source('a.tar.gz', archive)], { signal: controller.signal, onProgress: () => controller.abort() });
    expect(await stopped).toMatchObject({ code: 'importCancelled' });
  });
});

describe('tar', () => {
  test('reads long and odd names', async () => {
    const folder = 'a'.repeat(90);
    const set = await imported([source('odd.tar', tar([
      { path: `${folder}/文件夹/data_batch_1.bin`, data: cifar([1]) },
      { path: `./._data_batch_2.bin`, data: text('resource fork') },
      { path: `${folder}/${folder}/ data batch 2 .bin`, data: cifar([2]) },
    ]))]);
    expect(set.info.trainingCount).toBe(2);
  });

  test('says where it is cut off or damaged', async () => {
    expect(await refused([source('cut.tar', ARCHIVE.subarray(0, 512 * 5))])).toMatchObject({ code: 'tarTruncated', place: { file: 'cut.tar' }, values: { expected: 6146, found: 1536 } });
    const damaged = ARCHIVE.slice();
    damaged[512 + 512 + 6656 + 3] ^= 0x55;
    expect(await refused([source('damaged.tar', damaged)])).toMatchObject({ code: 'tarBroken', values: { offset: 512 + 512 + 6656 } });
    const cutGzip = gzip(ARCHIVE).subarray(0, 200);
    expect(await refused([source('cut.tar.gz', cutGzip)])).toMatchObject({ code: 'gzipTruncated', place: { file: 'cut.tar.gz' } });
  });
});
