/** The mask of a dropout layer, made from its stream, so that every executor drops the same numbers. */
import { randomStream } from './random';

/**
 * Fills `mask` (NHWC order, image after image) with 0 where a number is dropped and 1 / (1 − rate) where it stays.
 * One uniform draw a number from stream `dropout/<path>/<step>`; dropped where it is below `rate`.
 */
export function fillDropoutMask(mask: Float32Array, seed: number, path: string, step: number, rate: number): void {
  const { uniform } = randomStream(seed, `dropout/${path}/${step}`);
  const kept = 1 / (1 - rate);
  for (let i = 0; i < mask.length; i++) mask[i] = uniform() < rate ? 0 : kept;
}
