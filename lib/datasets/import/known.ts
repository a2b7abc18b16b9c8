/** Data sets that are recognised by their pixels, whose files don't carry names of classes and licence. */
import { fashionMnist } from '../fashion-mnist';

type Known = { readonly name: string; readonly source: string; readonly licence: string; readonly classes: readonly string[]; readonly flippable: boolean };

const { name, source, licence, classes, flippable } = fashionMnist.info;

/** By SHA-256 of the pixels of all training images. */
const KNOWN: Readonly<Record<string, Known>> = {
  '2e487a6c89124f78f2d7521542223cafe96f7123c3ca13d447772ac6ecbb3012': { name: `${name} 60k`, source, licence, classes, flippable },
};

export function findKnown(trainingImagesHash: string): Known | undefined {
  return Object.hasOwn(KNOWN, trainingImagesHash) ? KNOWN[trainingImagesHash] : undefined;
}
