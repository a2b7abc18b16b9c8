/** The browser's picture decoder: PNG by our own exact one, JPEG, WebP and rare PNG by the browser. */
import type { Pixels } from '../png';
import { decodePng, isPng } from '../png';
import { DatasetFailure } from '../failure';
import { MAXIMUM_PICTURE_PIXELS } from './limits';

async function decodeByBrowser(bytes: Uint8Array, path: string): Promise<Pixels> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]), { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  } catch {
    throw new DatasetFailure('imageUnreadable', path);
  }
  const { width, height } = bitmap;
  if (width * height > MAXIMUM_PICTURE_PIXELS) {
    bitmap.close();
    throw new DatasetFailure('imageTooLarge', path, { width, height, maximum: MAXIMUM_PICTURE_PIXELS });
  }
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new DatasetFailure('imageUnreadable', path);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, channels: 4, data: new Uint8Array(context.getImageData(0, 0, width, height).data) };
}

export async function decodePicture(bytes: Uint8Array, path: string): Promise<Pixels> {
  if (!isPng(bytes)) return decodeByBrowser(bytes, path);
  try {
    return decodePng(bytes, path);
  } catch (error) {
    if (error instanceof DatasetFailure && error.problem.code === 'pngUnsupported') return decodeByBrowser(bytes, path);
    throw error;
  }
}
