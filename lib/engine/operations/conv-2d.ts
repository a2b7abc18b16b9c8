/**
 * Convolution. Patches are never copied out: products read them from one padded image at a time, which stays in the cache.
 * Of an image in groups the channels of one group are brought together before; results are written among those of the other groups.
 */
import { clearBytes } from '../kernels/elementwise';
import { copyChannels, cropImages, hasMargins, imageBytes, padded, padImages, type ImageSize, type Margins } from '../kernels/image-copy';
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
    const { kernelSize, strides, filters, useBias, groups = 1 } = call.config;
    return kernelSize === 1 && strides === 1 && groups === 1 ? planRowsProduct(context, filters, useBias) : planConvolution(call, context);
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
  readonly groups: number;
  /** Channels and filters of one group. */
  readonly groupChannels: number;
  readonly groupFilters: number;
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

function geometryOf({ config }: CallOf<'Conv2D'>, { inputs, output }: PlanContext): Geometry {
  const { kernelSize, strides, padding, filters, groups = 1 } = config;
  const input = imageSize(inputs[0].shape);
  const margins = windowMargins(input, kernelSize, strides, padding);
  return { kernelSize, strides, input, padded: padded(input, margins), margins, output: imageSize(output.shape), groups, groupChannels: input.channels / groups, groupFilters: filters / groups };
}

/** Gives the address of an image of one group's channels: a copy, or where there is but one group the image itself. */
function planGroupImage({ module, scratch }: PlanContext, size: ImageSize, groups: number): (address: number, group: number) => number {
  if (groups === 1) return (address) => address;
  const channels = size.channels / groups;
  const image = scratch(imageBytes({ ...size, channels }));
  const take = copyChannels(module, channels, size.channels, channels);
  return (address, group) => {
    take(address + group * channels * FLOAT_BYTES, image.address, size.height * size.width);
    return image.address;
  };
}

function planConvolution(call: CallOf<'Conv2D'>, context: PlanContext): OperationSteps {
  const { module, scratch, weight, propagate } = context;
  const [input] = context.inputs;
  const geometry = geometryOf(call, context);
  const { kernelSize, strides, margins, output, groups, groupChannels, groupFilters } = geometry;
  const { useBias } = call.config;
  const termCount = kernelSize * kernelSize * groupChannels;
  const groupPadded = { ...geometry.padded, channels: groupChannels };
  const groupBytes = groupFilters * FLOAT_BYTES;
  const packedGroup = packedBytes(termCount, groupFilters);
  const kernel = weight('kernel');
  const bias = planBias(context, output.channels, useBias, groups);
  const paddedImage = scratch(imageBytes(geometry.padded));
  const packed = scratch(groups * packedGroup);
  const groupImage = planGroupImage(context, geometry.padded, groups);
  const pad = padImages(module, geometry.input, margins);
  const pack = packMatrix(module, { taps: 1, rows: termCount, tapStep: 0, rowStep: output.channels * FLOAT_BYTES, columns: groupFilters, columnStep: FLOAT_BYTES });
  const common = { lines: output.height, pixels: output.width, columns: groupFilters, terms: windowTerms(kernelSize, groupPadded), input: windowSteps(strides, groupPadded) };
  const product = linesProduct(module, { ...common, output: windowSteps(1, output), start: useBias ? 'bias' : 'zero' });
  const kernelGradient = linesGradient(module, { ...common, rowColumns: output.channels });
  const inputGradient = input.needsGradient ? (strides === 1 ? planFlippedGradient(geometry, context) : planScatteredGradient(geometry, context)) : null;

  function prepareImage(image: number): number {
    const address = input.value.address + image * imageBytes(geometry.input);
    if (!hasMargins(margins)) return address;
    pad(address, paddedImage.address, 1);
    return paddedImage.address;
  }

  return {
    forward(images) {
      for (let group = 0; group < groups; group++) pack(kernel.value.address + group * groupBytes, packed.address + group * packedGroup);
      const biasAddress = bias.prepare();
      for (let image = 0; image < images; image++) {
        const source = prepareImage(image);
        const target = context.output.value.address + image * imageBytes(output);
        for (let group = 0; group < groups; group++)
          product(groupImage(source, group), packed.address + group * packedGroup, biasAddress + group * bias.groupStep, target + group * groupBytes, 1);
      }
    },
    backward(images) {
      const gradient = context.output.gradient.address;
      bias.backward(gradient, images * output.height * output.width);
      for (let image = 0; kernel.gradient !== null && image < images; image++) {
        const source = prepareImage(image);
        for (let group = 0; group < groups; group++)
          kernelGradient(groupImage(source, group), gradient + image * imageBytes(output) + group * groupBytes, kernel.gradient.address + group * groupBytes, 1);
      }
      if (inputGradient !== null) propagate(0, images, (target) => inputGradient(images, target));
    },
  };
}

