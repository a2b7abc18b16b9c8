import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { fashionMnist } from '@/lib/datasets/fashion-mnist';
import { datasetHash } from '@/lib/datasets/hash';
import { loadShipped } from '@/lib/datasets/shipped';

const FOLDER = join(import.meta.dirname, '../../../public/datasets/fashion-mnist');
const read = async (file: string) => new Uint8Array(await readFile(join(FOLDER, file)));
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

describe('the shipped subset of Fashion-MNIST', () => {
  test('has the committed files that its manifest names', async () => {
    for (const { images, labels } of [fashionMnist.files.training, fashionMnist.files.test]) {
      for (const { file, bytes, sha256: expected } of [images, labels]) {
        const data = await read(file);
        expect(data.length).toBe(bytes);
        expect(sha256(data)).toBe(expected);
      }
    }
    expect(new TextDecoder().decode(await read('LICENSE.txt'))).toContain('Copyright (c) 2017 Zalando SE');
  });

  test('decodes to 8,000 and 2,000 images with the hash of its info', async () => {
    const { info, training, test: held } = await loadShipped(fashionMnist, read);
    expect([training.count, held.count]).toEqual([8_000, 2_000]);
    expect(training.images.length).toBe(8_000 * 784);
    // Of the official label files: the first ten of each.
    expect([...training.labels.subarray(0, 10)]).toEqual([9, 0, 0, 3, 0, 2, 7, 2, 5, 5]);
    expect([...held.labels.subarray(0, 10)]).toEqual([9, 2, 1, 1, 6, 1, 4, 6, 5, 7]);
    const hashes = [training, held].map((split) => ({ images: sha256(split.images), labels: sha256(split.labels) }));
    expect(datasetHash(info.shape, hashes[0], hashes[1])).toBe(info.hash);
  });

  test('agrees with another PNG decoder', async () => {
    const { test: held } = await loadShipped(fashionMnist, read);
    const other = PNG.sync.read(await readFile(join(FOLDER, 'test-images.png')));
    expect([other.width, other.height]).toEqual([784, 2_000]);
    const grey = held.images.map((_, i) => other.data[i * 4]);
    expect(sha256(grey)).toBe(sha256(held.images));
  });

  test('says which file is missing or changed', async () => {
    await expect(loadShipped(fashionMnist, () => Promise.reject(new Error('404')))).rejects.toMatchObject({
      problem: { code: 'shippedMissing', place: { file: 'training-images.png' } },
    });
    const cut = async (file: string) => (await read(file)).subarray(0, 1000);
    await expect(loadShipped(fashionMnist, cut)).rejects.toMatchObject({ problem: { code: 'shippedChanged' } });
  });
});
