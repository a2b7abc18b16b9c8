/** Inverted dropout by a mask that the random stream of path and step gives, so that every device drops the same floats. */
import { sizeOf } from '@/lib/graph/shape';
import { streamStart } from '@/lib/util/random';
import { dropoutMask, dropThreshold } from '../kernels/dropout';
import { copyBytes, multiplyTensors, vectorBytes, vectorsOf } from '../kernels/elementwise';
import { defineOperation, READS_NOTHING } from './operation';

export const dropout = defineOperation('Dropout', {
  reads: READS_NOTHING,
  plan({ path, config: { rate } }, { module, batchSize, inputs: [input], output, kept, propagate }) {
    const product = multiplyTensors(module);
    const copy = copyBytes(module);
    const fill = dropoutMask(module);
    const size = sizeOf(output.shape);
    const mask = kept(vectorBytes(batchSize * size));
    return {
      forward(images, { training, seed, step }) {
        if (!training) {
          copy(input.value.address, output.value.address, vectorBytes(images * size));
          return;
        }
        const { key, high } = streamStart(seed, `dropout/${path}/${step}`);
        fill(mask.address, vectorsOf(images * size), ...key, ...high, dropThreshold(rate), 1 / (1 - rate));
        product(input.value.address, mask.address, output.value.address, vectorsOf(images * size));
      },
      backward: (images) => propagate(0, images, (target) => product(output.gradient.address, mask.address, target, vectorsOf(images * size))),
    };
  },
});
