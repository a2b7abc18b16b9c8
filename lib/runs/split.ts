/** Which training images are held back for validation: drawn from the seed, the same for every run that shares it. */
import { randomStream } from '@/lib/util/random';
import { shuffleInPlace } from './shuffle';

/** Indices into the training split, ascending; no image is in both. */
export type Split = { readonly training: Int32Array; readonly validation: Int32Array };

/** Holds back `fraction` of `count` images, rounded, by stream `split`. */
export function validationSplit(count: number, fraction: number, seed: number): Split {
  const indices = Int32Array.from({ length: count }, (_, index) => index);
  const held = Math.round(count * fraction);
  if (held === 0) return { training: indices, validation: new Int32Array(0) };
  const drawn = shuffleInPlace(indices, randomStream(seed, 'split'));
  return { training: drawn.slice(held).sort(), validation: drawn.slice(0, held).sort() };
}
