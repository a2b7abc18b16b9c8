/** The walk that all tile transforms share: over images, tiles and groups of four channels, edge tiles with bodies of their own. */
import { i32, type Code, type Local } from '../../wasm/code';
import type { FunctionBuilder } from '../../wasm/function-builder';
import { FLOAT_BYTES } from '../loops';
import { rowStep, tilesOfBand, type Band, type WinogradLayout } from './layout';
import { OUTPUT_TILE } from './transforms';

/** Steps in bytes of a pointer that walks over tiles. */
export type TileSteps = { readonly tile: number; readonly tileRow: number; readonly image: number };

/** Steps in a plane of [tiles of the band, channels]. */
export function planeSteps(layout: WinogradLayout, band: Band, channels: number): TileSteps {
  const tile = rowStep(channels);
  return { tile, tileRow: layout.tilesAcross * tile, image: tilesOfBand(layout, band) * tile };
}

/** Steps in images [height, width, channels] from tile corner to tile corner. */
export function imageSteps(size: { readonly height: number; readonly width: number; readonly channels: number }): TileSteps {
  const tile = OUTPUT_TILE * size.channels * FLOAT_BYTES;
  const line = size.width * size.channels * FLOAT_BYTES;
  return { tile, tileRow: OUTPUT_TILE * line, image: size.height * line };
}

/** Rows and columns of a tile that lie inside the image. */
export type TileExtent = { readonly rows: number; readonly columns: number };

type Walk = { readonly start: Code<'i32'>; readonly steps: TileSteps };

/** How far a loop over one axis goes in whole tiles, and what of the last tile lies inside. */
function axis(side: number, clipped: boolean): { readonly whole: number; readonly rest: number } {
  const whole = clipped ? Math.floor(side / OUTPUT_TILE) : Math.ceil(side / OUTPUT_TILE);
  return { whole, rest: clipped ? side % OUTPUT_TILE : 0 };
}

/**
 * Runs the body for every tile of a band with the pointers at its first channel. With `clip`, tiles that stick out of the output get
 * bodies of their own with what lies inside; without, every tile is whole.
 */
export function forTiles(f: FunctionBuilder, layout: WinogradLayout, band: Band, images: Code<'i32'>, clip: boolean, walks: readonly Walk[], body: (pointers: readonly Local<'i32'>[], extent: TileExtent) => void): void {
  const imageStarts = walks.map(({ start }) => f.let(start));
  const rowStarts = walks.map(() => f.local('i32'));
  const tiles = walks.map(() => f.local('i32'));
  const down = axis(band.height, clip);
  const across = axis(layout.output.width, clip);
  const advanceAll = (pointers: readonly Local<'i32'>[], step: keyof TileSteps): void => pointers.forEach((pointer, index) => f.advance(pointer, walks[index].steps[step]));
  const setAll = (pointers: readonly Local<'i32'>[], to: readonly Local<'i32'>[]): void => pointers.forEach((pointer, index) => f.set(pointer, to[index]));
  const emitTile = (extent: TileExtent): void => {
    body(tiles, extent);
    advanceAll(tiles, 'tile');
  };
  const emitRow = (rows: number): void => {
    setAll(tiles, rowStarts);
    f.times(across.whole, () => emitTile({ rows, columns: OUTPUT_TILE }));
    if (across.rest > 0) emitTile({ rows, columns: across.rest });
    advanceAll(rowStarts, 'tileRow');
  };
  f.times(images, () => {
    setAll(rowStarts, imageStarts);
    f.times(down.whole, () => emitRow(OUTPUT_TILE));
    if (down.rest > 0) emitRow(down.rest);
    advanceAll(imageStarts, 'image');
  });
}

/** Runs the body for each group of four channels; `lanes` counts those that exist. The pointers are copied and move on a vector a turn. */
export function forChannelVectors(f: FunctionBuilder, channels: number, starts: readonly Code<'i32'>[], body: (pointers: readonly Local<'i32'>[], lanes: number) => void): void {
  const pointers = starts.map((start) => f.let(start));
  const emit = (lanes: number): void => {
    body(pointers, lanes);
    for (const pointer of pointers) f.set(pointer, i32.add(pointer, i32.constant(4 * FLOAT_BYTES)));
  };
  f.times(Math.floor(channels / 4), () => emit(4));
  if (channels % 4 > 0) emit(channels % 4);
}
