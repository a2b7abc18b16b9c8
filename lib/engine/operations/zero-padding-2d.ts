/** A margin of zeros. */
import { cropImages, padImages } from '../kernels/image-copy';
import { call, count, flexibleImages, from, into } from '../plan/part';
import { defineOperation } from './operation';
import { propagate, total } from './pointwise';
import { imageSize } from './shapes';

export const zeroPadding2D = defineOperation('ZeroPadding2D', ({ config }, context) => {
  const { module, inputs: [input] } = context;
  const size = imageSize(input.shape);
  const value = context.tensor('value');
  const split = flexibleImages(context.outputFloats);
  context.add({ does: 'pad', split, calls: [call(padImages(module, size, config), from(input.value), into(value), count())] });
  return {
    value,
    backward: (gradients) => propagate(context, 0, (gradient) => context.add({ does: 'gradient', split, calls: [call(cropImages(module, size, config), from(total(context, gradients)), into(gradient), count())] })),
  };
});
