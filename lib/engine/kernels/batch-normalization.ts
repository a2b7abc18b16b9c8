/** Kernels of batch normalisation: moments in one pass, the normalisation, the gradient's two passes, the moving averages. */
import { f32, f32x4, f64, type Code } from '../wasm/code';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { columnSums, perChannel } from './column-sums';
import { channelGroups, kernelName } from './loops';
import type { FunctionBuilder } from '../wasm/function-builder';

function parameters(f: FunctionBuilder, count: number) {
  return Array.from({ length: count }, () => f.parameter('i32'));
}

function loadDouble(pointer: Code<'i32'>): Code<'f64'> {
  return f64.fromF32(f32.load(pointer));
}

/** (sums, count, shift): shift [channels] = sums / count, rounded to float32: a point near the mean, so that squares about it don't cancel. */
export function shiftFromSums(module: ModuleBuilder, channels: number): Kernel {
  return module.kernel(kernelName('shift', channels), (f) => {
    const [sums, count, shift] = parameters(f, 3);
    perChannel(f, channels, [shift], [sums], () => f.storeF32(shift, 0, f32.fromF64(f64.divide(f64.load(sums), f64.fromI32(count)))));
  });
}

/** (x, shift, target, rows): Σ (x − shift) and Σ (x − shift)², in doubles. */
export function shiftedMoments(module: ModuleBuilder, channels: number): Kernel {
  return columnSums(module, {
    name: 'moments',
    channels,
    sources: 1,
    coefficients: 1,
    sums: 2,
    terms: (f, [x], [shift]) => {
      const difference = f.let(f32x4.subtract(x, shift));
      return [difference, f32x4.multiply(difference, difference)];
    },
  });
}

/** (sums, count, shift, mean, variance): moments from shifted sums; the variance is the biased one. */
export function finishMoments(module: ModuleBuilder, channels: number): Kernel {
  return module.kernel(kernelName('finishMoments', channels), (f) => {
    const [sums, count, shift, mean, variance] = parameters(f, 5);
    const rows = f.let(f64.fromI32(count));
    perChannel(f, channels, [shift, mean, variance], [sums], () => {
      const offset = f.let(f64.divide(f64.load(sums), rows));
      const square = f64.divide(f64.load(sums, channels * 8), rows);
      f.storeF32(mean, 0, f32.fromF64(f64.add(loadDouble(shift), offset)));
      f.storeF32(variance, 0, f32.fromF64(f64.maximum(f64.subtract(square, f64.multiply(offset, offset)), f64.constant(0))));
    });
  });
}

/** (variance, gamma, inverse, slope): inverse = 1 / √(variance + ε), slope = γ · inverse. */
export function normalizationSlope(module: ModuleBuilder, channels: number, epsilon: number): Kernel {
  return module.kernel(kernelName('slope', channels, epsilon), (f) => {
    const [variance, gamma, inverse, slope] = parameters(f, 4);
    perChannel(f, channels, [variance, gamma, inverse, slope], [], () => {
      const value = f.let(f64.divide(f64.constant(1), f64.squareRoot(f64.add(loadDouble(variance), f64.constant(epsilon)))));
      f.storeF32(inverse, 0, f32.fromF64(value));
      f.storeF32(slope, 0, f32.fromF64(f64.multiply(value, loadDouble(gamma))));
    });
  });
}

/** (x, mean, slope, beta, y, rows): y = (x − mean) · slope + β. */
export function normalize(module: ModuleBuilder, channels: number): Kernel {
  return module.kernel(kernelName('normalize', channels), (f) => {
    const [x, meanStart, slopeStart, betaStart, y, rows] = parameters(f, 6);
    const [mean, slope, beta] = [f.local('i32'), f.local('i32'), f.local('i32')];
    f.times(rows, () => {
      f.set(mean, meanStart);
      f.set(slope, slopeStart);
      f.set(beta, betaStart);
      channelGroups(f, channels, [x, y, mean, slope, beta], (lanes) => {
        const centred = f32x4.subtract(f32x4.loadPartial(x, 0, lanes), f32x4.loadPartial(mean, 0, lanes));
        f.storePartial(y, 0, lanes, f.multiplyAdd(centred, f32x4.loadPartial(slope, 0, lanes), f32x4.loadPartial(beta, 0, lanes)));
      });
    });
  });
}

