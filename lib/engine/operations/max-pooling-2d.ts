/** Largest value of each window; of equal ones the first gets the gradient. */
import { maximumPoolGradient, pool } from '../kernels/pooling';
import { defineOperation } from './operation';
import { poolingWindows } from './pooling';

export const maxPooling2D = defineOperation('MaxPooling2D', {
  reads: { inputs: true, output: true },
  plan({ config }, { module, inputs: [input], output, propagate }) {
    const windows = poolingWindows(input.shape, output.shape, config);
    const run = pool(module, windows, 'maximum');
    const runGradient = maximumPoolGradient(module, windows);
    return {
      forward: (images) => run(input.value.address, output.value.address, images),
      backward: (images) => propagate(0, images, (target) => runGradient(input.value.address, output.value.address, output.gradient.address, target, images)),
    };
  },
});
