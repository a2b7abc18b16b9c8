/** Depthwise convolution; a depth multiplier repeats the input's channels, so that one kernel serves all. */
import { sizeOf } from '@/lib/graph/shape';
import { depthwise, depthwiseInputGradient, depthwiseKernelGradient } from '../kernels/depthwise';
import { cropImages, hasMargins, imageBytes, padded, padImages, repeatFloats, sumRepeated } from '../kernels/image-copy';
import { planBias } from './bias';
import { defineOperation, READS_INPUTS } from './operation';
import { imageSize, windowMargins } from './shapes';

export const depthwiseConv2D = defineOperation('DepthwiseConv2D', {
  reads: READS_INPUTS,
  plan({ config }, context) {
    const { module, inputs, output, weight, scratch, propagate } = context;
    const [input] = inputs;
    const { kernelSize, strides, depthMultiplier, useBias } = config;
    const size = imageSize(input.shape);
    const repeated = { ...size, channels: size.channels * depthMultiplier };
    const outputSize = imageSize(output.shape);
    const margins = windowMargins(size, kernelSize, strides, config.padding);
    const shape = { padded: padded(repeated, margins), kernelSize, strides, outputHeight: outputSize.height, outputWidth: outputSize.width };
    const kernel = weight('depthwiseKernel');
    const bias = planBias(context, outputSize.channels, useBias);
    const [repeatedImage, paddedImage, paddedGradient] = [scratch(imageBytes(repeated)), scratch(imageBytes(shape.padded)), scratch(imageBytes(shape.padded))];
    const repeat = repeatFloats(module, depthMultiplier);
    const sumUp = sumRepeated(module, depthMultiplier);
    const pad = padImages(module, repeated, margins);
    const crop = cropImages(module, repeated, margins);
    const run = depthwise(module, shape, useBias);
    const runInput = depthwiseInputGradient(module, shape);
    const runKernel = depthwiseKernelGradient(module, shape);
    const inputBytes = imageBytes(size);
    const outputBytes = imageBytes(outputSize);

    /** The image as the kernels want it: channels repeated, margin around. Gives its address. */
    function prepareImage(image: number): number {
      let address = input.value.address + image * inputBytes;
      if (depthMultiplier > 1) {
        repeat(address, repeatedImage.address, sizeOf(input.shape));
        address = repeatedImage.address;
      }
      if (!hasMargins(margins)) return address;
      pad(address, paddedImage.address, 1);
      return paddedImage.address;
    }

    return {
      forward(images) {
        const biasAddress = bias.prepare();
        for (let image = 0; image < images; image++) run(prepareImage(image), kernel.value.address, biasAddress, output.value.address + image * outputBytes);
      },
      backward(images) {
        bias.backward(output.gradient.address, images * outputSize.height * outputSize.width);
        for (let image = 0; kernel.gradient !== null && image < images; image++) runKernel(prepareImage(image), output.gradient.address + image * outputBytes, kernel.gradient.address);
        propagate(0, images, (target) => {
          for (let image = 0; image < images; image++) {
            runInput(output.gradient.address + image * outputBytes, kernel.value.address, paddedGradient.address);
            const cropped = depthMultiplier > 1 ? repeatedImage.address : target + image * inputBytes;
            crop(paddedGradient.address, cropped, 1);
            if (depthMultiplier > 1) sumUp(repeatedImage.address, target + image * inputBytes, sizeOf(input.shape));
          }
        });
      },
    };
  },
});