type InputGradient = (images: number, target: number) => void;

/** Strides 1: the input's gradient is a convolution of the padded output gradient with the kernel turned by 180 degrees. */
function planFlippedGradient({ kernelSize, input, margins, output, groups, groupChannels, groupFilters }: Geometry, context: PlanContext): InputGradient {
  const { module, output: result, scratch, weight } = context;
  const reach = kernelSize - 1;
  const outer = { top: reach - margins.top, bottom: reach - margins.bottom, left: reach - margins.left, right: reach - margins.right };
  const outerSize = padded(output, outer);
  const groupOuter = { ...outerSize, channels: groupFilters };
  const taps = kernelSize * kernelSize;
  const kernel = weight('kernel');
  const tapBytes = groupChannels * output.channels * FLOAT_BYTES;
  const packedGroup = packedBytes(taps * groupFilters, groupChannels);
  const paddedGradient = scratch(imageBytes(outerSize));
  const packed = scratch(groups * packedGroup);
  const groupImage = planGroupImage(context, outerSize, groups);
  const pad = padImages(module, output, outer);
  const pack = packMatrix(module, { taps, rows: groupFilters, tapStep: -tapBytes, rowStep: FLOAT_BYTES, columns: groupChannels, columnStep: output.channels * FLOAT_BYTES });
  const product = linesProduct(module, {
    lines: input.height,
    pixels: input.width,
    columns: groupChannels,
    terms: windowTerms(kernelSize, groupOuter),
    input: windowSteps(1, groupOuter),
    output: windowSteps(1, input),
    start: 'zero',
  });
  return (images, target) => {
    for (let group = 0; group < groups; group++) pack(kernel.value.address + (taps - 1) * tapBytes + group * groupFilters * FLOAT_BYTES, packed.address + group * packedGroup);
    for (let image = 0; image < images; image++) {
      pad(result.gradient.address + image * imageBytes(output), paddedGradient.address, 1);
      for (let group = 0; group < groups; group++)
        product(groupImage(paddedGradient.address, group), packed.address + group * packedGroup, 0, target + image * imageBytes(input) + group * groupChannels * FLOAT_BYTES, 1);
    }
  };
}

/** Larger strides: each tap of the kernel adds its product to every n-th pixel of the padded input gradient. */
function planScatteredGradient({ kernelSize, strides, input, padded: paddedSize, margins, output, groups, groupChannels, groupFilters }: Geometry, { module, output: result, scratch, weight }: PlanContext): InputGradient {
  const taps = kernelSize * kernelSize;
  const kernel = weight('kernel');
  const tapBytes = groupChannels * output.channels * FLOAT_BYTES;
  const packedTap = packedBytes(groupFilters, groupChannels);
  const paddedGradient = scratch(imageBytes(paddedSize));
  const packed = scratch(groups * taps * packedTap);
  const clear = clearBytes(module);
  const crop = cropImages(module, input, margins);
  const pack = packMatrix(module, { taps: 1, rows: groupFilters, tapStep: 0, rowStep: FLOAT_BYTES, columns: groupChannels, columnStep: output.channels * FLOAT_BYTES });
  const product = linesProduct(module, {
    lines: output.height,
    pixels: output.width,
    columns: groupChannels,
    terms: { segments: 1, length: groupFilters, segmentStep: 0 },
    input: windowSteps(1, output),
    output: windowSteps(strides, paddedSize),
    start: 'accumulate',
  });

  function forTaps(body: (group: number, tap: number, packedAddress: number) => void): void {
    for (let group = 0; group < groups; group++) for (let tap = 0; tap < taps; tap++) body(group, tap, packed.address + (group * taps + tap) * packedTap);
  }

  return (images, target) => {
    forTaps((group, tap, packedAddress) => pack(kernel.value.address + tap * tapBytes + group * groupFilters * FLOAT_BYTES, packedAddress));
    for (let image = 0; image < images; image++) {
      const gradient = result.gradient.address + image * imageBytes(output);
      clear(paddedGradient.address, imageBytes(paddedSize));
      forTaps((group, tap, packedAddress) => {
        const corner = Math.floor(tap / kernelSize) * rowBytes(paddedSize) + ((tap % kernelSize) * input.channels + group * groupChannels) * FLOAT_BYTES;
        product(gradient + group * groupFilters * FLOAT_BYTES, packedAddress, 0, paddedGradient.address + corner, 1);
      });
      crop(paddedGradient.address, target + image * imageBytes(input), 1);
    }
  };
}
