/** Sum of n tensors; its gradient goes to each of them unchanged. */
import { addTensors } from '../kernels/elementwise';
import { defineOperation } from './operation';
import { addPointwise, total } from './pointwise';

export const add = defineOperation('Add', (_, context) => {
  const [first, ...others] = context.inputs;
  const value = others.reduce((sum, other) => {
    const next = context.tensor('value');
    addPointwise(context, 'sum', addTensors(context.module), context.outputFloats, [sum, other.value], next);
    return next;
  }, first.value);
  return {
    value,
    backward(gradients) {
      const gradient = total(context, gradients);
      context.inputs.forEach(({ needsGradient }, port) => {
        if (needsGradient) context.contribute(port, gradient);
      });
    },
  };
});
