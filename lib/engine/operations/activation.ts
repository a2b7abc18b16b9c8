/** Pointwise activations, and softmax over the last axis. */
import { sizeOf } from '@/lib/graph/shape';
import { activate, activationGradient, derivativeReads } from '../kernels/activations';
import { vectorsOf } from '../kernels/elementwise';
import { softmax, softmaxGradient } from '../kernels/softmax';
import { defineOperation, READS_INPUTS, READS_OUTPUT } from './operation';
import { channelsOf, pixelsOf } from './shapes';

export const activation = defineOperation('Activation', {
  reads: ({ config }) => (config.activation === 'softmax' || derivativeReads(config.activation) === 'output' ? READS_OUTPUT : READS_INPUTS),
  plan({ config }, { module, inputs: [input], output, propagate }) {
    const size = sizeOf(output.shape);
    if (config.activation === 'softmax') {
      const run = softmax(module, channelsOf(output.shape));
      const runGradient = softmaxGradient(module, channelsOf(output.shape));
      const rows = pixelsOf(output.shape);
      return {
        forward: (images) => run(input.value.address, output.value.address, images * rows),
        backward: (images) => propagate(0, images, (target) => runGradient(output.value.address, output.gradient.address, target, images * rows)),
      };
    }
    const run = activate(module, config.activation, config.alpha);
    const runGradient = activationGradient(module, config.activation, config.alpha);
    const read = derivativeReads(config.activation) === 'output' ? output.value : input.value;
    return {
      forward: (images) => run(input.value.address, output.value.address, vectorsOf(images * size)),
      backward: (images) => propagate(0, images, (target) => runGradient(read.address, output.gradient.address, target, vectorsOf(images * size))),
    };
  },
});
