/** What is done to one image in one epoch: a shift and a mirror, drawn from the image's own stream, whatever the order. */
import { randomStream } from '@/lib/util/random';
import type { Recipe } from './recipe';

/** The crop starts at (`top`, `left`) of the unpadded image, so −padding … +padding; pixels from outside are 0, black. */
export type Augmentation = { readonly top: number; readonly left: number; readonly flip: boolean };

export const UNCHANGED: Augmentation = { top: 0, left: 0, flip: false };

/** For training image `image` in epoch `epoch` (from 0), by stream `augment/<epoch>/<image>`. */
export function augmentationOf({ padAndCrop, flip }: Recipe['augmentation'], seed: number, epoch: number, image: number): Augmentation {
  if (padAndCrop === 0 && !flip) return UNCHANGED;
  const stream = randomStream(seed, `augment/${epoch}/${image}`);
  const top = stream.integer(2 * padAndCrop + 1) - padAndCrop;
  const left = stream.integer(2 * padAndCrop + 1) - padAndCrop;
  const mirror = stream.integer(2) === 1;
  return { top, left, flip: flip && mirror };
}
