/** One factor for the whole tensor, fixed or learned. */
import { sizeOf } from '@/lib/graph/shape';
import { dotProduct, scaleTensor, scaleTensorBy, vectorsOf } from '../kernels/elementwise';
import { defineOperation, READS_INPUTS, READS_NOTHING, type PlanContext } from './operation';

export const scale = defineOperation('Scale', {
  reads: ({ config }) => (config.trainable ? READS_INPUTS : READS_NOTHING),
  plan({ config }, context) {
    const { inputs: [input], output, propagate } = context;
    const size = sizeOf(output.shape);
    const { run, learn } = config.trainable ? planLearned(context) : planFixed(context, config.factor);
    return {
      forward: (images) => run(input.value.address, output.value.address, vectorsOf(images * size)),
      backward(images) {
        learn(images * size);
        propagate(0, images, (target) => run(output.gradient.address, target, vectorsOf(images * size)));
      },
    };
  },
});

type Scaling = {
  run(source: number, target: number, vectors: number): void;
  /** Adds to the factor's gradient, if it has one. */
  learn(floats: number): void;
};

function planFixed({ module }: PlanContext, factor: number): Scaling {
  return { run: scaleTensorBy(module, factor), learn: () => undefined };
}

function planLearned({ module, inputs: [input], output, weight }: PlanContext): Scaling {
  const factor = weight('factor');
  const multiply = scaleTensor(module);
  const dot = dotProduct(module);
  return {
    run: (source, target, vectors) => multiply(source, factor.value.address, target, vectors),
    learn(floats) {
      if (factor.gradient !== null) dot(input.value.address, output.gradient.address, floats, factor.gradient.address);
    },
  };
}
