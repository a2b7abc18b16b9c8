/** Mean of each window, over the pixels that exist. */
import { averagePoolGradient, pool } from '../kernels/pooling';
import { defineOperation, READS_NOTHING } from './operation';
import { poolingWindows } from './pooling';

export const averagePooling2D = defineOperation('AveragePooling2D', {
  reads: READS_NOTHING,
  plan({ config }, { module, inputs: [input], output, propagate }) {
    const windows = poolingWindows(input.shape, output.shape, config);
    const run = pool(module, windows, 'average');
    const runGradient = averagePoolGradient(module, windows);
    return {
      forward: (images) => run(input.value.address, output.value.address, images),
      backward: (images) => propagate(0, images, (target) => runGradient(output.gradient.address, target, images)),
    };
  },
});
