/** Product of n tensors, element by element. */
import { multiplyTensors } from '../kernels/elementwise';
import type { Buffer } from '../plan/buffer';
import { defineOperation } from './operation';
import { addPointwise, total } from './pointwise';

export const multiply = defineOperation('Multiply', (_, context) => {
  const { inputs, outputFloats } = context;
  const kernel = multiplyTensors(context.module);
  const productOf = (does: 'product' | 'gradient', first: Buffer, others: readonly Buffer[]): Buffer =>
    others.reduce((product, other) => {
      const next = context.tensor(does);
      addPointwise(context, does, kernel, outputFloats, [product, other], next);
      return next;
    }, first);
  const [first, ...others] = inputs.map((input) => input.value);
  return {
    value: productOf('product', first, others),
    backward(gradients) {
      const gradient = total(context, gradients);
      inputs.forEach(({ needsGradient }, port) => {
        if (!needsGradient) return;
        const rest = inputs.flatMap((_input, index) => (index === port ? [] : [context.inputAgain(index)]));
        context.contribute(port, productOf('gradient', gradient, rest));
      });
    },
  };
});
