/** A matrix product with the kernel [inputs, units]; over the last axis, whatever comes before it. */
import { packedBytes, packMatrix, rowsProduct } from '../kernels/matrix-product';
import { FLOAT_BYTES } from '../kernels/loops';
import { rowsGradient } from '../kernels/outer-product';
import { planBias } from './bias';
import { defineOperation, READS_INPUTS, type OperationSteps, type PlanContext } from './operation';
import { channelsOf, pixelsOf } from './shapes';

/** Steps of a product over rows: dense layers, and 1×1 convolutions with strides 1. */
export function planRowsProduct(context: PlanContext, columns: number, useBias: boolean): OperationSteps {
  const { module, inputs, output, weight, scratch, propagate } = context;
  const [input] = inputs;
  const terms = channelsOf(input.shape);
  const rows = pixelsOf(input.shape);
  const kernel = weight('kernel');
  const bias = planBias(context, columns, useBias);
  const packed = scratch(Math.max(packedBytes(terms, columns), packedBytes(columns, terms)));
  const pack = packMatrix(module, { taps: 1, rows: terms, tapStep: 0, rowStep: columns * FLOAT_BYTES, columns, columnStep: FLOAT_BYTES });
  const packTransposed = packMatrix(module, { taps: 1, rows: columns, tapStep: 0, rowStep: FLOAT_BYTES, columns: terms, columnStep: columns * FLOAT_BYTES });
  const product = rowsProduct(module, terms, columns, useBias ? 'bias' : 'zero');
  const transposedProduct = rowsProduct(module, columns, terms, 'zero');
  const gradient = rowsGradient(module, terms, columns);
  return {
    forward(images) {
      pack(kernel.value.address, packed.address);
      product(input.value.address, packed.address, bias.prepare(), output.value.address, images * rows);
    },
    backward(images) {
      if (kernel.gradient !== null) gradient(input.value.address, output.gradient.address, kernel.gradient.address, images * rows);
      bias.backward(output.gradient.address, images * rows);
      propagate(0, images, (target) => {
        packTransposed(kernel.value.address, packed.address);
        transposedProduct(output.gradient.address, packed.address, 0, target, images * rows);
      });
    },
  };
}

export const dense = defineOperation('Dense', {
  reads: READS_INPUTS,
  plan: ({ config }, context) => planRowsProduct(context, config.units, config.useBias),
});
