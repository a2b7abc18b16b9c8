import { expect, test } from 'vitest';
import { augmentationOf } from '@/lib/runs/augment';
import { batchMaker, normalizationTable } from '@/lib/runs/batch';
import { epochOrder } from '@/lib/runs/shuffle';
import { validationSplit } from '@/lib/runs/split';

test('the validation split is seeded, disjoint and complete', () => {
  const split = validationSplit(8_000, 0.1, 1);
  expect([split.training.length, split.validation.length]).toEqual([7_200, 800]);
  expect(new Set([...split.training, ...split.validation]).size).toBe(8_000);
  expect(validationSplit(8_000, 0.1, 1)).toEqual(split);
  expect(validationSplit(8_000, 0.1, 2).validation).not.toEqual(split.validation);
  expect([...split.validation]).toEqual([...split.validation].sort((a, b) => a - b));
  expect(validationSplit(10, 0, 1)).toEqual({ training: Int32Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), validation: new Int32Array(0) });
});

test('an epoch’s order is a permutation of its own, made from seed and epoch alone', () => {
  const indices = validationSplit(500, 0.2, 1).training;
  const orders = [0, 1].map((epoch) => epochOrder(indices, 7, epoch));
  expect(orders[0]).not.toEqual(orders[1]);
  expect([...orders[0]].sort((a, b) => a - b)).toEqual([...indices]);
  expect(epochOrder(indices, 7, 1)).toEqual(orders[1]);
  expect(epochOrder(indices, 8, 1)).not.toEqual(orders[1]);
});

test('augmentations cover their range evenly and depend on seed, epoch and image alone', () => {
  const settings = { padAndCrop: 2, flip: true };
  const drawn = Array.from({ length: 5_000 }, (_, image) => augmentationOf(settings, 1, 0, image));
  expect(augmentationOf(settings, 1, 0, 77)).toEqual(drawn[77]);
  for (const axis of ['top', 'left'] as const) {
    for (const shift of [-2, -1, 0, 1, 2]) expect(drawn.filter((each) => each[axis] === shift).length / 5_000).toBeCloseTo(0.2, 1);
  }
  expect(drawn.filter(({ flip }) => flip).length / 5_000).toBeCloseTo(0.5, 1);
  expect(augmentationOf({ padAndCrop: 0, flip: false }, 1, 0, 3)).toEqual({ top: 0, left: 0, flip: false });
  expect(Array.from({ length: 50 }, (_, image) => augmentationOf({ padAndCrop: 1, flip: false }, 1, 0, image)).some(({ flip }) => flip)).toBe(false);
});

const info = { shape: [2, 3, 1], normalization: { mean: [0.5], deviation: [0.25] } } as const;

test('bytes are scaled to 0…1 and normalised', () => {
  const table = normalizationTable(info);
  expect([table[0], table[255], table[51]]).toEqual([-2, 2, Math.fround((0.2 - 0.5) / 0.25)]);
});

test('a batch holds images as they are, shifted with black from outside, and mirrored', () => {
  const split = { count: 1, images: Uint8Array.from([0, 51, 102, 153, 204, 255]), labels: Uint8Array.from([4]) };
  const maker = batchMaker(info);
  const placed = (augmentation?: { top: number; left: number; flip: boolean }) => {
    const batch = maker.buffers(2);
    maker.place(batch, 1, split, 0, augmentation);
    expect([...batch.labels]).toEqual([0, 4]);
    return [...batch.images.subarray(6)].map((value) => Math.round((value * 0.25 + 0.5) * 255));
  };
  expect(placed()).toEqual([0, 51, 102, 153, 204, 255]);
  expect(placed({ top: 0, left: 0, flip: true })).toEqual([102, 51, 0, 255, 204, 153]);
  expect(placed({ top: 1, left: -1, flip: false })).toEqual([0, 153, 204, 0, 0, 0]);
  expect(placed({ top: 0, left: 1, flip: true })).toEqual([0, 102, 51, 0, 255, 204]);
});
