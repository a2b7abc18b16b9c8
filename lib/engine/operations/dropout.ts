/** Inverted dropout by a mask that the random stream of path and step gives, so that every device drops the same floats. */
import { sizeOf } from '@/lib/graph/shape';
import { fillDropoutMask } from '@/lib/util/dropout-mask';
import { copyBytes, multiplyTensors, vectorBytes, vectorsOf } from '../kernels/elementwise';
import { FLOAT_BYTES } from '../kernels/loops';
import { defineOperation, READS_NOTHING } from './operation';

export const dropout = defineOperation('Dropout', {
  reads: READS_NOTHING,
  plan({ path, config }, { module, batchSize, inputs: [input], output, kept, floats, propagate }) {
    const product = multiplyTensors(module);
    const copy = copyBytes(module);
    const size = sizeOf(output.shape);
    const mask = kept(batchSize * size * FLOAT_BYTES);
    return {
      forward(images, { training, seed, step }) {
        if (!training) {
          copy(input.value.address, output.value.address, vectorBytes(images * size));
          return;
        }
        fillDropoutMask(floats(mask, images * size), seed, path, step, config.rate);
        product(input.value.address, mask.address, output.value.address, vectorsOf(images * size));
      },
      backward: (images) => propagate(0, images, (target) => product(output.gradient.address, mask.address, target, vectorsOf(images * size))),
    };
  },
});
