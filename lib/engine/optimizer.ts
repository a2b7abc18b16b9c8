/** The update of the flat weight vector: a part for each optimiser, and Adam's bias corrections computed by multiplication alone. */
import { assertNever } from '@/lib/util/assert-never';
import type { OptimizerSettings, StepSettings } from './executor';
import { vectorsOf } from './kernels/elementwise';
import { FLOAT_BYTES, VECTOR_BYTES } from './kernels/loops';
import { adamUpdate, sgdUpdate } from './kernels/optimizer';
import type { Buffer } from './plan/buffer';
import type { ControlBlock } from './plan/control';
import { call, count, part, range, stepping, type Argument, type Part } from './plan/part';
import type { FlatWeights } from './plan/weights';
import type { Kernel, ModuleBuilder } from './wasm/module-builder';

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

export const UPDATES = ['sgd', 'sgdNesterov', 'adam', 'adamw'] as const;
export type Update = (typeof UPDATES)[number];

export function updateOf(optimizer: OptimizerSettings): Update {
  return optimizer.kind === 'sgd' && optimizer.nesterov ? 'sgdNesterov' : optimizer.kind;
}

/** The numbers that an update's kernel takes behind its vectors. */
export function updateNumbers({ optimizer, learningRate, weightDecay, step }: StepSettings): readonly number[] {
  switch (optimizer.kind) {
    case 'sgd':
      return [learningRate, optimizer.momentum, weightDecay];
    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = optimizer;
      const corrections = [beta1, beta2].map((beta) => 1 / (1 - integerPower(beta, step + 1)));
      const decay = optimizer.kind === 'adamw' ? learningRate * weightDecay : weightDecay;
      return [learningRate, beta1, 1 - beta1, beta2, 1 - beta2, ...corrections, epsilon, decay];
    }
    default:
      return assertNever(optimizer);
  }
}

/** Most numbers that any update takes. */
const NUMBERS = 9;

export type PlannedUpdates = { readonly parts: Readonly<Record<Update, Part>>; /** Byte offsets of the numbers in the control block. */ readonly numbers: readonly number[] };

export function planUpdates(module: ModuleBuilder, weights: FlatWeights, control: ControlBlock): PlannedUpdates {
  const numbers = Array.from({ length: NUMBERS }, () => control.parameter());
  const vectors = vectorsOf(weights.weights.bytes / FLOAT_BYTES);
  const updatePart = (kernel: Kernel, slots: readonly Buffer[], numberCount: number): Part => {
    const each = [weights.weights, weights.gradients, ...slots].map((buffer) => stepping(buffer, 'item', VECTOR_BYTES, 'write'));
    const settings = numbers.slice(0, numberCount).map((offset): Argument => ({ kind: 'parameter', type: 'f32', offset }));
    return part({ path: 'update', does: 'update', split: range(vectors), calls: [call(kernel, ...each, count(), ...settings)] });
  };
  return {
    numbers,
    parts: {
      sgd: updatePart(sgdUpdate(module, false), weights.slots.slice(0, 1), 3),
      sgdNesterov: updatePart(sgdUpdate(module, true), weights.slots.slice(0, 1), 3),
      adam: updatePart(adamUpdate(module, false), weights.slots, NUMBERS),
      adamw: updatePart(adamUpdate(module, true), weights.slots, NUMBERS),
    },
  };
}
