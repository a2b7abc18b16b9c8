/**
 * Kernels of batch normalisation. Sums over a batch come as one slot for each chunk of images, in doubles, and are put together in
 * the order of the chunks; squares are taken about a point near each chunk's mean, so that data far from zero lose nothing.
 */
import { f32, f32x4, f64, i32, v128, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { columnSums, DOUBLE_BYTES, perChannel, plainColumnSums } from './column-sums';
import { channelVectors, FLOAT_BYTES, kernelName, VECTOR_BYTES } from './loops';

/** Rows whose mean is taken as the point about which a chunk's squares are summed. */
const SHIFT_ROWS = 64;

function parameters(f: FunctionBuilder, count: number): readonly Local<'i32'>[] {
  return Array.from({ length: count }, () => f.parameter('i32'));
}

function loadDouble(pointer: Code<'i32'>, offset = 0): Code<'f64'> {
  return f64.fromF32(f32.load(pointer, offset));
}

/** Bytes of a chunk's shift in its slot of moments, behind which the sums come: floats, padded to whole vectors. */
export function momentSumsOffset(channels: number): number {
  return Math.ceil((channels * FLOAT_BYTES) / VECTOR_BYTES) * VECTOR_BYTES;
}

/** A chunk's slot of moments: the shift, then Σ (x − shift) and Σ (x − shift)². */
export function momentSlotBytes(channels: number): number {
  return momentSumsOffset(channels) + 2 * channels * DOUBLE_BYTES;
}

/** A chunk's slot of gradient sums: Σ g and Σ g · (x − mean). */
export function gradientSlotBytes(channels: number): number {
  return 2 * channels * DOUBLE_BYTES;
}

/** (sums, count, shift): shift [channels] = sums / count, rounded to float32. */
function shiftFromSums(module: ModuleBuilder, channels: number): Kernel {
  return module.kernel(kernelName('shift', channels), (f) => {
    const [sums, count, shift] = parameters(f, 3);
    const rows = f.let(f64.fromI32(count));
    perChannel(f, i32.constant(channels), [shift], [sums], () => f.storeF32(shift, 0, f32.fromF64(f64.divide(f64.load(sums), rows))));
  });
}

/** (x, shift, target, rows): Σ (x − shift) and Σ (x − shift)², in doubles. */
function shiftedMoments(module: ModuleBuilder, channels: number): Kernel {
  return columnSums(module, {
    name: 'shiftedMoments',
    channels,
    sources: 1,
    coefficients: 1,
    sums: 2,
    terms: (f, [x], [shift]) => {
      const difference = f.let(f32x4.subtract(x, shift));
      return { terms: [difference, f32x4.multiply(difference, difference)] };
    },
  });
}

/** Kernel (x, slot, rows): the chunk's moments. */
export function chunkMoments(module: ModuleBuilder, channels: number): Kernel {
  const sumColumns = plainColumnSums(module, channels);
  const shiftOf = shiftFromSums(module, channels);
  const moments = shiftedMoments(module, channels);
  return module.kernel(kernelName('chunkMoments', channels), (f) => {
    const [x, slot, rows] = parameters(f, 3);
    const sums = f.let(i32.add(slot, i32.constant(momentSumsOffset(channels))));
    const some = f.let(i32.select(rows, i32.constant(SHIFT_ROWS), i32.lessThan(rows, i32.constant(SHIFT_ROWS))));
    f.run(sumColumns, x, sums, some);
    f.run(shiftOf, sums, some, slot);
    f.run(moments, x, slot, sums, rows);
  });
}

/**
 * Kernel (shifts, sums, chunks, chunkImages, images, gamma, mean, variance, inverse, slope, channels): moments of the whole batch from the
 * chunks' slots, an image having `imageRows` rows; the variance is the biased one. inverse = 1 / √(variance + ε), slope = γ · inverse.
 */
export function finishMoments(module: ModuleBuilder, allChannels: number, imageRows: number, epsilon: number): Kernel {
  const slotBytes = momentSlotBytes(allChannels);
  return module.kernel(kernelName('finishMoments', allChannels, imageRows, epsilon), (f) => {
    const [shifts, sums, chunks, chunkImages, images, gamma, mean, variance, inverse, slope, channels] = parameters(f, 11);
    const rows = f.let(i32.multiply(images, i32.constant(imageRows)));
    const chunkRows = f.let(i32.multiply(chunkImages, i32.constant(imageRows)));
    const total = f.let(f64.fromI32(rows));
    const usual = f.let(f64.fromI32(chunkRows));
    const last = f.let(f64.fromI32(i32.subtract(rows, i32.multiply(i32.subtract(chunks, i32.constant(1)), chunkRows))));
    const [shift, slot, left] = [f.local('i32'), f.local('i32'), f.local('i32')];
    const [sum, count, centre, distance] = [f.local('f64'), f.local('f64'), f.local('f64'), f.local('f64')];
    const forChunks = (body: () => void): void => {
      f.set(shift, shifts);
      f.set(slot, sums);
      f.set(left, chunks);
      f.set(count, usual);
      f.times(chunks, () => {
        f.advance(left, -1);
        f.if(i32.isZero(left), () => f.set(count, last));
        body();
        f.advance(shift, slotBytes);
        f.advance(slot, slotBytes);
      });
    };
    perChannel(f, channels, [shifts, gamma, mean, variance, inverse, slope], [sums], () => {
      f.set(sum, f64.constant(0));
      forChunks(() => f.set(sum, f64.add(sum, f64.add(f64.multiply(count, loadDouble(shift)), f64.load(slot)))));
      f.set(centre, f64.divide(sum, total));
      f.set(sum, f64.constant(0));
      forChunks(() => {
        f.set(distance, f64.subtract(loadDouble(shift), centre));
        const cross = f64.multiply(f64.multiply(f64.constant(2), distance), f64.load(slot));
        f.set(sum, f64.add(sum, f64.add(f64.load(slot, allChannels * DOUBLE_BYTES), f64.add(cross, f64.multiply(count, f64.multiply(distance, distance))))));
      });
      f.storeF32(mean, 0, f32.fromF64(centre));
      f.storeF32(variance, 0, f32.fromF64(f64.maximum(f64.divide(sum, total), f64.constant(0))));
      storeSlope(f, { variance, gamma, inverse, slope }, epsilon);
    });
  });
}

type SlopePointers = { readonly variance: Local<'i32'>; readonly gamma: Local<'i32'>; readonly inverse: Local<'i32'>; readonly slope: Local<'i32'> };

function storeSlope(f: FunctionBuilder, { variance, gamma, inverse, slope }: SlopePointers, epsilon: number): void {
  const value = f.let(f64.divide(f64.constant(1), f64.squareRoot(f64.add(loadDouble(variance), f64.constant(epsilon)))));
  f.storeF32(inverse, 0, f32.fromF64(value));
  f.storeF32(slope, 0, f32.fromF64(f64.multiply(value, loadDouble(gamma))));
}

/** Kernel (variance, gamma, inverse, slope, channels): inverse and slope for given moments. */
export function normalizationSlope(module: ModuleBuilder, epsilon: number): Kernel {
  return module.kernel(kernelName('slope', epsilon), (f) => {
    const [variance, gamma, inverse, slope, channels] = parameters(f, 5);
    perChannel(f, channels, [variance, gamma, inverse, slope], [], () => storeSlope(f, { variance, gamma, inverse, slope }, epsilon));
  });
}

export type NormalizationForm = { readonly adds: boolean; readonly rectifies: boolean };

/** Kernel (x, mean, slope, beta, [other,] y, rows): y = (x − mean) · slope + β, plus `other` where it adds, and max(·, 0) where it rectifies. */
export function normalize(module: ModuleBuilder, channels: number, { adds, rectifies }: NormalizationForm): Kernel {
  return module.kernel(kernelName('normalize', channels, adds ? 'add' : '', rectifies ? 'rectify' : ''), (f) => {
    const [x, mean, slope, beta] = parameters(f, 4);
    const others = adds ? [f.parameter('i32')] : [];
    const [y, rows] = parameters(f, 2);
    channelVectors(f, channels, rows, [x, ...others, y], [mean, slope, beta], (load, store) => {
      const scaled = f.multiplyAdd(f32x4.subtract(load(x), load(mean)), load(slope), load(beta));
      const sum = others.reduce((value, other) => f32x4.add(value, load(other)), scaled);
      store(y, rectifies ? f32x4.pseudoMaximum(f.let(sum), f32x4.constant(0)) : sum);
    });
  });
}

/** Kernel (moving, batch, channels): moving = momentum · moving + (1 − momentum) · batch. */
export function updateMoving(module: ModuleBuilder, momentum: number): Kernel {
  return module.kernel(kernelName('moving', momentum), (f) => {
    const [moving, batch, channels] = parameters(f, 3);
    perChannel(f, channels, [moving, batch], [], () => {
      const kept = f64.multiply(loadDouble(moving), f64.constant(momentum));
      f.storeF32(moving, 0, f32.fromF64(f64.add(kept, f64.multiply(loadDouble(batch), f64.constant(1 - momentum)))));
    });
  });
}

export type GradientForm = { /** Gradients that are added up first, 1 or 2. */ readonly gradients: number; readonly masks: boolean; readonly stores: boolean };

/**
 * Kernel (gradient…, [output,] x, mean, [stored,] slot, rows): g = the gradients' sum, where the output is positive if it masks;
 * the slot gets Σ g and Σ g · (x − mean), and g is stored if that is wanted.
 */
export function chunkGradientSums(module: ModuleBuilder, channels: number, { gradients, masks, stores }: GradientForm): Kernel {
  return columnSums(module, {
    name: kernelName('gradientSums', gradients, masks ? 'mask' : '', stores ? 'store' : ''),
    channels,
    sources: gradients + (masks ? 2 : 1),
    coefficients: 1,
    sums: 2,
    stores,
    terms: (f, values, [mean]) => {
      const sum = gradients === 2 ? f32x4.add(values[0], values[1]) : values[0];
      const x = values[values.length - 1];
      const g = f.let(masks ? v128.and(sum, f32x4.greaterThan(values[gradients], f32x4.constant(0))) : sum);
      return { terms: [g, f32x4.multiply(g, f32x4.subtract(x, mean))], stored: g };
    },
  });
}

/**
 * Kernel (sums, chunks, images, inverse, slope, dGamma, dBeta, centredFactor, constant, channels): weight gradients, and the
 * coefficients of dx = slope · g + centredFactor · (x − mean) + constant, from the chunks' slots, an image having `imageRows` rows.
 */
export function finishGradient(module: ModuleBuilder, allChannels: number, imageRows: number): Kernel {
  return module.kernel(kernelName('finishGradient', allChannels, imageRows), (f) => {
    const [sums, chunks, images, inverse, slope, gammaGradient, betaGradient, centredFactor, constant, channels] = parameters(f, 10);
    const rows = f.let(f64.fromI32(i32.multiply(images, i32.constant(imageRows))));
    const [sum, correlation, step] = [f.local('f64'), f.local('f64'), f.local('f64')];
    const slot = f.local('i32');
    perChannel(f, channels, [inverse, slope, gammaGradient, betaGradient, centredFactor, constant], [sums], () => {
      f.set(sum, f64.constant(0));
      f.set(correlation, f64.constant(0));
      f.set(slot, sums);
      f.times(chunks, () => {
        f.set(sum, f64.add(sum, f64.load(slot)));
        f.set(correlation, f64.add(correlation, f64.load(slot, allChannels * DOUBLE_BYTES)));
        f.advance(slot, gradientSlotBytes(allChannels));
      });
      f.set(correlation, f64.multiply(correlation, loadDouble(inverse)));
      f.set(step, f64.negate(f64.divide(loadDouble(slope), rows)));
      f.storeF32(gammaGradient, 0, f32.fromF64(correlation));
      f.storeF32(betaGradient, 0, f32.fromF64(sum));
      f.storeF32(centredFactor, 0, f32.fromF64(f64.multiply(step, f64.multiply(correlation, loadDouble(inverse)))));
      f.storeF32(constant, 0, f32.fromF64(f64.multiply(step, sum)));
    });
  });
}

/** Kernel (g, x, mean, slope, centredFactor, constant, target, rows): dx as in `finishGradient`. */
export function normalizationGradient(module: ModuleBuilder, channels: number): Kernel {
  return module.kernel(kernelName('normalizationGradient', channels), (f) => {
    const [gradient, x, mean, slope, centredFactor, constant, target, rows] = parameters(f, 8);
    channelVectors(f, channels, rows, [gradient, x, target], [mean, slope, centredFactor, constant], (load, store) =>
      store(target, f.multiplyAdd(load(gradient), load(slope), f.multiplyAdd(f32x4.subtract(load(x), load(mean)), load(centredFactor), load(constant)))),
    );
  });
}

/**
 * Kernel (kernel, gamma, beta, mean, variance, [bias,] folded, foldedBias, slope, rows): the kernel [rows, channels] and bias of a layer that
 * does its normalisation by moving moments too. `slope` [channels] is overwritten.
 */
export function foldNormalization(module: ModuleBuilder, channels: number, epsilon: number, useBias: boolean): Kernel {
  const slopeOf = normalizationSlope(module, epsilon);
  return module.kernel(kernelName('fold', channels, epsilon, useBias ? 'bias' : ''), (f) => {
    const [kernel, gamma, beta, mean, variance] = parameters(f, 5);
    const biases = useBias ? [f.parameter('i32')] : [];
    const [folded, foldedBias, slope, rows] = parameters(f, 4);
    // The inverse is not wanted; it is overwritten by the bias.
    f.run(slopeOf, variance, gamma, foldedBias, slope, i32.constant(channels));
    channelVectors(f, channels, rows, [kernel, folded], [slope], (load, store) => store(folded, f32x4.multiply(load(kernel), load(slope))));
    perChannel(f, i32.constant(channels), [beta, mean, slope, foldedBias, ...biases], [], () => {
      const centre = biases.reduce<Code<'f64'>>((value, bias) => f64.subtract(value, loadDouble(bias)), loadDouble(mean));
      f.storeF32(foldedBias, 0, f32.fromF64(f64.subtract(loadDouble(beta), f64.multiply(centre, loadDouble(slope)))));
    });
  });
}
