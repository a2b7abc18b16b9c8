/** How Winograd's buffers lie: 36 planes, one a point, of [tiles, channels]; apart because every kernel of the family shares it. */
import type { ImageSize, Margins } from '../image-copy';
import { FLOAT_BYTES } from '../loops';
import { PANEL_COLUMNS } from '../matrix-product';
import { INPUT_TILE, OUTPUT_TILE } from './transforms';

/** Points of a tile, and so planes of each buffer. */
export const POINTS = INPUT_TILE * INPUT_TILE;

/** So many bands of so many output rows. */
export type Band = { readonly count: number; readonly height: number };

export type WinogradLayout = {
  readonly input: ImageSize;
  readonly output: ImageSize;
  readonly margins: Margins;
  /** Tiles along each axis; those at the far edges may stick out of the output. */
  readonly tilesDown: number;
  readonly tilesAcross: number;
  /** Images that one call transforms at most; one, if an image is cut into bands. */
  readonly chunkImages: number;
  /** Bands of tile rows that a large image is worked off in, from the top; all other images are one band. */
  readonly bands: readonly Band[];
  /** Channels rounded up to whole vectors; the additional ones are zeros. */
  readonly inputChannels: number;
  readonly outputChannels: number;
  /** An input image inside its margin, grown to whole tiles. */
  readonly padded: ImageSize;
};

/** Rounds channels up to whole vectors. */
export function wholeVectors(channels: number): number {
  return Math.ceil(channels / 4) * 4;
}

/** What the planes of a call may fill of the second-level cache. */
const CALL_BYTES = 512 * 1024;
/** Tiles that a call has at least if the image has them, so that the reading of the transformed kernel pays; more where that is large. */
const LEAST_TILES = 16;
const LEAST_TILES_FOR_LARGE_KERNELS = 32;
const LARGE_KERNEL = 128 * 256;
/** Whole images are put together up to here; more gain nothing. */
const MOST_TILES = 32;

export function winogradLayout(input: ImageSize, output: ImageSize, margins: Margins): WinogradLayout {
  const tilesDown = Math.ceil(output.height / OUTPUT_TILE);
  const tilesAcross = Math.ceil(output.width / OUTPUT_TILE);
  const inputChannels = wholeVectors(input.channels);
  const outputChannels = wholeVectors(output.channels);
  const reach = INPUT_TILE - OUTPUT_TILE;
  const tileBytes = POINTS * (rowStep(inputChannels) + rowStep(outputChannels));
  const leastTiles = inputChannels * outputChannels >= LARGE_KERNEL ? LEAST_TILES_FOR_LARGE_KERNELS : LEAST_TILES;
  const callTiles = Math.max(leastTiles, Math.floor(CALL_BYTES / tileBytes));
  return {
    input,
    output,
    margins,
    tilesDown,
    tilesAcross,
    chunkImages: evenly(Math.min(MOST_TILES, callTiles) / (tilesDown * tilesAcross)),
    bands: bandsOf(output.height, Math.max(1, Math.floor(callTiles / tilesAcross))),
    inputChannels,
    outputChannels,
    padded: { height: tilesDown * OUTPUT_TILE + reach, width: tilesAcross * OUTPUT_TILE + reach, channels: inputChannels },
  };
}

/** The nearest power of two that is at least 1: batches and their shares have such sizes, and a small rest of a chunk is dear. */
function evenly(images: number): number {
  return 2 ** Math.max(0, Math.round(Math.log2(images)));
}

function bandsOf(height: number, mostTileRows: number): readonly Band[] {
  const bandHeight = mostTileRows * OUTPUT_TILE;
  if (height <= bandHeight) return [{ count: 1, height }];
  const bands = [{ count: Math.floor(height / bandHeight), height: bandHeight }];
  return height % bandHeight === 0 ? bands : [...bands, { count: 1, height: height % bandHeight }];
}

export function tilesOfImage(output: ImageSize): number {
  return Math.ceil(output.height / OUTPUT_TILE) * Math.ceil(output.width / OUTPUT_TILE);
}

export function tilesOfBand({ tilesAcross }: WinogradLayout, { height }: Band): number {
  return tilesAcross * Math.ceil(height / OUTPUT_TILE);
}

export function isBanded({ bands }: WinogradLayout): boolean {
  return bands.length > 1 || bands[0].count > 1;
}

/** Bytes from tile to tile in a plane: the rows of one column fall into different sets of the first-level cache. */
export function rowStep(channels: number): number {
  const bytes = channels * FLOAT_BYTES;
  return bytes % 512 === 0 ? bytes + 64 : bytes;
}

/**
 * Bytes from plane to plane: an odd number of cache lines, so that the 36 places of a tile or a weight fall into different sets of the
 * first-level cache; a multiple of 4 KiB would put all of them into one.
 */
function spread(bytes: number): number {
  return Math.ceil(bytes / 128) * 128 + 64;
}

export function planeStep(layout: WinogradLayout, channels: number): number {
  return spread(layout.chunkImages * tilesOfBand(layout, layout.bands[0]) * rowStep(channels));
}

/** Bytes of the transformed kernel [36][⌈columns / 8⌉][terms][8]. */
export function transformedKernelBytes(terms: number, columns: number): number {
  return POINTS * transformedPlaneBytes(terms, columns);
}

/** Bytes from one of its planes to the next. */
export function transformedPlaneBytes(terms: number, columns: number): number {
  return spread(Math.ceil(columns / PANEL_COLUMNS) * terms * PANEL_COLUMNS * FLOAT_BYTES);
}

/** Bytes from plane to plane of the kernel's gradient at the points, [36][inputs][outputs], both to whole vectors. */
export function gradientPlaneBytes(inputs: number, outputs: number): number {
  return spread(wholeVectors(inputs) * wholeVectors(outputs) * FLOAT_BYTES);
}
