/** Transforms on the input's side of Winograd's convolution: 6 × 6 tiles of the padded image to points, and back for its gradient. */
import { f32x4 } from '../../wasm/code';
import type { Kernel, ModuleBuilder } from '../../wasm/module-builder';
import { FLOAT_BYTES, kernelName } from '../loops';
import { planeStep, type Band, type WinogradLayout } from './layout';
import { forChannelVectors, forTiles, imageSteps, planeSteps } from './tiles';
import { fromPoints, INPUT_TILE, toPoints, transformTile } from './transforms';

function name(family: string, { output, padded, chunkImages, bands }: WinogradLayout, band: Band): string {
  return kernelName(family, band.height, bands[0].height, output.width, padded.height, padded.width, padded.channels, chunkImages);
}

const TILE = { rows: INPUT_TILE, columns: INPUT_TILE };

/** Kernel (padded, points, workspace, images): points [36][tiles, channels] = Bᵀ · tile · B. */
export function inputToPoints(module: ModuleBuilder, layout: WinogradLayout, band: Band): Kernel {
  return module.kernel(name('winogradInput', layout, band), (f) => {
    const padded = f.parameter('i32');
    const points = f.parameter('i32');
    const workspace = f.parameter('i32');
    const images = f.parameter('i32');
    const channels = layout.inputChannels;
    const step = planeStep(layout, channels);
    const pixel = channels * FLOAT_BYTES;
    const line = layout.padded.width * pixel;
    const walks = [
      { start: padded, steps: imageSteps(layout.padded) },
      { start: points, steps: planeSteps(layout, band, channels) },
    ];
    forTiles(f, layout, band, images, false, walks, (tile) =>
      forChannelVectors(f, channels, tile, ([source, target]) =>
        transformTile(
          f,
          toPoints,
          TILE,
          workspace,
          (row, column) => f32x4.load(source, row * line + column * pixel),
          (row, values) => values.forEach((value, column) => f.storeVector(target, (row * INPUT_TILE + column) * step, value)),
        ),
      ),
    );
  });
}

/** Kernel (points, padded, workspace, images): adds B · points · Bᵀ of the overlapping tiles to the padded input's gradient. */
export function pointsToInputGradient(module: ModuleBuilder, layout: WinogradLayout, band: Band): Kernel {
  return module.kernel(name('winogradInputGradient', layout, band), (f) => {
    const points = f.parameter('i32');
    const padded = f.parameter('i32');
    const workspace = f.parameter('i32');
    const images = f.parameter('i32');
    const channels = layout.inputChannels;
    const step = planeStep(layout, channels);
    const pixel = channels * FLOAT_BYTES;
    const line = layout.padded.width * pixel;
    const walks = [
      { start: points, steps: planeSteps(layout, band, channels) },
      { start: padded, steps: imageSteps(layout.padded) },
    ];
    forTiles(f, layout, band, images, false, walks, (tile) =>
      forChannelVectors(f, channels, tile, ([source, target]) =>
        transformTile(
          f,
          fromPoints,
          TILE,
          workspace,
          (row, column) => f32x4.load(source, (row * INPUT_TILE + column) * step),
          (row, values) =>
            values.forEach((value, column) => {
              const offset = row * line + column * pixel;
              f.storeVector(target, offset, f32x4.add(value, f32x4.load(target, offset)));
            }),
        ),
      ),
    );
  });
}
