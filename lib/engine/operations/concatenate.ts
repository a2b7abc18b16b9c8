/** Joins tensors along the last axis. */
import { copyChannels } from '../kernels/image-copy';
import { FLOAT_BYTES } from '../kernels/loops';
import { call, count, flexibleImages, from, into } from '../plan/part';
import { defineOperation } from './operation';
import { propagate, total } from './pointwise';
import { channelsOf, pixelsOf } from './shapes';

export const concatenate = defineOperation('Concatenate', (_, context) => {
  const { module, inputs, outputShape } = context;
  const all = channelsOf(outputShape);
  const rows = pixelsOf(outputShape);
  const value = context.tensor('value');
  const split = flexibleImages(context.outputFloats);
  let next = 0;
  const parts = inputs.map((input) => {
    const channels = channelsOf(input.shape);
    const offset = next * FLOAT_BYTES;
    next += channels;
    return { input, channels, offset };
  });
  context.add({ does: 'join', split, calls: parts.map(({ input, channels, offset }) => call(copyChannels(module, channels, channels, all), from(input.value), into(value, offset), count(rows))) });
  return {
    value,
    backward(gradients) {
      const joined = total(context, gradients);
      parts.forEach(({ channels, offset }, port) =>
        propagate(context, port, (gradient) => context.add({ does: 'gradient', split, calls: [call(copyChannels(module, channels, all, channels), from(joined, offset), into(gradient), count(rows))] })),
      );
    },
  };
});
