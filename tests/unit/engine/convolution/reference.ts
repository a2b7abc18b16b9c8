/** Convolution and its gradients as their definitions say, in double precision and without any regard for speed. */
import type { ConvolutionShape } from '@/lib/engine/kernels/convolution';

type Numbers = ArrayLike<number>;

/** Visits every product of the sum: indices into input, kernel and output. */
function forProducts(shape: ConvolutionShape, images: number, visit: (input: number, kernel: number, output: number) => void): void {
  const { input, output, kernelSize, strides, groups, margins } = shape;
  const inputs = input.channels / groups;
  const outputs = output.channels / groups;
  for (let image = 0; image < images; image++)
    for (let y = 0; y < output.height; y++)
      for (let x = 0; x < output.width; x++)
        for (let row = 0; row < kernelSize; row++)
          for (let column = 0; column < kernelSize; column++) {
            const [fromY, fromX] = [y * strides + row - margins.top, x * strides + column - margins.left];
            if (fromY < 0 || fromY >= input.height || fromX < 0 || fromX >= input.width) continue;
            for (let o = 0; o < output.channels; o++)
              for (let i = 0; i < inputs; i++)
                visit(
                  ((image * input.height + fromY) * input.width + fromX) * input.channels + Math.floor(o / outputs) * inputs + i,
                  ((row * kernelSize + column) * inputs + i) * output.channels + o,
                  ((image * output.height + y) * output.width + x) * output.channels + o,
                );
          }
}

export function inputFloats({ input }: ConvolutionShape): number {
  return input.height * input.width * input.channels;
}

export function outputFloats({ output }: ConvolutionShape): number {
  return output.height * output.width * output.channels;
}

export function kernelFloats({ input, output, kernelSize, groups }: ConvolutionShape): number {
  return kernelSize * kernelSize * (input.channels / groups) * output.channels;
}

/** [images, height, width, channels] of the output, plus the bias if there is one. */
export function convolve(shape: ConvolutionShape, images: number, input: Numbers, kernel: Numbers, bias: Numbers | null): Float64Array {
  const result = new Float64Array(images * outputFloats(shape));
  if (bias !== null) result.forEach((_, index) => (result[index] = bias[index % shape.output.channels]));
  forProducts(shape, images, (i, k, o) => (result[o] += input[i] * kernel[k]));
  return result;
}

export function inputGradientOf(shape: ConvolutionShape, images: number, outputGradient: Numbers, kernel: Numbers): Float64Array {
  const result = new Float64Array(images * inputFloats(shape));
  forProducts(shape, images, (i, k, o) => (result[i] += outputGradient[o] * kernel[k]));
  return result;
}

export function kernelGradientOf(shape: ConvolutionShape, images: number, input: Numbers, outputGradient: Numbers): Float64Array {
  const result = new Float64Array(kernelFloats(shape));
  forProducts(shape, images, (i, k, o) => (result[k] += input[i] * outputGradient[o]));
  return result;
}
