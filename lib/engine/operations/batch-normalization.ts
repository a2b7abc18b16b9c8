/** Batch normalisation: batch moments in training, moving ones in evaluation; the exact gradient of the former. */
import {
  finishGradient,
  finishMoments,
  gradientSums,
  normalizationGradient,
  normalizationSlope,
  normalize,
  shiftedMoments,
  shiftFromSums,
  updateMoving,
} from '../kernels/batch-normalization';
import { DOUBLE_BYTES, plainColumnSums } from '../kernels/column-sums';
import { FLOAT_BYTES } from '../kernels/loops';
import { defineOperation, READS_INPUTS } from './operation';
import { channelsOf, pixelsOf } from './shapes';

/** Rows whose mean is taken as the point about which squares are summed. */
const SHIFT_ROWS = 64;

export const batchNormalization = defineOperation('BatchNormalization', {
  reads: READS_INPUTS,
  plan({ config }, { module, inputs: [input], output, weight, kept, scratch, propagate }) {
    const channels = channelsOf(output.shape);
    const rows = pixelsOf(output.shape);
    const [gamma, beta, movingMean, movingVariance] = ['gamma', 'beta', 'movingMean', 'movingVariance'].map(weight);
    const floats = channels * FLOAT_BYTES;
    const [mean, variance, inverse, slope] = [kept(floats), kept(floats), kept(floats), kept(floats)];
    const sums = scratch(2 * channels * DOUBLE_BYTES);
    const [first, second] = [scratch(floats), scratch(floats)];
    const discarded = [scratch(floats), scratch(floats)];

    const sumColumns = plainColumnSums(module, channels);
    const shift = shiftFromSums(module, channels);
    const moments = shiftedMoments(module, channels);
    const finish = finishMoments(module, channels);
    const slopeOf = normalizationSlope(module, channels, config.epsilon);
    const run = normalize(module, channels);
    const move = updateMoving(module, channels, config.momentum);
    const sumGradient = gradientSums(module, channels);
    const finishBackward = finishGradient(module, channels);
    const runGradient = normalizationGradient(module, channels);

    return {
      forward(images, { training, updateMoving: updates }) {
        const count = images * rows;
        const x = input.value.address;
        const usedMean = training ? mean : movingMean.value;
        const usedVariance = training ? variance : movingVariance.value;
        if (training) {
          const shiftRows = Math.min(count, SHIFT_ROWS);
          sumColumns(x, sums.address, shiftRows);
          shift(sums.address, shiftRows, first.address);
          moments(x, first.address, sums.address, count);
          finish(sums.address, count, first.address, mean.address, variance.address);
          if (updates) {
            move(movingMean.value.address, mean.address);
            move(movingVariance.value.address, variance.address);
          }
        }
        slopeOf(usedVariance.address, gamma.value.address, inverse.address, slope.address);
        run(x, usedMean.address, slope.address, beta.value.address, output.value.address, count);
      },
      backward(images) {
        const count = images * rows;
        const [gammaGradient, betaGradient] = [gamma, beta].map(({ gradient }, index) => gradient ?? discarded[index]);
        sumGradient(output.gradient.address, input.value.address, mean.address, sums.address, count);
        finishBackward(sums.address, count, inverse.address, slope.address, gammaGradient.address, betaGradient.address, first.address, second.address);
        propagate(0, images, (target) =>
          runGradient(output.gradient.address, input.value.address, mean.address, slope.address, first.address, second.address, target, count),
        );
      },
    };
  },
});
