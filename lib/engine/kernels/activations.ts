/** Activation functions and their derivatives, four floats a turn. */
import type { ActivationName } from '@/lib/graph/program';
import { assertNever } from '@/lib/util/assert-never';
import { f32x4, v128, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import { exponential, exponentialMinusOne, hyperbolicTangent, normalDistribution, sigmoid } from '../wasm/math';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { mapVectors } from './elementwise';
import { kernelName } from './loops';

/** Activations of each element by itself. */
export type PointwiseActivation = Exclude<ActivationName, 'softmax'>;

/** Whether the derivative is computed from the input or from the output. */
export function derivativeReads(activation: PointwiseActivation): 'input' | 'output' {
  return activation === 'sigmoid' || activation === 'tanh' ? 'output' : 'input';
}

/** Kernel (x, y, vectors). */
export function activate(module: ModuleBuilder, activation: PointwiseActivation, alpha: number): Kernel {
  return mapVectors(module, kernelName('activate', activation, alpha), 1, (f, [x]) => value(f, activation, alpha, x));
}

/** Kernel (x or y as `derivativeReads` says, gradient, target, vectors). */
export function activationGradient(module: ModuleBuilder, activation: PointwiseActivation, alpha: number): Kernel {
  return mapVectors(module, kernelName('activationGradient', activation, alpha), 2, (f, [read, gradient]) => f32x4.multiply(gradient, derivative(f, activation, alpha, read)));
}

function isNegative(x: Code<'v128'>): Code<'v128'> {
  return f32x4.lessThan(x, f32x4.constant(0));
}

function value(f: FunctionBuilder, activation: PointwiseActivation, alpha: number, x: Local<'v128'>): Code<'v128'> {
  switch (activation) {
    case 'leakyReLU':
      return v128.select(f32x4.multiply(x, f32x4.constant(alpha)), x, isNegative(x));
    case 'elu':
      return v128.select(f32x4.multiply(exponentialMinusOne(f, x), f32x4.constant(alpha)), x, isNegative(x));
    case 'gelu':
      return f32x4.multiply(x, normalDistribution(f, x).cumulative);
    case 'sigmoid':
      return sigmoid(f, x);
    case 'tanh':
      return hyperbolicTangent(f, x);
    default:
      return assertNever(activation);
  }
}

function derivative(f: FunctionBuilder, activation: PointwiseActivation, alpha: number, read: Local<'v128'>): Code<'v128'> {
  const one = f32x4.constant(1);
  switch (activation) {
    case 'leakyReLU':
      return v128.select(f32x4.constant(alpha), one, isNegative(read));
    case 'elu':
      return v128.select(f32x4.multiply(exponential(f, read), f32x4.constant(alpha)), one, isNegative(read));
    case 'gelu': {
      const { cumulative, density } = normalDistribution(f, read);
      return f32x4.add(cumulative, f32x4.multiply(read, density));
    }
    case 'sigmoid':
      return f32x4.multiply(read, f32x4.subtract(one, read));
    case 'tanh':
      return f32x4.subtract(one, f32x4.multiply(read, read));
    default:
      return assertNever(activation);
  }
}
