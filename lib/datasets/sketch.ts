/** Makes a drawing or a picture of any size look like an image of a data set: centred, scaled, grey or coloured, as its own images are. */
import { toSquareImage } from './import/resample';
import type { Pixels } from './png';

/** Share of the side that what is drawn takes where no image of the set is at hand; the rest is margin. */
export const USUAL_FILL = 0.86;
/** Grey values above this count as drawn. */
const INK = 24;

function greyOf({ data, channels }: Pixels, index: number): number {
  const at = index * channels;
  if (channels < 3) return data[at];
  return 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
}

/** Whether a picture is dark on bright: its rim decides. Data sets of grey images are bright on black. */
export function isBright(pixels: Pixels): boolean {
  const { width, height } = pixels;
  let sum = 0;
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (x > 0 && y > 0 && x < width - 1 && y < height - 1) continue;
      sum += greyOf(pixels, y * width + x);
      count++;
    }
  }
  return count > 0 && sum / count > 127;
}

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** The smallest box around what is drawn; null for an empty picture. */
function inkBox(grey: Uint8Array, width: number): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  grey.forEach((value, index) => {
    if (value <= INK) return;
    const [x, y] = [index % width, Math.floor(index / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  });
  return right < 0 ? null : { left, top, right, bottom };
}

function longerSide({ left, top, right, bottom }: Box): number {
  return Math.max(right - left + 1, bottom - top + 1);
}

/** Share of the side that things take in grey images of a set, the median of those given: some sets leave a margin, some none. */
export function fillOf(images: readonly Uint8Array[], [height, width]: readonly [number, number, number]): number {
  const sides = images.flatMap((image) => inkBox(image, width) ?? []).map(longerSide).sort((a, b) => a - b);
  const median = sides.at(sides.length >> 1);
  return median === undefined ? USUAL_FILL : median / Math.max(height, width);
}

/** A square around the box, with margin, black beyond the picture's edge. */
function squareAround(grey: Uint8Array, width: number, height: number, box: Box, fill: number): Pixels {
  const side = Math.max(1, Math.round(longerSide(box) / fill));
  const left = Math.round((box.left + box.right + 1 - side) / 2);
  const top = Math.round((box.top + box.bottom + 1 - side) / 2);
  const data = new Uint8Array(side * side);
  for (let y = Math.max(0, -top); y < Math.min(side, height - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(side, width - left); x++) data[y * side + x] = grey[(y + top) * width + x + left];
  }
  return { width: side, height: side, channels: 1, data };
}

/** The middle of a square image, `height` x `width`. */
function middle(square: Uint8Array, side: number, height: number, width: number, channels: number): Uint8Array {
  if (height === side && width === side) return square;
  const [top, left] = [(side - height) >> 1, (side - width) >> 1];
  const out = new Uint8Array(height * width * channels);
  for (let y = 0; y < height; y++) {
    const from = ((y + top) * side + left) * channels;
    out.set(square.subarray(from, from + width * channels), y * width * channels);
  }
  return out;
}

/**
 * The bytes, NHWC, of one image of shape [height, width, channels]; null where nothing is drawn.
 * Grey images are cut to what is drawn, so that it takes `fill` (0…1) of the side, coloured ones square from the centre. `invert` turns dark on bright into bright on dark.
 */
export function asDatasetImage(pixels: Pixels, [height, width, channels]: readonly [number, number, number], invert: boolean, fill: number): Uint8Array | null {
  const side = Math.max(height, width);
  if (channels !== 1) return middle(toSquareImage(pixels, side, 'rgb'), side, height, width, 3);
  const grey = new Uint8Array(pixels.width * pixels.height);
  for (let index = 0; index < grey.length; index++) {
    const value = Math.round(greyOf(pixels, index));
    grey[index] = invert ? 255 - value : value;
  }
  const box = inkBox(grey, pixels.width);
  if (box === null) return null;
  return middle(toSquareImage(squareAround(grey, pixels.width, pixels.height, box, fill), side, 'grey'), side, height, width, 1);
}
