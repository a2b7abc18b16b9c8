/** The same floats under another shape. */
import { sizeOf } from '@/lib/graph/shape';
import { copyBytes, vectorBytes } from '../kernels/elementwise';
import { defineOperation, READS_NOTHING } from './operation';

export const flatten = defineOperation('Flatten', {
  reads: READS_NOTHING,
  plan(_, { module, inputs: [input], output, propagate }) {
    const copy = copyBytes(module);
    const size = sizeOf(output.shape);
    return {
      forward: (images) => copy(input.value.address, output.value.address, vectorBytes(images * size)),
      backward: (images) => propagate(0, images, (target) => copy(output.gradient.address, target, vectorBytes(images * size))),
    };
  },
});
