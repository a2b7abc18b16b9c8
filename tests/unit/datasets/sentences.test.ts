import { expect, test } from 'vitest';
import { problemSentence } from '@/lib/i18n/format';
import { cifar, idxImages, idxLabels, refused, source } from './files';

test('a problem says what was expected and what was found, in both languages', async () => {
  const counts = await refused([source('train-images-idx3-ubyte', idxImages(1200)), source('train-labels-idx1-ubyte', idxLabels(Array.from({ length: 1199 }, () => 0)))]);
  expect(problemSentence(counts, 'en')).toBe('train-labels-idx1-ubyte has 1,199 labels, train-images-idx3-ubyte has 1,200 images. There should be one label an image.');
  expect(problemSentence(counts, 'zh')).toContain('train-labels-idx1-ubyte 有 1,199 个标签');
  const cut = await refused([source('data_batch_1.bin', cifar([1, 2]).subarray(0, 4000))]);
  expect(problemSentence(cut, 'en')).toBe('data_batch_1.bin has 4,000 bytes: 1 whole record of 3,073, and 927 bytes left over. It is cut off, or not CIFAR-10.');
});