/** (moving, batch, channels' count is fixed): moving = momentum · moving + (1 − momentum) · batch. */
export function updateMoving(module: ModuleBuilder, channels: number, momentum: number): Kernel {
  return module.kernel(kernelName('moving', channels, momentum), (f) => {
    const [moving, batch] = parameters(f, 2);
    perChannel(f, channels, [moving, batch], [], () => {
      const kept = f64.multiply(loadDouble(moving), f64.constant(momentum));
      f.storeF32(moving, 0, f32.fromF64(f64.add(kept, f64.multiply(loadDouble(batch), f64.constant(1 - momentum)))));
    });
  });
}

/** (gradient, x, mean, target, rows): Σ dy and Σ dy · (x − mean), in doubles. */
export function gradientSums(module: ModuleBuilder, channels: number): Kernel {
  return columnSums(module, {
    name: 'normalizationSums',
    channels,
    sources: 2,
    coefficients: 1,
    sums: 2,
    terms: (_, [gradient, x], [mean]) => [gradient, f32x4.multiply(gradient, f32x4.subtract(x, mean))],
  });
}

/**
 * (sums, count, inverse, slope, dGamma, dBeta, centredFactor, constant): weight gradients, added to what is there, and the
 * coefficients of dx = slope · dy + centredFactor · (x − mean) + constant.
 */
export function finishGradient(module: ModuleBuilder, channels: number): Kernel {
  return module.kernel(kernelName('finishNormalization', channels), (f) => {
    const [sums, count, inverse, slope, gammaGradient, betaGradient, centredFactor, constant] = parameters(f, 8);
    const rows = f.let(f64.fromI32(count));
    perChannel(f, channels, [inverse, slope, gammaGradient, betaGradient, centredFactor, constant], [sums], () => {
      const sum = f.let(f64.load(sums));
      const correlation = f.let(f64.multiply(f64.load(sums, channels * 8), loadDouble(inverse)));
      const step = f.let(f64.negate(f64.divide(loadDouble(slope), rows)));
      f.storeF32(gammaGradient, 0, f32.add(f32.load(gammaGradient), f32.fromF64(correlation)));
      f.storeF32(betaGradient, 0, f32.add(f32.load(betaGradient), f32.fromF64(sum)));
      f.storeF32(centredFactor, 0, f32.fromF64(f64.multiply(step, f64.multiply(correlation, loadDouble(inverse)))));
      f.storeF32(constant, 0, f32.fromF64(f64.multiply(step, sum)));
    });
  });
}

/** (gradient, x, mean, slope, centredFactor, constant, target, rows): dx as in `finishGradient`. */
export function normalizationGradient(module: ModuleBuilder, channels: number): Kernel {
  return module.kernel(kernelName('normalizationGradient', channels), (f) => {
    const [gradient, x, ...rest] = parameters(f, 8);
    const starts = rest.slice(0, 4);
    const [target, rows] = rest.slice(4);
    const coefficients = starts.map(() => f.local('i32'));
    const [mean, slope, centredFactor, constant] = coefficients;
    f.times(rows, () => {
      coefficients.forEach((pointer, index) => f.set(pointer, starts[index]));
      channelGroups(f, channels, [gradient, x, target, ...coefficients], (lanes) => {
        const load = (pointer: Code<'i32'>): Code<'v128'> => f32x4.loadPartial(pointer, 0, lanes);
        const centred = f32x4.subtract(load(x), load(mean));
        f.storePartial(target, 0, lanes, f.multiplyAdd(load(gradient), load(slope), f.multiplyAdd(centred, load(centredFactor), load(constant))));
      });
    });
  });
}
