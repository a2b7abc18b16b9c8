/** Joins tensors along the last axis. */
import { copyChannels } from '../kernels/image-copy';
import { FLOAT_BYTES } from '../kernels/loops';
import { defineOperation, READS_NOTHING } from './operation';
import { channelsOf, pixelsOf } from './shapes';

export const concatenate = defineOperation('Concatenate', {
  reads: READS_NOTHING,
  plan(_, { module, inputs, output, propagate }) {
    const total = channelsOf(output.shape);
    const rows = pixelsOf(output.shape);
    let next = 0;
    const parts = inputs.map((input) => {
      const channels = channelsOf(input.shape);
      const offset = next * FLOAT_BYTES;
      next += channels;
      return { input, offset, join: copyChannels(module, channels, channels, total), split: copyChannels(module, channels, total, channels) };
    });
    return {
      forward: (images) => parts.forEach(({ input, offset, join }) => join(input.value.address, output.value.address + offset, images * rows)),
      backward: (images) => parts.forEach(({ offset, split }, index) => propagate(index, images, (target) => split(output.gradient.address + offset, target, images * rows))),
    };
  },
});
