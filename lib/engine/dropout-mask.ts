/** The dropout mask of a call and step; apart because the TensorFlow.js executors use the same one. */
import { randomStream } from '@/lib/util/random';

/**
 * Fills the mask, [images, …shape] in memory order: 0 where the stream `dropout/<path>/<step>` of the seed draws below the rate,
 * 1 / (1 − rate) elsewhere.
 */
export function fillDropoutMask(mask: Float32Array, rate: number, seed: number, path: string, step: number): void {
  const { uniform } = randomStream(seed, `dropout/${path}/${step}`);
  const kept = rate < 1 ? 1 / (1 - rate) : 0;
  for (let index = 0; index < mask.length; index++) mask[index] = uniform() < rate ? 0 : kept;
}
