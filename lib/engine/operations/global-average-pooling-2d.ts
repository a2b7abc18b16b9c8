/** Mean over all pixels of an image. */
import { globalAverage, globalAverageGradient } from '../kernels/pooling';
import { defineOperation, READS_NOTHING } from './operation';
import { imageSize } from './shapes';

export const globalAveragePooling2D = defineOperation('GlobalAveragePooling2D', {
  reads: READS_NOTHING,
  plan(_, { module, inputs: [input], output, propagate }) {
    const size = imageSize(input.shape);
    const run = globalAverage(module, size);
    const runGradient = globalAverageGradient(module, size);
    return {
      forward: (images) => run(input.value.address, output.value.address, images),
      backward: (images) => propagate(0, images, (target) => runGradient(output.gradient.address, target, images)),
    };
  },
});
