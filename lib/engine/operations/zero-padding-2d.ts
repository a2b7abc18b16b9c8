/** A margin of zeros. */
import { cropImages, padImages } from '../kernels/image-copy';
import { defineOperation, READS_NOTHING } from './operation';
import { imageSize } from './shapes';

export const zeroPadding2D = defineOperation('ZeroPadding2D', {
  reads: READS_NOTHING,
  plan({ config }, { module, inputs: [input], output, propagate }) {
    const pad = padImages(module, imageSize(input.shape), config);
    const crop = cropImages(module, imageSize(input.shape), config);
    return {
      forward: (images) => pad(input.value.address, output.value.address, images),
      backward: (images) => propagate(0, images, (target) => crop(output.gradient.address, target, images)),
    };
  },
});
