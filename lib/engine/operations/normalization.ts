/**
 * Batch normalisation, with the addition and the rectifier behind it where the plan has put them together: batch moments in training,
 * moving ones in evaluation; the exact gradient of the former.
 */
import type { OperationOf } from '@/lib/graph/program';
import {
  chunkGradientSums,
  chunkMoments,
  finishGradient,
  finishMoments,
  gradientSlotBytes,
  momentSlotBytes,
  momentSumsOffset,
  normalizationGradient,
  normalizationSlope,
  normalize,
  updateMoving,
  type NormalizationForm,
} from '../kernels/batch-normalization';
import { DOUBLE_BYTES } from '../kernels/column-sums';
import { FLOAT_BYTES } from '../kernels/loops';
import type { Buffer } from '../plan/buffer';
import { call, count, flexibleImages, from, images, integer, into, range, stepping, type Argument, type Part } from '../plan/part';
import type { Backward, PlanContext, Planned, WeightTensor } from './operation';
import { summed } from './pointwise';
import { channelsOf, pixelsOf } from './shapes';

type Config = OperationOf<'BatchNormalization'>['config'];

/** Per-channel numbers that the passes share. */
type Channels = { readonly mean: Buffer; readonly variance: Buffer; readonly inverse: Buffer; readonly slope: Buffer };

function item(buffer: Buffer, access: 'read' | 'write', stepBytes = FLOAT_BYTES, offset = 0): Argument {
  return stepping(buffer, 'item', stepBytes, access, offset);
}

/** The first input is normalised; the second, where it adds, is added behind. */
export function planNormalization(context: PlanContext, config: Config, form: NormalizationForm): Planned {
  const [gamma, beta] = [context.weight('gamma'), context.weight('beta')];
  const numbers = context.training ? planMoments(context, config, gamma) : movingNumbers(context, config, gamma);
  const addForward = (does: 'normalize' | 'normalizeAgain'): Buffer => {
    const target = context.tensor(does);
    const x = context.inputs[0].value;
    const others = context.inputs.slice(1).map((other) => from(other.value));
    const kernel = normalize(context.module, channelsOf(context.outputShape), form);
    context.add({
      does,
      split: flexibleImages(context.outputFloats),
      calls: [call(kernel, from(x), from(numbers.mean), from(numbers.slope), from(beta.value), ...others, into(target), count(pixelsOf(context.outputShape)))],
    });
    return target;
  };
  const value = addForward('normalize');
  let second: Buffer | null = null;
  const again = (): Buffer => (second ??= addForward('normalizeAgain'));
  // What was added may not be kept, so its sum is.
  const readBack = form.adds ? () => value : again;
  const backward = planBackward(context, form, numbers, gamma, beta, readBack);
  return form.adds ? { value, backward } : { value, backward, again };
}

function planMoments(context: PlanContext, { epsilon, momentum }: Config, gamma: WeightTensor): Channels {
  const { module, outputFloats } = context;
  const channels = channelsOf(context.outputShape);
  const rows = pixelsOf(context.outputShape);
  const slotBytes = momentSlotBytes(channels);
  const slots = context.whole('moments', context.batchSize * slotBytes);
  const x = context.inputs[0].value;
  const numbers = channelNumbers(context, channels);
  const chunks = context.add({
    does: 'moments',
    split: flexibleImages(outputFloats),
    calls: [call(chunkMoments(module, channels), from(x), stepping(slots, 'chunk', slotBytes, 'write'), count(rows))],
  });
  context.add({
    does: 'finishMoments',
    split: range(channels),
    calls: [
      call(
        finishMoments(module, channels, rows, epsilon),
        item(slots, 'read'),
        item(slots, 'read', DOUBLE_BYTES, momentSumsOffset(channels)),
        { kind: 'chunks', of: chunks },
        { kind: 'chunkImages', of: chunks },
        images(),
        item(gamma.value, 'read'),
        item(numbers.mean, 'write'),
        item(numbers.variance, 'write'),
        item(numbers.inverse, 'write'),
        item(numbers.slope, 'write'),
        count(),
      ),
    ],
  });
  const moving: readonly (readonly [string, Buffer])[] = [
    ['movingMean', numbers.mean],
    ['movingVariance', numbers.variance],
  ];
  const move = updateMoving(module, momentum);
  context.addToUpdate({
    does: 'movingAverages',
    split: { kind: 'once' },
    calls: moving.map(([name, batch]) => call(move, into(context.weight(name).value), from(batch), integer(channels))),
  });
  return numbers;
}

