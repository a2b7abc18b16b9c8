/** Transforms on the input's side of Winograd's convolution: 6 × 6 tiles of the padded image to points, and back for its gradient. */
import { f32x4, i32 } from '../../wasm/code';
import type { Kernel, ModuleBuilder } from '../../wasm/module-builder';
import { imageBytes } from '../image-copy';
import { FLOAT_BYTES, kernelName } from '../loops';
import { planeStep, type WinogradLayout } from './layout';
import { forChannelVectors, forTiles, imageSteps, planeSteps } from './tiles';
import { fromPoints, INPUT_TILE, toPoints, transformTile } from './transforms';

function name(family: string, { output, padded, chunkImages }: WinogradLayout): string {
  return kernelName(family, output.height, output.width, padded.height, padded.width, padded.channels, chunkImages);
}

const TILE = { rows: INPUT_TILE, columns: INPUT_TILE };

/** Kernel (padded, points, workspace, images): points [36][tiles, channels] = Bᵀ · tile · B. */
export function inputToPoints(module: ModuleBuilder, layout: WinogradLayout): Kernel {
  return module.kernel(name('winogradInput', layout), (f) => {
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
      { start: points, steps: planeSteps(layout, channels) },
    ];
    forTiles(f, layout, images, false, walks, (tile) =>
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

/** Kernel (points, padded, workspace, images): the padded input's gradient, overwritten by the sum of B · points · Bᵀ over the overlapping tiles. */
export function pointsToInputGradient(module: ModuleBuilder, layout: WinogradLayout): Kernel {
  return module.kernel(name('winogradInputGradient', layout), (f) => {
    const points = f.parameter('i32');
    const padded = f.parameter('i32');
    const workspace = f.parameter('i32');
    const images = f.parameter('i32');
    const channels = layout.inputChannels;
    const step = planeStep(layout, channels);
    const pixel = channels * FLOAT_BYTES;
    const line = layout.padded.width * pixel;
    f.clear(padded, i32.multiply(images, i32.constant(imageBytes(layout.padded))));
    const walks = [
      { start: points, steps: planeSteps(layout, channels) },
      { start: padded, steps: imageSteps(layout.padded) },
    ];
    forTiles(f, layout, images, false, walks, (tile) =>
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
