/** Sum of n tensors; its gradient goes to each of them unchanged. */
import { sizeOf } from '@/lib/graph/shape';
import { addTensors, copyBytes, vectorBytes, vectorsOf } from '../kernels/elementwise';
import { defineOperation, READS_NOTHING } from './operation';

export const add = defineOperation('Add', {
  reads: READS_NOTHING,
  plan(_, { module, inputs, output, propagate }) {
    const sum = addTensors(module);
    const copy = copyBytes(module);
    const size = sizeOf(output.shape);
    const [first, ...others] = inputs;
    return {
      forward(images) {
        const into = output.value.address;
        if (others.length === 0) copy(first.value.address, into, vectorBytes(images * size));
        others.forEach((other, index) => sum(index === 0 ? first.value.address : into, other.value.address, into, vectorsOf(images * size)));
      },
      backward: (images) => inputs.forEach((_input, index) => propagate(index, images, (target) => copy(output.gradient.address, target, vectorBytes(images * size)))),
    };
  },
});
