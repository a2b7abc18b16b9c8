/** The paper's option A: every n-th pixel, then zeros for the channels that the block adds. */
import { sizeOf } from '@/lib/graph/shape';
import { clearBytes } from '../kernels/elementwise';
import { stridedPixels } from '../kernels/image-copy';
import { FLOAT_BYTES } from '../kernels/loops';
import { defineOperation, READS_NOTHING } from './operation';
import { imageSize } from './shapes';

export const zeroPaddingShortcut = defineOperation('ZeroPaddingShortcut', {
  reads: READS_NOTHING,
  plan({ config }, { module, inputs: [input], output, propagate }) {
    const size = imageSize(input.shape);
    const clear = clearBytes(module);
    const take = stridedPixels(module, size, config.strides, config.filters, 'take');
    const put = stridedPixels(module, size, config.strides, config.filters, 'put');
    return {
      forward(images) {
        clear(output.value.address, images * sizeOf(output.shape) * FLOAT_BYTES);
        take(input.value.address, output.value.address, images);
      },
      backward: (images) =>
        propagate(0, images, (target) => {
          clear(target, images * sizeOf(input.shape) * FLOAT_BYTES);
          put(target, output.gradient.address, images);
        }),
    };
  },
});
