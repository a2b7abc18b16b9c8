/**
 * Winograd's F(4×4, 3×3) for 3 × 3 convolutions with strides 1: 36 products over tiles instead of 9 over pixels, a quarter of the
 * multiplications. Both gradients are the exact adjoint of the forward pass and share one transform of the output's gradient.
 */
import { i32, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { ModuleBuilder } from '../wasm/module-builder';
import { composed, layOut, offset } from './composed';
import type { ConvolutionAlgorithm, ConvolutionKernels, ConvolutionShape } from './convolution';
import { imageBytes } from './image-copy';
import { kernelName } from './loops';
import { planesGradient, planesProduct } from './planes-product';
import { inputToPoints, pointsToInputGradient } from './winograd/input';
import { planeStep, POINTS, tilesOf, transformedKernelBytes, winogradLayout, type WinogradLayout } from './winograd/layout';
import { cropFromTiles, padForTiles } from './winograd/margins';
import { outputGradientToPoints, pointsToOutput } from './winograd/output';
import { TAPS, WORKSPACE_BYTES } from './winograd/transforms';
import { kernelToPanels, pointGradientBytes, pointsToKernelGradient, transposePanels } from './winograd/weights';

/** Tiles of a call, so that the products have rows enough to amortise the reading of the transformed kernel. */
const CHUNK_TILES = 32;
/** What the 36 planes of inputs and outputs of a call may fill of the second-level cache. */
const CHUNK_BYTES = 512 * 1024;

function chunkImages(shape: ConvolutionShape): number {
  const one = winogradLayout(shape.input, shape.output, shape.margins, 1);
  const tiles = tilesOf(one);
  const bytes = POINTS * tiles * (one.inputChannels + one.outputChannels) * 4;
  return Math.max(1, Math.min(Math.ceil(CHUNK_TILES / tiles), Math.floor(CHUNK_BYTES / bytes)));
}

/** Where the parts of a thread's scratch lie. */
function scratchOf(layout: WinogradLayout) {
  return layOut([
    ['workspace', WORKSPACE_BYTES],
    ['padded', layout.chunkImages * imageBytes(layout.padded)],
    ['inputPoints', POINTS * planeStep(layout, layout.inputChannels)],
    ['outputPoints', POINTS * planeStep(layout, layout.outputChannels)],
  ]);
}

function plan(module: ModuleBuilder, shape: ConvolutionShape): ConvolutionKernels {
  const layout = winogradLayout(shape.input, shape.output, shape.margins, chunkImages(shape));
  const { inputChannels, outputChannels } = layout;
  const [inputs, outputs] = [shape.input.channels, shape.output.channels];
  const [inputStep, outputStep] = [planeStep(layout, inputChannels), planeStep(layout, outputChannels)];
  const scratch = scratchOf(layout);
  const pad = padForTiles(module, layout);
  const toPoints = inputToPoints(module, layout);
  const product = planesProduct(module, { planes: POINTS, terms: inputChannels, columns: outputChannels, inputStep, outputStep });
  const toOutput = pointsToOutput(module, layout, shape.useBias);
  const fromOutput = outputGradientToPoints(module, layout);
  const productForGradient = planesProduct(module, { planes: POINTS, terms: outputChannels, columns: inputChannels, inputStep: outputStep, outputStep: inputStep });
  const toInputGradient = pointsToInputGradient(module, layout);
  const crop = cropFromTiles(module, layout);
  const gradient = planesGradient(module, { planes: POINTS, terms: inputChannels, columns: outputChannels, inputStep, outputStep });
  const toPanels = kernelToPanels(module, inputs, outputs);
  const transpose = transposePanels(module, inputs, outputs);
  const toKernelGradient = pointsToKernelGradient(module, inputs, outputs);
  const name = (family: string): string =>
    kernelName(family, shape.input.height, shape.input.width, inputs, outputs, shape.margins.top, shape.margins.bottom, shape.margins.left, shape.margins.right, layout.chunkImages, shape.useBias ? 'bias' : 'plain');
  const at = (start: Code<'i32'>, part: 'workspace' | 'padded' | 'inputPoints' | 'outputPoints'): Code<'i32'> => offset(start, scratch.at(part));
  const rows = (images: Code<'i32'>): Code<'i32'> => i32.multiply(images, i32.constant(tilesOf(layout)));

  const transformInput = (f: FunctionBuilder, input: Local<'i32'>, space: Local<'i32'>, images: Local<'i32'>): void => {
    f.run(pad, input, at(space, 'padded'), images);
    f.run(toPoints, at(space, 'padded'), at(space, 'inputPoints'), at(space, 'workspace'), images);
  };
  const transformGradient = (f: FunctionBuilder, outputGradient: Local<'i32'>, space: Local<'i32'>, images: Local<'i32'>): void =>
    f.run(fromOutput, outputGradient, at(space, 'outputPoints'), at(space, 'workspace'), images);
  const sumGradient = (f: FunctionBuilder, sums: Local<'i32'>, space: Local<'i32'>, images: Local<'i32'>): void =>
    f.run(gradient, at(space, 'inputPoints'), at(space, 'outputPoints'), sums, rows(images));
  const passToInput = (f: FunctionBuilder, packed: Local<'i32'>, inputGradient: Local<'i32'>, space: Local<'i32'>, images: Local<'i32'>): void => {
    f.run(productForGradient, at(space, 'outputPoints'), packed, at(space, 'inputPoints'), rows(images));
    f.run(toInputGradient, at(space, 'inputPoints'), at(space, 'padded'), at(space, 'workspace'), images);
    f.run(crop, at(space, 'padded'), inputGradient, images);
  };

  return {
    chunkImages: layout.chunkImages,
    scratchBytes: Math.max(scratch.bytes, transformedKernelBytes(inputChannels, outputChannels) + WORKSPACE_BYTES),
    packedBytes: transformedKernelBytes(inputChannels, outputChannels),
    pack: composed(module, name('winograd4x4Pack'), 3, (f, [kernel, packed, space]) => f.run(toPanels, kernel, packed, space)),
    forward: composed(module, name('winograd4x4Forward'), 6, (f, [input, packed, bias, output, space, images]) => {
      transformInput(f, input, space, images);
      f.run(product, at(space, 'inputPoints'), packed, at(space, 'outputPoints'), rows(images));
      f.run(toOutput, at(space, 'outputPoints'), bias, output, at(space, 'workspace'), images);
    }),
    packedForGradientBytes: transformedKernelBytes(outputChannels, inputChannels),
    packForGradient: composed(module, name('winograd4x4PackForGradient'), 3, (f, [kernel, packed, space]) => {
      const panels = offset(space, WORKSPACE_BYTES);
      f.run(toPanels, kernel, panels, space);
      f.run(transpose, panels, packed);
    }),
    inputGradient: composed(module, name('winograd4x4InputGradient'), 5, (f, [outputGradient, packed, inputGradient, space, images]) => {
      transformGradient(f, outputGradient, space, images);
      passToInput(f, packed, inputGradient, space, images);
    }),
    sumBytes: pointGradientBytes(inputs, outputs),
    kernelGradient: composed(module, name('winograd4x4KernelGradient'), 5, (f, [input, outputGradient, sums, space, images]) => {
      transformInput(f, input, space, images);
      transformGradient(f, outputGradient, space, images);
      sumGradient(f, sums, space, images);
    }),
    finishKernelGradient: composed(module, name('winograd4x4Finish'), 3, (f, [sums, kernelGradient, space]) => f.run(toKernelGradient, sums, kernelGradient, space)),
    bothGradients: composed(module, name('winograd4x4BothGradients'), 7, (f, [input, outputGradient, packed, inputGradient, sums, space, images]) => {
      transformInput(f, input, space, images);
      transformGradient(f, outputGradient, space, images);
      sumGradient(f, sums, space, images);
      passToInput(f, packed, inputGradient, space, images);
    }),
  };
}

export const winogradConvolution: ConvolutionAlgorithm = {
  name: 'winograd4x4',
  suits: ({ kernelSize, strides, groups, output }) => kernelSize === TAPS && strides === 1 && groups === 1 && output.height * output.width > 1,
  plan,
};
