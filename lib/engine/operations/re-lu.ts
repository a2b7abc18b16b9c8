/** Rectified linear unit; its gradient is masked by its own output. */
import { sizeOf } from '@/lib/graph/shape';
import { rectify, rectifyGradient, vectorsOf } from '../kernels/elementwise';
import { defineOperation, READS_OUTPUT } from './operation';

export const reLU = defineOperation('ReLU', {
  reads: READS_OUTPUT,
  plan(_, { module, inputs: [input], output, propagate }) {
    const run = rectify(module);
    const runGradient = rectifyGradient(module);
    const size = sizeOf(output.shape);
    return {
      forward: (images) => run(input.value.address, output.value.address, vectorsOf(images * size)),
      backward: (images) => propagate(0, images, (target) => runGradient(output.value.address, output.gradient.address, target, vectorsOf(images * size))),
    };
  },
});
