/** Mean of each window, over the pixels that exist. */
import { averagePoolGradient, pool } from '../kernels/pooling';
import { call, count, flexibleImages, from, into } from '../plan/part';
import { defineOperation } from './operation';
import { propagate, total } from './pointwise';
import { poolingWindows } from './pooling';

export const averagePooling2D = defineOperation('AveragePooling2D', ({ config }, context) => {
  const { module, inputs: [input] } = context;
  const windows = poolingWindows(input.shape, context.outputShape, config);
  const value = context.tensor('value');
  const split = flexibleImages(input.floats);
  context.add({ does: 'averages', split, calls: [call(pool(module, windows, 'average'), from(input.value), into(value), count())] });
  return {
    value,
    backward: (gradients) =>
      propagate(context, 0, (gradient) => context.add({ does: 'gradient', split, calls: [call(averagePoolGradient(module, windows), from(total(context, gradients)), into(gradient), count())] })),
  };
});
