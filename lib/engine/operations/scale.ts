/** One factor for the whole tensor, fixed or learned. */
import { sizeOf } from '@/lib/graph/shape';
import { dotProduct, scaleTensor, vectorsOf } from '../kernels/elementwise';
import { FLOAT_BYTES } from '../kernels/loops';
import { defineOperation, READS_INPUTS, READS_NOTHING } from './operation';

export const scale = defineOperation('Scale', {
  reads: ({ config }) => (config.trainable ? READS_INPUTS : READS_NOTHING),
  plan({ config }, { module, inputs: [input], output, weight, scratch, floats, propagate }) {
    const run = scaleTensor(module);
    const dot = dotProduct(module);
    const size = sizeOf(output.shape);
    const learned = config.trainable ? weight('factor') : null;
    const factor = learned?.value ?? scratch(FLOAT_BYTES);
    function prepare(): void {
      if (learned === null) floats(factor, 1)[0] = config.factor;
    }
    return {
      forward(images) {
        prepare();
        run(input.value.address, factor.address, output.value.address, vectorsOf(images * size));
      },
      backward(images) {
        prepare();
        if (learned?.gradient) dot(input.value.address, output.gradient.address, images * size, learned.gradient.address);
        propagate(0, images, (target) => run(output.gradient.address, factor.address, target, vectorsOf(images * size)));
      },
    };
  },
});