function channelNumbers(context: PlanContext, channels: number): Channels {
  const bytes = channels * FLOAT_BYTES;
  return { mean: context.whole('mean', bytes), variance: context.whole('variance', bytes), inverse: context.whole('inverse deviation', bytes), slope: context.whole('slope', bytes) };
}

function movingNumbers(context: PlanContext, { epsilon }: Config, gamma: WeightTensor): Channels {
  const channels = channelsOf(context.outputShape);
  const own = channelNumbers(context, channels);
  const [mean, variance] = ['movingMean', 'movingVariance'].map((name) => context.weight(name).value);
  context.add({
    does: 'slope',
    split: { kind: 'once' },
    early: true,
    calls: [call(normalizationSlope(context.module, epsilon), from(variance), from(gamma.value), into(own.inverse), into(own.slope), integer(channels))],
  });
  return { ...own, mean, variance };
}

function planBackward(context: PlanContext, { adds, rectifies }: NormalizationForm, numbers: Channels, gamma: WeightTensor, beta: WeightTensor, readBack: () => Buffer): Backward {
  const { module, outputFloats } = context;
  const channels = channelsOf(context.outputShape);
  const rows = pixelsOf(context.outputShape);
  const slotBytes = gradientSlotBytes(channels);

  return (contributions) => {
    const gradients = summed(context, contributions, outputFloats, 2);
    const stores = rectifies || gradients.length > 1;
    const masked = stores ? context.tensor('masked gradient') : gradients[0];
    const output = rectifies ? [from(readBack())] : [];
    const x = context.inputAgain(0);
    const slots = context.whole('gradient sums', context.batchSize * slotBytes);
    const sums: Part = context.add({
      does: rectifies ? 'maskAndSums' : 'sums',
      split: flexibleImages(outputFloats),
      calls: [
        call(
          chunkGradientSums(module, channels, { gradients: gradients.length, masks: rectifies, stores }),
          ...gradients.map((gradient) => from(gradient)),
          ...output,
          from(x),
          from(numbers.mean),
          ...(stores ? [into(masked)] : []),
          stepping(slots, 'chunk', slotBytes, 'write'),
          count(rows),
        ),
      ],
    });
    if (adds && context.inputs[1].needsGradient) context.contribute(1, masked);
    const bytes = channels * FLOAT_BYTES;
    const [centredFactor, constant] = [context.whole('centred factor', bytes), context.whole('constant', bytes)];
    const [gammaGradient, betaGradient] = [gamma, beta].map(({ gradient }, index) => gradient ?? context.whole(`discarded gradient ${index}`, bytes));
    context.add({
      does: 'finishSums',
      split: range(channels),
      calls: [
        call(
          finishGradient(module, channels, rows),
          item(slots, 'read', DOUBLE_BYTES),
          { kind: 'chunks', of: sums },
          images(),
          item(numbers.inverse, 'read'),
          item(numbers.slope, 'read'),
          item(gammaGradient, 'write'),
          item(betaGradient, 'write'),
          item(centredFactor, 'write'),
          item(constant, 'write'),
          count(),
        ),
      ],
    });
    if (!context.inputs[0].needsGradient) return;
    const gradient = context.tensor('gradient');
    context.add({
      does: 'gradient',
      split: flexibleImages(outputFloats),
      calls: [call(normalizationGradient(module, channels), from(masked), from(x), ...[numbers.mean, numbers.slope, centredFactor, constant].map((buffer) => from(buffer)), into(gradient), count(rows))],
    });
    context.contribute(0, gradient);
  };
}
