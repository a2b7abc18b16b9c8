/** Chooses and calls the update kernel of a step, with Adam's bias corrections computed by multiplication alone. */
import { assertNever } from '@/lib/util/assert-never';
import type { OptimizerSettings, StepSettings } from './executor';
import { adamUpdate, sgdUpdate } from './kernels/optimizer';
import { vectorsOf } from './kernels/elementwise';
import { FLOAT_BYTES } from './kernels/loops';
import type { FlatVectors } from './program-plan';
import type { ModuleBuilder } from './wasm/module-builder';

/** Names of an optimiser's slots, in the order of the flat slot vectors. */
export function slotNames(kind: OptimizerSettings['kind']): readonly string[] {
  switch (kind) {
    case 'sgd':
      return ['momentum'];
    case 'adam':
    case 'adamw':
      return ['m', 'v'];
    default:
      return assertNever(kind);
  }
}

/** base^exponent by repeated squaring: `Math.pow` may differ in the last bit between engines. */
function integerPower(base: number, exponent: number): number {
  let result = 1;
  let factor = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}

export function planUpdate(module: ModuleBuilder, vectors: FlatVectors): (settings: StepSettings) => void {
  const sgd = { plain: sgdUpdate(module, false), nesterov: sgdUpdate(module, true) };
  const adam = { coupled: adamUpdate(module, false), decoupled: adamUpdate(module, true) };
  return ({ optimizer, learningRate, weightDecay, step }) => {
    const addresses = [vectors.weights.address, vectors.gradients.address, vectors.slots[0].address];
    const count = vectorsOf(vectors.weights.bytes / FLOAT_BYTES);
    switch (optimizer.kind) {
      case 'sgd': {
        const kernel = optimizer.nesterov ? sgd.nesterov : sgd.plain;
        kernel(...addresses, count, learningRate, optimizer.momentum, weightDecay);
        return;
      }
      case 'adam':
      case 'adamw': {
        const { beta1, beta2, epsilon } = optimizer;
        const correction1 = 1 / (1 - integerPower(beta1, step + 1));
        const correction2 = 1 / (1 - integerPower(beta2, step + 1));
        const decoupled = optimizer.kind === 'adamw';
        const kernel = decoupled ? adam.decoupled : adam.coupled;
        const decay = decoupled ? learningRate * weightDecay : weightDecay;
        kernel(...addresses, vectors.slots[1].address, count, learningRate, beta1, 1 - beta1, beta2, 1 - beta2, correction1, correction2, epsilon, decay);
        return;
      }
      default:
        assertNever(optimizer);
    }
  };
}
