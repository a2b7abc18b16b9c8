/** Convolution. Patches are never copied out: products read them from one padded image at a time, which stays in the cache. */
import { clearBytes } from '../kernels/elementwise';
import { cropImages, hasMargins, imageBytes, padded, padImages, type ImageSize, type Margins } from '../kernels/image-copy';
import { FLOAT_BYTES } from '../kernels/loops';
import { linesProduct, packedBytes, packMatrix, type Terms } from '../kernels/matrix-product';
import { linesGradient } from '../kernels/outer-product';
import { planBias } from './bias';
import { planRowsProduct } from './dense';
import { defineOperation, READS_INPUTS, type CallOf, type OperationSteps, type PlanContext } from './operation';
import { imageSize, windowMargins } from './shapes';

export const conv2D = defineOperation('Conv2D', {
  reads: READS_INPUTS,
  plan(call, context) {
    const { kernelSize, strides, filters, useBias } = call.config;
    return kernelSize === 1 && strides === 1 ? planRowsProduct(context, filters, useBias) : planConvolution(call, context);
  },
});

/** Sizes in pixels and bytes that the passes share. */
type Geometry = {
  readonly kernelSize: number;
  readonly strides: number;
  readonly input: ImageSize;
  readonly padded: ImageSize;
  readonly margins: Margins;
  readonly output: ImageSize;
};

function rowBytes({ width, channels }: ImageSize): number {
  return width * channels * FLOAT_BYTES;
}

/** A window's floats in an image of this size: one run for each kernel row. */
function windowTerms(kernelSize: number, image: ImageSize): Terms {
  return { segments: kernelSize, length: kernelSize * image.channels, segmentStep: rowBytes(image) };
}

/** Steps from window to window in an image of this size. */
function windowSteps(strides: number, image: ImageSize) {
  return { pixel: strides * image.channels * FLOAT_BYTES, line: strides * rowBytes(image), image: imageBytes(image) };
}

function planConvolution({ config }: CallOf<'Conv2D'>, context: PlanContext): OperationSteps {
  const { module, scratch, weight, propagate } = context;
  const [input] = context.inputs;
  const { kernelSize, strides, useBias } = config;
  const inputSize = imageSize(input.shape);
  const margins = windowMargins(inputSize, kernelSize, strides, config.padding);
  const geometry: Geometry = { kernelSize, strides, input: inputSize, padded: padded(inputSize, margins), margins, output: imageSize(context.output.shape) };
  const { output } = geometry;
  const termCount = kernelSize * kernelSize * inputSize.channels;
  const kernel = weight('kernel');
  const bias = planBias(context, output.channels, useBias);
  const paddedImage = scratch(imageBytes(geometry.padded));
  const packed = scratch(packedBytes(termCount, output.channels));
  const pad = padImages(module, inputSize, margins);
  const pack = packMatrix(module, { taps: 1, rows: termCount, tapStep: 0, rowStep: output.channels * FLOAT_BYTES, columns: output.channels, columnStep: FLOAT_BYTES });
  const common = { lines: output.height, pixels: output.width, columns: output.channels, terms: windowTerms(kernelSize, geometry.padded), input: windowSteps(strides, geometry.padded) };
  const product = linesProduct(module, { ...common, output: windowSteps(1, output), start: useBias ? 'bias' : 'zero' });
  const kernelGradient = linesGradient(module, common);
  const inputGradient = input.needsGradient ? (strides === 1 ? planFlippedGradient(geometry, context) : planScatteredGradient(geometry, context)) : null;

  function prepareImage(image: number): number {
    const address = input.value.address + image * imageBytes(inputSize);
    if (!hasMargins(margins)) return address;
    pad(address, paddedImage.address, 1);
    return paddedImage.address;
  }

  return {
    forward(images) {
      pack(kernel.value.address, packed.address);
      const biasAddress = bias.prepare();
      for (let image = 0; image < images; image++) product(prepareImage(image), packed.address, biasAddress, context.output.value.address + image * imageBytes(output), 1);
    },
    backward(images) {
      const gradient = context.output.gradient.address;
      bias.backward(gradient, images * output.height * output.width);
      for (let image = 0; kernel.gradient !== null && image < images; image++) kernelGradient(prepareImage(image), gradient + image * imageBytes(output), kernel.gradient.address, 1);
      if (inputGradient !== null) propagate(0, images, (target) => inputGradient(images, target));
    },
  };
}

