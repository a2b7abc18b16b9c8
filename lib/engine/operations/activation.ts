/** Pointwise activations, and softmax over the last axis. */
import { activate, activationGradient, derivativeReads } from '../kernels/activations';
import { softmax, softmaxGradient } from '../kernels/softmax';
import { call, count, flexibleImages, from, into } from '../plan/part';
import { defineOperation } from './operation';
import { addPointwise, propagate, total } from './pointwise';
import { channelsOf, pixelsOf } from './shapes';

export const activation = defineOperation('Activation', ({ config }, context) => {
  const { module, inputs: [input], outputFloats, outputShape } = context;
  const { activation: name, alpha } = config;
  const value = context.tensor('value');
  if (name === 'softmax') {
    const rows = pixelsOf(outputShape);
    const split = flexibleImages(outputFloats);
    context.add({ does: 'softmax', split, calls: [call(softmax(module, channelsOf(outputShape)), from(input.value), into(value), count(rows))] });
    return {
      value,
      backward: (gradients) =>
        propagate(context, 0, (gradient) =>
          context.add({ does: 'gradient', split, calls: [call(softmaxGradient(module, channelsOf(outputShape)), from(value), from(total(context, gradients)), into(gradient), count(rows))] }),
        ),
    };
  }
  addPointwise(context, 'activation', activate(module, name, alpha), outputFloats, [input.value], value);
  return {
    value,
    backward: (gradients) =>
      propagate(context, 0, (gradient) => {
        const read = derivativeReads(name) === 'output' ? value : context.inputAgain(0);
        addPointwise(context, 'gradient', activationGradient(module, name, alpha), outputFloats, [read, total(context, gradients)], gradient);
      }),
  };
});
