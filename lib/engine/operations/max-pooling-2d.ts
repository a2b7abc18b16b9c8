/** Largest value of each window; of equal ones the first gets the gradient. */
import { maximumPoolGradient, pool } from '../kernels/pooling';
import { call, count, flexibleImages, from, into } from '../plan/part';
import { defineOperation } from './operation';
import { propagate, total } from './pointwise';
import { poolingWindows } from './pooling';

export const maxPooling2D = defineOperation('MaxPooling2D', ({ config }, context) => {
  const { module, inputs: [input] } = context;
  const windows = poolingWindows(input.shape, context.outputShape, config);
  const value = context.tensor('value');
  const split = flexibleImages(input.floats);
  context.add({ does: 'maxima', split, calls: [call(pool(module, windows, 'maximum'), from(input.value), into(value), count())] });
  return {
    value,
    backward: (gradients) =>
      propagate(context, 0, (gradient) => {
        const x = context.inputAgain(0);
        context.add({ does: 'gradient', split, calls: [call(maximumPoolGradient(module, windows), from(x), from(value), from(total(context, gradients)), into(gradient), count())] });
      }),
  };
});
