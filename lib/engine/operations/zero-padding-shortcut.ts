/** The paper's option A: every n-th pixel, then zeros for the channels that the block adds. */
import { clearBytes } from '../kernels/elementwise';
import { stridedPixels } from '../kernels/image-copy';
import { FLOAT_BYTES } from '../kernels/loops';
import { call, count, flexibleImages, from, into } from '../plan/part';
import { defineOperation } from './operation';
import { propagate, total } from './pointwise';
import { imageSize } from './shapes';

export const zeroPaddingShortcut = defineOperation('ZeroPaddingShortcut', ({ config }, context) => {
  const { module, inputs: [input], outputFloats } = context;
  const size = imageSize(input.shape);
  const clear = clearBytes(module);
  const value = context.tensor('value');
  const split = flexibleImages(input.floats);
  const take = stridedPixels(module, size, config.strides, config.filters, 'take');
  context.add({ does: 'takePixels', split, calls: [call(clear, into(value), count(outputFloats * FLOAT_BYTES)), call(take, from(input.value), into(value), count())] });
  return {
    value,
    backward: (gradients) =>
      propagate(context, 0, (gradient) => {
        const put = stridedPixels(module, size, config.strides, config.filters, 'put');
        const small = total(context, gradients);
        context.add({ does: 'gradient', split, calls: [call(clear, into(gradient), count(input.floats * FLOAT_BYTES)), call(put, into(gradient), from(small), count())] });
      }),
  };
});
