/** The picture decoder that every machine has: PNG alone, exactly. */
import type { Pixels } from '../png';
import { decodePng, isPng } from '../png';
import { DatasetFailure } from '../failure';

/** Node's decoder: other formats are refused with a sentence. */
export function decodePngPicture(bytes: Uint8Array, path: string): Promise<Pixels> {
  if (!isPng(bytes)) return Promise.reject(new DatasetFailure('pictureNotPng', path));
  return Promise.resolve(decodePng(bytes, path));
}
