/** One update of the whole flat weight vector: a kernel per optimiser over weights, gradients and slots. */
import { f32x4, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { VECTOR_BYTES } from './loops';

function splats(f: FunctionBuilder, scalars: readonly Local<'f32'>[]): Local<'v128'>[] {
  return scalars.map((scalar) => f.let(f32x4.splat(scalar)));
}

/**
 * Kernel (weights, gradients, velocity, vectors, learningRate, momentum, weightDecay):
 * g += weightDecay · w; v = momentum · v + g; w −= learningRate · v, or · (g + momentum · v) with Nesterov.
 */
export function sgdUpdate(module: ModuleBuilder, nesterov: boolean): Kernel {
  return module.kernel(nesterov ? 'sgdNesterov' : 'sgd', (f) => {
    const pointers = [f.parameter('i32'), f.parameter('i32'), f.parameter('i32')];
    const [weights, gradients, velocity] = pointers;
    const vectors = f.parameter('i32');
    const [learningRate, momentum, weightDecay] = splats(f, [f.parameter('f32'), f.parameter('f32'), f.parameter('f32')]);
    const [w, g, v] = [f.local('v128'), f.local('v128'), f.local('v128')];
    f.times(vectors, () => {
      f.set(w, f32x4.load(weights));
      f.set(g, f.multiplyAdd(weightDecay, w, f32x4.load(gradients)));
      f.set(v, f.multiplyAdd(momentum, f32x4.load(velocity), g));
      f.storeVector(velocity, 0, v);
      const step = nesterov ? f.multiplyAdd(momentum, v, g) : v;
      f.storeVector(weights, 0, f32x4.subtract(w, f32x4.multiply(learningRate, step)));
      for (const pointer of pointers) f.advance(pointer, VECTOR_BYTES);
    });
  });
}

/**
 * Kernel (weights, gradients, m, v, vectors, learningRate, beta1, 1 − beta1, beta2, 1 − beta2, 1 / (1 − beta1^t), 1 / (1 − beta2^t), ε, decay):
 * m and v are the moving moments of g, w −= learningRate · m̂ / (√v̂ + ε) (Kingma and Ba, Algorithm 1).
 * Coupled: g += decay · w before. Decoupled: w −= decay · w, with learningRate · weightDecay given as the decay.
 */
export function adamUpdate(module: ModuleBuilder, decoupled: boolean): Kernel {
  return module.kernel(decoupled ? 'adamw' : 'adam', (f) => {
    const pointers = [f.parameter('i32'), f.parameter('i32'), f.parameter('i32'), f.parameter('i32')];
    const [weights, gradients, firstMoment, secondMoment] = pointers;
    const vectors = f.parameter('i32');
    const scalars = Array.from({ length: 9 }, () => f.parameter('f32'));
    const [learningRate, beta1, rest1, beta2, rest2, correction1, correction2, epsilon, decay] = splats(f, scalars);
    const [w, g, m, v] = [f.local('v128'), f.local('v128'), f.local('v128'), f.local('v128')];
    const multiply = (a: Code<'v128'>, b: Code<'v128'>): Code<'v128'> => f32x4.multiply(a, b);
    f.times(vectors, () => {
      f.set(w, f32x4.load(weights));
      f.set(g, f32x4.load(gradients));
      if (decoupled) f.set(w, f32x4.subtract(w, multiply(decay, w)));
      else f.set(g, f.multiplyAdd(decay, w, g));
      f.set(m, f.multiplyAdd(beta1, f32x4.load(firstMoment), multiply(rest1, g)));
      f.set(v, f.multiplyAdd(beta2, f32x4.load(secondMoment), multiply(rest2, multiply(g, g))));
      f.storeVector(firstMoment, 0, m);
      f.storeVector(secondMoment, 0, v);
      const denominator = f32x4.add(f32x4.squareRoot(multiply(v, correction2)), epsilon);
      f.storeVector(weights, 0, f32x4.subtract(w, f32x4.divide(multiply(learningRate, multiply(m, correction1)), denominator)));
      for (const pointer of pointers) f.advance(pointer, VECTOR_BYTES);
    });
  });
}
