/** Makes pictures of any size into the images of a data set: cut square from the centre, reduced with a triangle filter, alike on every machine. */
import type { Pixels } from '../png';

export type Colour = 'grey' | 'rgb';

type Taps = { readonly first: number; readonly weights: readonly number[] };

/** For each of `to` places, which of `from` samples count how much; the filter widens where the picture shrinks. */
function tapsFor(from: number, to: number): readonly Taps[] {
  const scale = from / to;
  const support = Math.max(1, scale);
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - support + 0.5));
    const last = Math.min(from - 1, Math.ceil(centre + support - 0.5) - 1);
    const raw = Array.from({ length: Math.max(1, last - first + 1) }, (_, k) => Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / support));
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first, weights: raw.map((weight) => weight / sum) };
  });
}

/** Writes one pixel as `channels` numbers, on white where it is transparent. Grey by the weights of ITU-R BT.601. */
function flatten(pixels: Pixels, index: number, channels: 1 | 3, out: Float32Array, at: number): void {
  const { data } = pixels;
  const from = index * pixels.channels;
  const colourful = pixels.channels >= 3;
  const alpha = pixels.channels === 2 ? data[from + 1] / 255 : pixels.channels === 4 ? data[from + 3] / 255 : 1;
  const over = (value: number) => value * alpha + 255 * (1 - alpha);
  const red = over(data[from]);
  const green = colourful ? over(data[from + 1]) : red;
  const blue = colourful ? over(data[from + 2]) : red;
  if (channels === 1) {
    out[at] = colourful ? 0.299 * red + 0.587 * green + 0.114 * blue : red;
  } else {
    out[at] = red;
    out[at + 1] = green;
    out[at + 2] = blue;
  }
}

/** The image as `side` x `side` x 1 or 3 bytes. */
export function toSquareImage(pixels: Pixels, side: number, colour: Colour): Uint8Array<ArrayBuffer> {
  const channels = colour === 'grey' ? 1 : 3;
  const crop = Math.min(pixels.width, pixels.height);
  const left = (pixels.width - crop) >> 1;
  const top = (pixels.height - crop) >> 1;
  const taps = tapsFor(crop, side);
  const row = new Float32Array(crop * channels);
  const narrow = new Float32Array(crop * side * channels);
  for (let y = 0; y < crop; y++) {
    for (let x = 0; x < crop; x++) flatten(pixels, (top + y) * pixels.width + left + x, channels, row, x * channels);
    for (let x = 0; x < side; x++) {
      const { first, weights } = taps[x];
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = 0; k < weights.length; k++) sum += weights[k] * row[(first + k) * channels + c];
        narrow[(y * side + x) * channels + c] = sum;
      }
    }
  }
  const out = new Uint8Array(side * side * channels);
  const stride = side * channels;
  for (let y = 0; y < side; y++) {
    const { first, weights } = taps[y];
    for (let i = 0; i < stride; i++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * narrow[(first + k) * stride + i];
      out[y * stride + i] = Math.min(255, Math.max(0, Math.round(sum)));
    }
  }
  return out;
}
