/** Transforms on the output's side of Winograd's convolution: points to 4 × 4 tiles, and the tiles' gradients to points. */
import { f32x4 } from '../../wasm/code';
import type { Kernel, ModuleBuilder } from '../../wasm/module-builder';
import { FLOAT_BYTES, kernelName } from '../loops';
import { planeStep, type Band, type WinogradLayout } from './layout';
import { forChannelVectors, forTiles, imageSteps, planeSteps } from './tiles';
import { fromOutputs, INPUT_TILE, OUTPUT_TILE, toOutputs, transformTile } from './transforms';

function name(family: string, { output, chunkImages, bands }: WinogradLayout, band: Band, ...more: readonly string[]): string {
  return kernelName(family, band.height, bands[0].height, output.height, output.width, output.channels, chunkImages, ...more);
}

/** Kernel (points, bias, y, workspace, images): y [images, height, width, channels] = Aᵀ · points · A, plus the bias with `useBias`. */
export function pointsToOutput(module: ModuleBuilder, layout: WinogradLayout, band: Band, useBias: boolean): Kernel {
  return module.kernel(name('winogradOutput', layout, band, useBias ? 'bias' : 'plain'), (f) => {
    const points = f.parameter('i32');
    const bias = f.parameter('i32');
    const y = f.parameter('i32');
    const workspace = f.parameter('i32');
    const images = f.parameter('i32');
    const { output } = layout;
    const step = planeStep(layout, layout.outputChannels);
    const pixel = output.channels * FLOAT_BYTES;
    const line = output.width * pixel;
    const walks = [
      { start: points, steps: planeSteps(layout, band, layout.outputChannels) },
      { start: y, steps: imageSteps(output) },
    ];
    forTiles(f, layout, band, images, true, walks, (tile, extent) =>
      forChannelVectors(f, output.channels, [...tile, bias], ([source, target, biasVector], lanes) => {
        const added = useBias ? f.let(f32x4.load(biasVector)) : null;
        transformTile(
          f,
          toOutputs,
          { rows: INPUT_TILE, columns: INPUT_TILE },
          workspace,
          (row, column) => f32x4.load(source, (row * INPUT_TILE + column) * step),
          (row, values) => values.slice(0, extent.columns).forEach((value, column) => f.storePartial(target, row * line + column * pixel, lanes, added === null ? value : f32x4.add(value, added))),
          extent.rows,
        );
      }),
    );
  });
}

/** Kernel (dy, points, workspace, images): points [36][tiles, channels] = A · dy · Aᵀ; beyond the image dy is zero. */
export function outputGradientToPoints(module: ModuleBuilder, layout: WinogradLayout, band: Band): Kernel {
  return module.kernel(name('winogradOutputGradient', layout, band), (f) => {
    const gradient = f.parameter('i32');
    const points = f.parameter('i32');
    const workspace = f.parameter('i32');
    const images = f.parameter('i32');
    const { output } = layout;
    const step = planeStep(layout, layout.outputChannels);
    const pixel = output.channels * FLOAT_BYTES;
    const line = output.width * pixel;
    const walks = [
      { start: gradient, steps: imageSteps(output) },
      { start: points, steps: planeSteps(layout, band, layout.outputChannels) },
    ];
    forTiles(f, layout, band, images, true, walks, (tile, extent) =>
      forChannelVectors(f, output.channels, tile, ([source, target], lanes) =>
        transformTile(
          f,
          fromOutputs,
          { rows: OUTPUT_TILE, columns: OUTPUT_TILE },
          workspace,
          (row, column) => (row < extent.rows && column < extent.columns ? f32x4.loadPartial(source, row * line + column * pixel, lanes) : f32x4.constant(0)),
          (row, values) => values.forEach((value, column) => f.storeVector(target, (row * INPUT_TILE + column) * step, value)),
        ),
      ),
    );
  });
}
