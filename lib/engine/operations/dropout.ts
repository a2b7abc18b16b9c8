/** Inverted dropout by a mask that the random stream of path and step gives, so that every device drops the same floats. */
import { streamStart } from '@/lib/util/random';
import { dropoutMask, dropThreshold } from '../kernels/dropout';
import { multiplyTensors } from '../kernels/elementwise';
import { call, float, integer, type Argument } from '../plan/part';
import { defineOperation } from './operation';
import { addPointwise, propagate, total, vectorsOfImages } from './pointwise';

export const dropout = defineOperation('Dropout', ({ path, config: { rate } }, context) => {
  const { module, inputs: [input], outputFloats } = context;
  if (!context.training) return { value: input.value, backward: () => undefined };
  const [mask, value] = [context.tensor('mask'), context.tensor('value')];
  const words = Array.from({ length: 4 }, () => context.parameter());
  context.beforePass(({ seed, step }, writer) => {
    const { key, high } = streamStart(seed, `dropout/${path}/${step}`);
    [...key, ...high].forEach((word, index) => writer.integer(words[index], word));
  });
  const vectors = vectorsOfImages(outputFloats);
  const stream = words.map((offset): Argument => ({ kind: 'parameter', type: 'i32', offset }));
  context.add({
    does: 'mask',
    split: vectors.split,
    calls: [call(dropoutMask(module), vectors.write(mask), vectors.count, vectors.first, ...stream, integer(dropThreshold(rate)), float(1 / (1 - rate)))],
  });
  const product = multiplyTensors(module);
  addPointwise(context, 'product', product, outputFloats, [input.value, mask], value);
  return { value, backward: (gradients) => propagate(context, 0, (gradient) => addPointwise(context, 'gradient', product, outputFloats, [total(context, gradients), mask], gradient)) };
});
