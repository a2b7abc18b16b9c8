/** The hash that names a data set's contents: SHA-256 over its shape and the hashes of its labels and pixels. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson } from '@/lib/util/canonical-json';
import { sha256Hex } from '@/lib/util/sha256';

export type SplitHashes = { readonly images: string; readonly labels: string };

export type RunningHash = { readonly add: (piece: Uint8Array) => void; readonly hex: () => string };

/** SHA-256 of data that comes in pieces. */
export function runningSha256(): RunningHash {
  const state = sha256.create();
  return { add: (piece) => void state.update(piece), hex: () => bytesToHex(state.digest()) };
}

/** A split that is empty has the hashes of no bytes. */
export function datasetHash(shape: readonly [number, number, number], training: SplitHashes, test: SplitHashes): string {
  return sha256Hex(canonicalJson({ shape, training, test }));
}
