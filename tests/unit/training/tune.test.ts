/** Which convolutions are timed before training on WebGPU, and what is remembered of it. */
import { expect, test } from 'vitest';
import type { Program } from '@/lib/graph/program';
import { geometryOf } from '@/lib/training/worker/webgpu/geometry';
import { measurementsOf } from '@/lib/training/worker/webgpu/tune';
import { cifarResNet } from '../engine/nets';

const passesOf = (program: Program, batchSize: number) => measurementsOf(program, batchSize).map(({ pass, geometry }) => `${pass} ${geometry.height} ${geometry.channels}→${geometry.filters} /${geometry.strides}`);

test('every kind of convolution of ResNet-20 is timed once, and the gradient of the images not at all', () => {
  const passes = passesOf(cifarResNet(3), 32);
  // Stem; 16, 32 and 64 filters at their sizes; the first convolution of the second and the third stage.
  expect(passes.filter((text) => text.startsWith('forward'))).toEqual(['forward 32 3→16 /1', 'forward 32 16→16 /1', 'forward 32 16→32 /2', 'forward 16 32→32 /1', 'forward 16 32→64 /2', 'forward 8 64→64 /1']);
  expect(passes.filter((text) => text.startsWith('filterGradient'))).toHaveLength(6);
  expect(passes.filter((text) => text.startsWith('inputGradient'))).toHaveLength(5);
});

test('a few images are enough, and never more than a batch has', () => {
  expect(measurementsOf(cifarResNet(1), 32).every(({ geometry }) => geometry.images === 4)).toBe(true);
  expect(measurementsOf(cifarResNet(1), 2).every(({ geometry }) => geometry.images === 2)).toBe(true);
});

test('sizes and padding are those of TensorFlow', () => {
  // An even input with strides 2: TensorFlow pads behind alone.
  expect(geometryOf([1, 32, 32, 16], { filters: 32, kernelSize: 3, strides: 2, padding: 'same' })).toMatchObject({ outputHeight: 16, top: 0 });
  expect(geometryOf([1, 7, 9, 16], { filters: 32, kernelSize: 3, strides: 2, padding: 'same' })).toMatchObject({ outputHeight: 4, outputWidth: 5, top: 1, left: 1 });
  expect(geometryOf([1, 224, 224, 3], { filters: 64, kernelSize: 7, strides: 2, padding: 'same' })).toMatchObject({ outputHeight: 112, top: 2 });
  expect(geometryOf([1, 10, 7, 8], { filters: 4, kernelSize: 3, strides: 2, padding: 'valid' })).toMatchObject({ outputHeight: 4, outputWidth: 3, top: 0 });
});
