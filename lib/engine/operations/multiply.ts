/** Product of n tensors, element by element. */
import { sizeOf } from '@/lib/graph/shape';
import { copyBytes, multiplyTensors, vectorBytes, vectorsOf } from '../kernels/elementwise';
import { defineOperation, READS_INPUTS } from './operation';

export const multiply = defineOperation('Multiply', {
  reads: READS_INPUTS,
  plan(_, { module, inputs, output, propagate }) {
    const product = multiplyTensors(module);
    const copy = copyBytes(module);
    const size = sizeOf(output.shape);
    /** target = start · the inputs but one. */
    function multiplyOthers(images: number, start: number, target: number, but: number): void {
      const others = inputs.filter((_input, index) => index !== but);
      if (others.length === 0) copy(start, target, vectorBytes(images * size));
      others.forEach((other, index) => product(index === 0 ? start : target, other.value.address, target, vectorsOf(images * size)));
    }
    return {
      forward: (images) => multiplyOthers(images, inputs[0].value.address, output.value.address, 0),
      backward: (images) => inputs.forEach((_input, index) => propagate(index, images, (target) => multiplyOthers(images, output.gradient.address, target, index))),
    };
  },
});
