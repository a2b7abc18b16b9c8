/** How Winograd's buffers lie: 36 planes, one a point, of [tiles, channels]; apart because every kernel of the family shares it. */
import type { ImageSize, Margins } from '../image-copy';
import { FLOAT_BYTES } from '../loops';
import { PANEL_COLUMNS } from '../matrix-product';
import { INPUT_TILE, OUTPUT_TILE } from './transforms';

/** Points of a tile, and so planes of each buffer. */
export const POINTS = INPUT_TILE * INPUT_TILE;

export type WinogradLayout = {
  readonly input: ImageSize;
  readonly output: ImageSize;
  readonly margins: Margins;
  /** Tiles along each axis; those at the far edges may stick out of the output. */
  readonly tilesDown: number;
  readonly tilesAcross: number;
  /** Images that one call transforms at most. */
  readonly chunkImages: number;
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

export function winogradLayout(input: ImageSize, output: ImageSize, margins: Margins, chunkImages: number): WinogradLayout {
  const tilesDown = Math.ceil(output.height / OUTPUT_TILE);
  const tilesAcross = Math.ceil(output.width / OUTPUT_TILE);
  const inputChannels = wholeVectors(input.channels);
  const reach = INPUT_TILE - OUTPUT_TILE;
  return {
    input,
    output,
    margins,
    tilesDown,
    tilesAcross,
    chunkImages,
    inputChannels,
    outputChannels: wholeVectors(output.channels),
    padded: { height: tilesDown * OUTPUT_TILE + reach, width: tilesAcross * OUTPUT_TILE + reach, channels: inputChannels },
  };
}

export function tilesOf({ tilesDown, tilesAcross }: WinogradLayout): number {
  return tilesDown * tilesAcross;
}

/**
 * Bytes from plane to plane: an odd number of cache lines, so that the 36 places of a tile fall into different sets of the
 * first-level cache; a multiple of 4 KiB would put all of them into one.
 */
export function planeStep(layout: WinogradLayout, channels: number): number {
  const bytes = layout.chunkImages * tilesOf(layout) * channels * FLOAT_BYTES;
  return Math.ceil(bytes / 128) * 128 + 64;
}

/** Bytes of the transformed kernel [36][⌈columns / 8⌉][terms][8]. */
export function transformedKernelBytes(terms: number, columns: number): number {
  return POINTS * transformedPlaneBytes(terms, columns);
}

/** Bytes of one of its planes. */
export function transformedPlaneBytes(terms: number, columns: number): number {
  return Math.ceil(columns / PANEL_COLUMNS) * terms * PANEL_COLUMNS * FLOAT_BYTES;
}
