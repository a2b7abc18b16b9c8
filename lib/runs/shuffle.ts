/** The order of the images in an epoch, from its own stream, so that any epoch can be made again alone. */
import type { RandomStream } from '@/lib/util/random';
import { randomStream } from '@/lib/util/random';

/** Fisher-Yates in place. */
export function shuffleInPlace(values: Int32Array, stream: RandomStream): Int32Array {
  for (let i = values.length - 1; i > 0; i--) {
    const j = stream.integer(i + 1);
    const kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
  return values;
}

/** The indices in the order of epoch `epoch` (from 0), by stream `shuffle/<epoch>`. */
export function epochOrder(indices: Int32Array, seed: number, epoch: number): Int32Array {
  return shuffleInPlace(indices.slice(), randomStream(seed, `shuffle/${epoch}`));
}
