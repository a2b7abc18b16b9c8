import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toSquareImage } from '@/lib/datasets/import/resample';
import { bytesOf, imported, pictures, png, refused, source, zip } from './files';

const RED = png(6, 4, () => [255, 0, 0]);
const BLUE = png(4, 9, () => [0, 0, 255]);

describe('pictures in folders', () => {
  test('a zip with one folder a class', async () => {
    const set = await imported([source('pets.zip', zip({ 'pets/dog/2.png': BLUE, 'pets/cat/1.png': RED, 'pets/cat/10.png': BLUE, 'pets/readme.txt': RED, '__MACOSX/pets/cat/._1.png': RED }))]);
    expect(set.info).toMatchObject({ name: 'pets', shape: [4, 4, 3], classes: ['cat', 'dog'], trainingCount: 3, testCount: 0, flippable: true });
    expect(await bytesOf(set.training.labels)).toEqual([0, 0, 1]);
    expect((await bytesOf(set.training.images)).slice(0, 3)).toEqual([255, 0, 0]);
  });

  test('a folder gives the same as its zip; train, val and test are splits', async () => {
    const files = { 'set/train/a/1.png': RED, 'set/train/b/1.png': BLUE, 'set/val/a/2.png': BLUE, 'set/test/b/3.png': RED };
    const folder = await imported(Object.entries(files).map(([path, data]) => source(path, data)));
    const archive = await imported([source('set.zip', zip(files))]);
    expect(folder.info).toEqual(archive.info);
    expect(folder.info).toMatchObject({ name: 'set', trainingCount: 3, testCount: 1 });
    const two = await imported(Object.entries(files).slice(0, 3).map(([path, data]) => source(path, data)));
    expect(two.info).toMatchObject({ trainingCount: 2, testCount: 1 });
  });

  test('grey and another size, as asked', async () => {
    const set = await imported([source('a/x/1.png', RED), source('a/y/1.png', BLUE)], { pictures: { ...pictures, side: 2, colour: 'grey' } });
    expect(set.info.shape).toEqual([2, 2, 1]);
    // ITU-R BT.601: 0.299 and 0.114 of 255.
    expect(await bytesOf(set.training.images)).toEqual([76, 76, 76, 76, 29, 29, 29, 29]);
  });

  test.each([
    ['no folders', [source('1.png', RED), source('2.png', BLUE)], 'foldersMissing'],
    ['one folder', [source('all/1.png', RED)], 'foldersMissing'],
    ['a test class that training lacks', [source('train/a/1.png', RED), source('train/b/1.png', RED), source('test/c/1.png', RED)], 'testFolderUnknown'],
    ['a broken picture', [source('a/x/1.png', RED.subarray(0, 60)), source('a/y/1.png', BLUE)], 'pngBroken'],
    ['JPEG where nothing can decode it', [source('a/x/1.jpg', Uint8Array.of(0xff, 0xd8))], 'pictureNotPng'],
    ['a cut zip', [source('a.zip', zip({ 'a/1.png': RED }).subarray(0, 90))], 'zipBroken'],
  ])('refuses %s', async (_, sources, code) => {
    expect((await refused(sources)).code).toBe(code);
  });

  test('refuses a zip whose file is larger than its directory says', async () => {
    const archive = zip({ 'a/x/1.png': RED, 'a/y/1.png': BLUE });
    const view = new DataView(archive.buffer, archive.byteOffset, archive.length);
    const entry = archive.findIndex((_, i) => i + 4 <= archive.length && view.getUint32(i, true) === 0x02014b50);
    view.setUint32(entry + 24, 20, true);
    expect((await refused([source('bomb.zip', archive)])).code).toBe('zipBroken');
    view.setUint32(entry + 24, 3_000_000_000, true);
    expect((await refused([source('bomb.zip', archive)])).code).toBe('unpackedTooLarge');
    view.setUint16(entry + 8, 1, true);
    expect((await refused([source('locked.zip', archive)])).code).toBe('zipUnsupported');
  });
});

describe('resampling', () => {
  test('keeps an image of the right size and cuts from the centre', () => {
    const data = new Uint8Array(4 * 2 * 3).map((_, i) => i * 10);
    expect([...toSquareImage({ width: 4, height: 2, channels: 3, data }, 2, 'rgb')]).toEqual([...data.subarray(3, 9), ...data.subarray(15, 21)]);
  });

  test('a plain picture stays plain at any size', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 255 }), (width, height, side, value) => {
      const data = new Uint8Array(width * height).fill(value);
      expect(new Set(toSquareImage({ width, height, channels: 1, data }, side, 'grey'))).toEqual(new Set([value]));
    }));
  });

  test('halving averages with the triangle filter', () => {
    const data = [0, 0, 80, 160];
    // Weights 3/8, 3/8, 1/8 of the taps at distances 0.5, 0.5 and 1.5, renormalised at the border: 80/7, (80 * 3 + 160 * 3) / 7.
    const rows = new Uint8Array(16).map((_, i) => data[i % 4]);
    expect([...toSquareImage({ width: 4, height: 4, channels: 1, data: rows }, 2, 'grey')].slice(0, 2)).toEqual([Math.round(80 / 7), Math.round(720 / 7)]);
  });

  test('transparent pixels become white', () => {
    expect([...toSquareImage({ width: 1, height: 1, channels: 4, data: Uint8Array.of(0, 0, 0, 0) }, 1, 'rgb')]).toEqual([255, 255, 255]);
  });
});
