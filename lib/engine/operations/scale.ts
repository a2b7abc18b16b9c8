/** One factor for the whole tensor, fixed or learned. */
import { clearBytes, dotProduct, scaleTensor, scaleTensorBy } from '../kernels/elementwise';
import { sumSlots } from '../kernels/column-sums';
import { VECTOR_BYTES } from '../kernels/loops';
import type { Buffer } from '../plan/buffer';
import { call, count, flexibleImages, from, integer, into, ONCE, stepping, type Argument } from '../plan/part';
import { defineOperation, type PlanContext } from './operation';
import { addPointwise, propagate, total } from './pointwise';

export const scale = defineOperation('Scale', ({ config }, context) => {
  const { module, inputs: [input], outputFloats } = context;
  const kernel = config.trainable ? scaleTensor(module) : scaleTensorBy(module, config.factor);
  const extra: readonly Argument[] = config.trainable ? [from(context.weight('factor').value)] : [];
  const value = context.tensor('value');
  addPointwise(context, 'scale', kernel, outputFloats, [input.value], value, extra);
  return {
    value,
    backward(gradients) {
      const gradient = total(context, gradients);
      if (config.trainable) addFactorGradient(context, gradient);
      propagate(context, 0, (target) => addPointwise(context, 'gradient', kernel, outputFloats, [gradient], target, extra));
    },
  };
});

/** Σ x · dy, by chunks of images. */
function addFactorGradient(context: PlanContext, gradient: Buffer): void {
  const { module, outputFloats, batchSize } = context;
  const factor = context.weight('factor').gradient;
  if (factor === null) return;
  const slots = context.whole('products', batchSize * VECTOR_BYTES);
  const slot = stepping(slots, 'chunk', VECTOR_BYTES, 'write');
  const x = context.inputAgain(0);
  const products = context.add({
    does: 'factorGradient',
    split: flexibleImages(outputFloats),
    calls: [call(clearBytes(module), slot, integer(VECTOR_BYTES)), call(dotProduct(module), from(x), from(gradient), count(outputFloats), slot)],
  });
  context.add({ does: 'sumOfFactorGradients', split: ONCE, calls: [call(sumSlots(module), from(slots), integer(VECTOR_BYTES), { kind: 'chunks', of: products }, into(factor), integer(1))] });
}
