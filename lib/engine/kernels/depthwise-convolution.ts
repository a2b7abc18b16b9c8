/**
 * Convolution with as many groups as input channels, each with one filter or several (the depth multiplier, for which channels are
 * repeated). Kernels [kernelSize, kernelSize, channels, multiplier] and [kernelSize, kernelSize, 1, filters] lie alike.
 */
import { i32, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { ModuleBuilder } from '../wasm/module-builder';
import { composed, layOut, offset } from './composed';
import type { ConvolutionAlgorithm, ConvolutionKernels, ConvolutionShape } from './convolution';
import { depthwiseGradient, depthwiseProduct, pixelSteps } from './depthwise-lines';
import { hasMargins, imageBytes, padded, padImages, repeatFloats, sumRepeated, type ImageSize, type Margins } from './image-copy';
import { FLOAT_BYTES, kernelName } from './loops';
import { axisPhases, type AxisPhase } from './phases';

/** What the images of a call may fill of the second-level cache. */
const CHUNK_BYTES = 256 * 1024;
const MOST_IMAGES = 8;

/** The input's gradient as products with the turned taps, one for each phase of the strides. */
function gradientPhases(module: ModuleBuilder, { input, output, kernelSize, strides, margins }: ConvolutionShape) {
  const { channels } = output;
  const repeated = { ...input, channels };
  const down = axisPhases({ side: input.height, outputSide: output.height, kernelSize, strides, margin: margins.top });
  const across = axisPhases({ side: input.width, outputSide: output.width, kernelSize, strides, margin: margins.left });
  const outer: Margins = { top: down.before, bottom: down.behind, left: across.before, right: across.behind };
  const window = pixelSteps(padded(output, outer).width, channels);
  const kernel = pixelSteps(kernelSize, channels, strides);
  const image = pixelSteps(input.width, channels);
  const plan = (row: AxisPhase, column: AxisPhase) => ({
    product: depthwiseProduct(
      module,
      {
        lines: row.count,
        pixels: column.count,
        channels,
        rows: row.taps,
        columns: column.taps,
        input: window,
        tap: window,
        kernel: { pixel: -kernel.pixel, line: -kernel.line },
        output: pixelSteps(repeated.width, channels, strides),
      },
      false,
    ),
    window: row.window * window.line + column.window * window.pixel,
    lastTap: ((row.tap + (row.taps - 1) * strides) * kernelSize + column.tap + (column.taps - 1) * strides) * channels * FLOAT_BYTES,
    pixel: row.first * image.line + column.first * image.pixel,
  });
  // A phase without taps still overwrites its pixels, by zeros.
  return { outer, phases: down.phases.flatMap((row) => across.phases.map((column) => plan(row, column))) };
}

function plan(module: ModuleBuilder, shape: ConvolutionShape): ConvolutionKernels {
  const { input, output, kernelSize, strides, margins, useBias } = shape;
  const multiplier = output.channels / input.channels;
  const repeats = multiplier > 1;
  const repeated: ImageSize = { ...input, channels: output.channels };
  const around = padded(repeated, margins);
  const back = gradientPhases(module, shape);
  const kernelBytes = kernelSize * kernelSize * output.channels * FLOAT_BYTES;
  const [inputBytes, outputBytes] = [imageBytes(input), imageBytes(output)];
  const lines = {
    lines: output.height,
    pixels: output.width,
    channels: output.channels,
    rows: kernelSize,
    columns: kernelSize,
    input: pixelSteps(around.width, output.channels, strides),
    tap: pixelSteps(around.width, output.channels),
    kernel: pixelSteps(kernelSize, output.channels),
    output: pixelSteps(output.width, output.channels),
  };
  const repeat = repeatFloats(module, multiplier);
  const sumUp = sumRepeated(module, multiplier);
  const pad = padImages(module, repeated, margins);
  const padGradient = padImages(module, output, back.outer);
  const product = depthwiseProduct(module, lines, useBias);
  const gradient = depthwiseGradient(module, lines);
  const scratch = layOut([
    ['repeated', repeats ? imageBytes(repeated) : 0],
    ['padded', Math.max(imageBytes(around), imageBytes(padded(output, back.outer)))],
  ]);
  const name = (family: string): string =>
    kernelName(`depthwise${family}`, input.height, input.width, input.channels, output.height, output.width, output.channels, kernelSize, strides, margins.top, margins.bottom, margins.left, margins.right, useBias ? 'bias' : 'plain');
  const one = i32.constant(1);
  const floats = i32.constant(inputBytes / FLOAT_BYTES);

  /** The image as the products want it: channels repeated, margin around; where nothing is to be done it is read where it lies. */
  const prepare = (f: FunctionBuilder, image: Local<'i32'>, space: Local<'i32'>): Local<'i32'> => {
    const source = f.let(image);
    if (repeats) {
      f.run(repeat, image, offset(space, scratch.at('repeated')), floats);
      f.set(source, offset(space, scratch.at('repeated')));
    }
    if (hasMargins(margins)) {
      f.run(pad, source, offset(space, scratch.at('padded')), one);
      f.set(source, offset(space, scratch.at('padded')));
    }
    return source;
  };

  return {
    chunkImages: Math.max(1, Math.min(MOST_IMAGES, Math.floor(CHUNK_BYTES / (inputBytes + outputBytes)))),
    scratchBytes: scratch.bytes,
    packedBytes: kernelBytes,
    pack: composed(module, name('Pack'), 3, (f, [kernel, packed]) => f.copy(packed, kernel, i32.constant(kernelBytes))),
    forward: composed(module, name('Forward'), 6, (f, [image, packed, bias, y, space, images]) =>
      f.times(images, () => {
        f.run(product, prepare(f, image, space), packed, bias, y);
        f.advance(image, inputBytes);
        f.advance(y, outputBytes);
      }),
    ),
    packedForGradientBytes: kernelBytes,
    packForGradient: composed(module, name('PackForGradient'), 3, (f, [kernel, packed]) => f.copy(packed, kernel, i32.constant(kernelBytes))),
    inputGradient: composed(module, name('InputGradient'), 5, (f, [outputGradient, packed, inputGradient, space, images]) => {
      const source = f.local('i32');
      const target = f.local('i32');
      f.times(images, () => {
        f.set(source, outputGradient);
        if (hasMargins(back.outer)) {
          f.run(padGradient, outputGradient, offset(space, scratch.at('padded')), one);
          f.set(source, offset(space, scratch.at('padded')));
        }
        f.set(target, repeats ? offset(space, scratch.at('repeated')) : inputGradient);
        for (const phase of back.phases) f.run(phase.product, offset(source, phase.window), offset(packed, phase.lastTap), i32.constant(0), offset(target, phase.pixel));
        if (repeats) f.run(sumUp, target, inputGradient, floats);
        f.advance(outputGradient, outputBytes);
        f.advance(inputGradient, inputBytes);
      });
    }),
    sumBytes: kernelBytes,
    kernelGradient: composed(module, name('KernelGradient'), 5, (f, [image, outputGradient, sums, space, images]) =>
      f.times(images, () => {
        f.run(gradient, prepare(f, image, space), outputGradient, sums);
        f.advance(image, inputBytes);
        f.advance(outputGradient, outputBytes);
      }),
    ),
    finishKernelGradient: composed(module, name('Finish'), 3, (f, [sums, kernelGradient]) => f.copy(kernelGradient, sums, i32.constant(kernelBytes))),
    bothGradients: null,
  };
}

export const depthwiseConvolution: ConvolutionAlgorithm = { name: 'depthwise', suits: ({ input, groups }) => groups === input.channels && groups > 1, plan };
