/** The same floats under another shape: nothing is computed. */
import { defineOperation } from './operation';
import { total } from './pointwise';

export const flatten = defineOperation('Flatten', (_, context) => ({
  value: context.inputs[0].value,
  again: () => context.inputAgain(0),
  backward: (gradients) => context.contribute(0, total(context, gradients)),
}));