type InputGradient = (images: number, target: number) => void;

/** Strides 1: the input's gradient is a convolution of the padded output gradient with the kernel turned by 180 degrees. */
function planFlippedGradient({ kernelSize, input, margins, output }: Geometry, { module, output: result, scratch, weight }: PlanContext): InputGradient {
  const reach = kernelSize - 1;
  const outer = { top: reach - margins.top, bottom: reach - margins.bottom, left: reach - margins.left, right: reach - margins.right };
  const outerSize = padded(output, outer);
  const taps = kernelSize * kernelSize;
  const kernel = weight('kernel');
  const tapBytes = input.channels * output.channels * FLOAT_BYTES;
  const paddedGradient = scratch(imageBytes(outerSize));
  const packed = scratch(packedBytes(taps * output.channels, input.channels));
  const pad = padImages(module, output, outer);
  const pack = packMatrix(module, { taps, rows: output.channels, tapStep: -tapBytes, rowStep: FLOAT_BYTES, columns: input.channels, columnStep: output.channels * FLOAT_BYTES });
  const product = linesProduct(module, {
    lines: input.height,
    pixels: input.width,
    columns: input.channels,
    terms: windowTerms(kernelSize, outerSize),
    input: windowSteps(1, outerSize),
    output: windowSteps(1, input),
    start: 'zero',
  });
  return (images, target) => {
    pack(kernel.value.address + (taps - 1) * tapBytes, packed.address);
    for (let image = 0; image < images; image++) {
      pad(result.gradient.address + image * imageBytes(output), paddedGradient.address, 1);
      product(paddedGradient.address, packed.address, 0, target + image * imageBytes(input), 1);
    }
  };
}

/** Larger strides: each tap of the kernel adds its product to every n-th pixel of the padded input gradient. */
function planScatteredGradient({ kernelSize, strides, input, padded: paddedSize, margins, output }: Geometry, { module, output: result, scratch, weight }: PlanContext): InputGradient {
  const taps = kernelSize * kernelSize;
  const kernel = weight('kernel');
  const tapBytes = input.channels * output.channels * FLOAT_BYTES;
  const packedTap = packedBytes(output.channels, input.channels);
  const paddedGradient = scratch(imageBytes(paddedSize));
  const packed = scratch(taps * packedTap);
  const clear = clearBytes(module);
  const crop = cropImages(module, input, margins);
  const pack = packMatrix(module, { taps: 1, rows: output.channels, tapStep: 0, rowStep: FLOAT_BYTES, columns: input.channels, columnStep: output.channels * FLOAT_BYTES });
  const product = linesProduct(module, {
    lines: output.height,
    pixels: output.width,
    columns: input.channels,
    terms: { segments: 1, length: output.channels, segmentStep: 0 },
    input: windowSteps(1, output),
    output: windowSteps(strides, paddedSize),
    start: 'accumulate',
  });
  return (images, target) => {
    for (let tap = 0; tap < taps; tap++) pack(kernel.value.address + tap * tapBytes, packed.address + tap * packedTap);
    for (let image = 0; image < images; image++) {
      clear(paddedGradient.address, imageBytes(paddedSize));
      for (let tap = 0; tap < taps; tap++) {
        const corner = Math.floor(tap / kernelSize) * rowBytes(paddedSize) + (tap % kernelSize) * input.channels * FLOAT_BYTES;
        product(result.gradient.address + image * imageBytes(output), packed.address + tap * packedTap, 0, paddedGradient.address + corner, 1);
      }
      crop(paddedGradient.address, target + image * imageBytes(input), 1);
    }
  };
}
