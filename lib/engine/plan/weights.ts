/** The flat vectors of a program: trainable weights, their gradients and the optimiser's slots lie in vectors of one layout; so do the other weights. */
import type { Program, WeightSpec } from '@/lib/graph/program';
import { sizeOf } from '@/lib/graph/shape';
import { vectorBytes } from '../kernels/elementwise';
import { FLOAT_BYTES } from '../kernels/loops';
import type { WeightTensor } from '../operations/operation';
import { bufferPart, wholeBuffer, type Buffer } from './buffer';

export type PlannedWeight = { readonly key: string; readonly spec: WeightSpec; readonly floats: number; /** Bytes from the start of its flat vector. */ readonly offset: number };

export type FlatWeights = {
  readonly trainable: readonly PlannedWeight[];
  readonly fixed: readonly PlannedWeight[];
  readonly weights: Buffer;
  readonly gradients: Buffer;
  readonly slots: readonly [Buffer, Buffer];
  readonly fixedWeights: Buffer;
  /** By `path/name`. */
  tensor(key: string): WeightTensor;
};

function layOut(program: Program, trainable: boolean): { readonly weights: readonly PlannedWeight[]; readonly bytes: number } {
  let bytes = 0;
  const weights = program.layers.flatMap((call) =>
    call.weights
      .filter((spec) => spec.trainable === trainable)
      .map((spec) => {
        const floats = sizeOf(spec.shape);
        const planned = { key: `${call.path}/${spec.name}`, spec, floats, offset: bytes };
        bytes += vectorBytes(floats);
        return planned;
      }),
  );
  return { weights, bytes };
}

export function flatWeights(program: Program): FlatWeights {
  const trainable = layOut(program, true);
  const fixed = layOut(program, false);
  const weights = wholeBuffer('weights', 'weights', trainable.bytes, true);
  const fixedWeights = wholeBuffer('other weights', 'weights', fixed.bytes, true);
  const gradients = wholeBuffer('gradients', 'optimizer', trainable.bytes, true);
  const slots = [wholeBuffer('first slots', 'optimizer', trainable.bytes, true), wholeBuffer('second slots', 'optimizer', trainable.bytes, true)] as const;
  const tensors = new Map<string, WeightTensor>();
  for (const { key, offset, floats } of trainable.weights) {
    const bytes = floats * FLOAT_BYTES;
    tensors.set(key, { value: bufferPart(weights, key, offset, bytes), gradient: bufferPart(gradients, `${key} gradient`, offset, bytes), floats });
  }
  for (const { key, offset, floats } of fixed.weights) tensors.set(key, { value: bufferPart(fixedWeights, key, offset, floats * FLOAT_BYTES), gradient: null, floats });
  return {
    trainable: trainable.weights,
    fixed: fixed.weights,
    weights,
    gradients,
    slots,
    fixedWeights,
    tensor(key) {
      const tensor = tensors.get(key);
      if (tensor === undefined) throw new Error(`The program has no weight ${key}.`);
      return tensor;
    },
  };
}
