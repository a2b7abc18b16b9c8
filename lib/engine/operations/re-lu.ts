/** Rectified linear unit; its gradient is masked by its own output. */
import { rectify, rectifyGradient } from '../kernels/elementwise';
import { defineOperation } from './operation';
import { addPointwise, propagate, total } from './pointwise';

export const reLU = defineOperation('ReLU', (_, context) => {
  const { module, inputs: [input], outputFloats } = context;
  const value = context.tensor('value');
  addPointwise(context, 'rectify', rectify(module), outputFloats, [input.value], value);
  return {
    value,
    backward: (gradients) => propagate(context, 0, (gradient) => addPointwise(context, 'gradient', rectifyGradient(module), outputFloats, [value, total(context, gradients)], gradient)),
  };
});
