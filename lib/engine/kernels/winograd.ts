/**
 * Winograd's F(4×4, 3×3) for 3 × 3 convolutions with strides 1: 36 products over tiles instead of 9 over pixels, a quarter of the
 * multiplications. Both gradients are the exact adjoint of the forward pass and share one transform of the output's gradient.
 */
import { i32, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { ModuleBuilder } from '../wasm/module-builder';
import { composed, layOut, offset } from './composed';
import type { ConvolutionAlgorithm, ConvolutionKernels, ConvolutionShape } from './convolution';
import { patchesCost, winogradCost } from './convolution-cost';
import { imageBytes } from './image-copy';
import { FLOAT_BYTES, kernelName } from './loops';
import { planesGradient, planesProduct } from './planes-product';
import { inputToPoints, pointsToInputGradient } from './winograd/input';
import { gradientPlaneBytes, isBanded, planeStep, POINTS, rowStep, tilesOfBand, transformedKernelBytes, transformedPlaneBytes, winogradLayout, type Band, type WinogradLayout } from './winograd/layout';
import { cropFromTiles, padForTiles } from './winograd/margins';
import { outputGradientToPoints, pointsToOutput } from './winograd/output';
import { TAPS, WORKSPACE_BYTES } from './winograd/transforms';
import { kernelToPanels, pointsToKernelGradient, transposePanels } from './winograd/weights';

/** Where the parts of a thread's scratch lie. */
function scratchOf(layout: WinogradLayout) {
  const padded = layout.chunkImages * imageBytes(layout.padded);
  const parts = layOut([
    ['workspace', WORKSPACE_BYTES],
    ['padded', padded],
    ['inputPoints', POINTS * planeStep(layout, layout.inputChannels)],
    ['outputPoints', POINTS * planeStep(layout, layout.outputChannels)],
    ['paddedGradient', isBanded(layout) ? padded : 0],
  ]);
  // The image is still wanted by later bands while the gradient grows; a single band is done with it.
  return { ...parts, paddedGradient: parts.at(isBanded(layout) ? 'paddedGradient' : 'padded'), paddedBytes: imageBytes(layout.padded) };
}

/** The kernels of one height of bands. */
function bandKernels(module: ModuleBuilder, layout: WinogradLayout, band: Band, useBias: boolean) {
  return {
    toPoints: inputToPoints(module, layout, band),
    toOutput: pointsToOutput(module, layout, band, useBias),
    fromOutput: outputGradientToPoints(module, layout, band),
    toInputGradient: pointsToInputGradient(module, layout, band),
    tiles: tilesOfBand(layout, band),
  };
}

function plan(module: ModuleBuilder, shape: ConvolutionShape): ConvolutionKernels {
  const layout = winogradLayout(shape.input, shape.output, shape.margins);
  const { inputChannels, outputChannels, chunkImages } = layout;
  const [inputs, outputs] = [shape.input.channels, shape.output.channels];
  const scratch = scratchOf(layout);
  const inputPlanes = { row: rowStep(inputChannels), plane: planeStep(layout, inputChannels) };
  const outputPlanes = { row: rowStep(outputChannels), plane: planeStep(layout, outputChannels) };
  const bands = layout.bands.map((band) => ({ ...band, ...bandKernels(module, layout, band, shape.useBias) }));
  const pad = padForTiles(module, layout);
  const crop = cropFromTiles(module, layout);
  const product = planesProduct(module, { planes: POINTS, terms: inputChannels, columns: outputChannels, input: inputPlanes, output: outputPlanes, otherPlane: transformedPlaneBytes(inputChannels, outputChannels) });
  const productForGradient = planesProduct(module, { planes: POINTS, terms: outputChannels, columns: inputChannels, input: outputPlanes, output: inputPlanes, otherPlane: transformedPlaneBytes(outputChannels, inputChannels) });
  const gradient = planesGradient(module, { planes: POINTS, terms: inputChannels, columns: outputChannels, input: inputPlanes, output: outputPlanes, otherPlane: gradientPlaneBytes(inputs, outputs) });
  const toPanels = kernelToPanels(module, inputs, outputs);
  const transpose = transposePanels(module, inputs, outputs);
  const toKernelGradient = pointsToKernelGradient(module, inputs, outputs);
  const { margins } = shape;
  const name = (family: string): string =>
    kernelName(`winograd4x4${family}`, shape.input.height, shape.input.width, inputs, outputs, margins.top, margins.bottom, margins.left, margins.right, shape.useBias ? 'bias' : 'plain');
  const paddedLine = layout.padded.width * inputChannels * FLOAT_BYTES;
  const outputLine = shape.output.width * outputs * FLOAT_BYTES;

  type Pointers = { readonly padded: Local<'i32'>; readonly paddedGradient: Local<'i32'>; readonly output: Local<'i32'>; readonly inputPoints: Code<'i32'>; readonly outputPoints: Code<'i32'>; readonly workspace: Local<'i32'>; readonly images: Local<'i32'> };
  type Steps = (kernels: (typeof bands)[number], at: Pointers, rows: Code<'i32'>) => void;

  /** Runs the steps for each band from the top; `output` is the image or its gradient. */
  const forBands = (f: FunctionBuilder, output: Local<'i32'>, space: Local<'i32'>, images: Local<'i32'>, steps: Steps): void => {
    const padded = f.let(offset(space, scratch.at('padded')));
    const paddedGradient = f.let(offset(space, scratch.paddedGradient));
    const at: Pointers = { padded, paddedGradient, output, inputPoints: offset(space, scratch.at('inputPoints')), outputPoints: offset(space, scratch.at('outputPoints')), workspace: space, images };
    for (const band of bands) {
      f.times(band.count, () => {
        steps(band, at, i32.multiply(images, i32.constant(band.tiles)));
        f.advance(padded, band.height * paddedLine);
        f.advance(paddedGradient, band.height * paddedLine);
        f.advance(output, band.height * outputLine);
      });
    }
  };
  const padInput = (f: FunctionBuilder, input: Local<'i32'>, space: Local<'i32'>, images: Local<'i32'>): void => f.run(pad, input, offset(space, scratch.at('padded')), images);
  const clearGradient = (f: FunctionBuilder, space: Local<'i32'>, images: Local<'i32'>): void => f.clear(offset(space, scratch.paddedGradient), i32.multiply(images, i32.constant(scratch.paddedBytes)));
  const cropGradient = (f: FunctionBuilder, inputGradient: Local<'i32'>, space: Local<'i32'>, images: Local<'i32'>): void => f.run(crop, offset(space, scratch.paddedGradient), inputGradient, images);
  const passToInput = (f: FunctionBuilder, packed: Local<'i32'>): Steps => (band, at, rows) => {
    f.run(productForGradient, at.outputPoints, packed, at.inputPoints, rows);
    f.run(band.toInputGradient, at.inputPoints, at.paddedGradient, at.workspace, at.images);
  };
  const sumGradient = (f: FunctionBuilder, sums: Local<'i32'>): Steps => (band, at, rows) => {
    f.run(band.toPoints, at.padded, at.inputPoints, at.workspace, at.images);
    f.run(band.fromOutput, at.output, at.outputPoints, at.workspace, at.images);
    f.run(gradient, at.inputPoints, at.outputPoints, sums, rows);
  };

  return {
    chunkImages,
    scratchBytes: Math.max(scratch.bytes, transformedKernelBytes(inputChannels, outputChannels) + WORKSPACE_BYTES),
    packedBytes: transformedKernelBytes(inputChannels, outputChannels),
    pack: composed(module, name('Pack'), 3, (f, [kernel, packed, space]) => f.run(toPanels, kernel, packed, space)),
    forward: composed(module, name('Forward'), 6, (f, [input, packed, bias, output, space, images]) => {
      padInput(f, input, space, images);
      forBands(f, output, space, images, (band, at, rows) => {
        f.run(band.toPoints, at.padded, at.inputPoints, at.workspace, images);
        f.run(product, at.inputPoints, packed, at.outputPoints, rows);
        f.run(band.toOutput, at.outputPoints, bias, at.output, at.workspace, images);
      });
    }),
    packedForGradientBytes: transformedKernelBytes(outputChannels, inputChannels),
    packForGradient: composed(module, name('PackForGradient'), 3, (f, [kernel, packed, space]) => {
      const panels = offset(space, WORKSPACE_BYTES);
      f.run(toPanels, kernel, panels, space);
      f.run(transpose, panels, packed);
    }),
    inputGradient: composed(module, name('InputGradient'), 5, (f, [outputGradient, packed, inputGradient, space, images]) => {
      clearGradient(f, space, images);
      forBands(f, outputGradient, space, images, (band, at, rows) => {
        f.run(band.fromOutput, at.output, at.outputPoints, at.workspace, images);
        passToInput(f, packed)(band, at, rows);
      });
      cropGradient(f, inputGradient, space, images);
    }),
    sumBytes: POINTS * gradientPlaneBytes(inputs, outputs),
    kernelGradient: composed(module, name('KernelGradient'), 5, (f, [input, outputGradient, sums, space, images]) => {
      padInput(f, input, space, images);
      forBands(f, outputGradient, space, images, sumGradient(f, sums));
    }),
    finishKernelGradient: composed(module, name('Finish'), 3, (f, [sums, kernelGradient, space]) => f.run(toKernelGradient, sums, kernelGradient, space)),
    bothGradients: composed(module, name('BothGradients'), 7, (f, [input, outputGradient, packed, inputGradient, sums, space, images]) => {
      padInput(f, input, space, images);
      if (isBanded(layout)) clearGradient(f, space, images);
      forBands(f, outputGradient, space, images, (band, at, rows) => {
        sumGradient(f, sums)(band, at, rows);
        if (!isBanded(layout)) clearGradient(f, space, images);
        passToInput(f, packed)(band, at, rows);
      });
      cropGradient(f, inputGradient, space, images);
    }),
  };
}

export const winogradConvolution: ConvolutionAlgorithm = {
  name: 'winograd4x4',
  suits: (shape) => shape.kernelSize === TAPS && shape.strides === 1 && shape.groups === 1 && winogradCost(shape) < patchesCost(shape),
  plan,
};
