/** Mean over all pixels of an image. */
import { globalAverage, globalAverageGradient } from '../kernels/pooling';
import { call, count, flexibleImages, from, into } from '../plan/part';
import { defineOperation } from './operation';
import { propagate, total } from './pointwise';
import { imageSize } from './shapes';

export const globalAveragePooling2D = defineOperation('GlobalAveragePooling2D', (_, context) => {
  const { module, inputs: [input] } = context;
  const size = imageSize(input.shape);
  const value = context.tensor('value');
  const split = flexibleImages(input.floats);
  context.add({ does: 'averages', split, calls: [call(globalAverage(module, size), from(input.value), into(value), count())] });
  return {
    value,
    backward: (gradients) =>
      propagate(context, 0, (gradient) => context.add({ does: 'gradient', split, calls: [call(globalAverageGradient(module, size), from(total(context, gradients)), into(gradient), count())] })),
  };
});
