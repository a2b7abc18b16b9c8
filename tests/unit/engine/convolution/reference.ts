/** Convolution and its gradients as their definitions say, in double precision and without any regard for speed. */
import type { ConvolutionShape } from '@/lib/engine/kernels/convolution';

type Numbers = ArrayLike<number>;

/** Visits every window's tap: the first indices of its channels in input, kernel and output. */
function forTaps(shape: ConvolutionShape, images: number, visit: (input: number, kernel: number, output: number) => void): void {
  const { input, output, kernelSize, strides, groups, margins } = shape;
  for (let image = 0; image < images; image++)
    for (let y = 0; y < output.height; y++)
      for (let x = 0; x < output.width; x++)
        for (let row = 0; row < kernelSize; row++)
          for (let column = 0; column < kernelSize; column++) {
            const [fromY, fromX] = [y * strides + row - margins.top, x * strides + column - margins.left];
            if (fromY < 0 || fromY >= input.height || fromX < 0 || fromX >= input.width) continue;
            visit(
              ((image * input.height + fromY) * input.width + fromX) * input.channels,
              (row * kernelSize + column) * (input.channels / groups) * output.channels,
              ((image * output.height + y) * output.width + x) * output.channels,
            );
          }
}

/** Adds every product of the sum to the tensor that `order` names; `a` and `b` are the other two, in the order input or output's gradient, kernel. */
function accumulate(shape: ConvolutionShape, images: number, target: Float64Array, a: Numbers, b: Numbers, order: 'output' | 'input' | 'kernel'): Float64Array {
  const inputs = shape.input.channels / shape.groups;
  const outputs = shape.output.channels / shape.groups;
  const filters = shape.output.channels;
  forTaps(shape, images, (input, kernel, output) => {
    for (let o = 0; o < filters; o++) {
      const first = input + Math.floor(o / outputs) * inputs;
      for (let i = 0; i < inputs; i++) {
        const weight = kernel + i * filters + o;
        if (order === 'output') target[output + o] += a[first + i] * b[weight];
        else if (order === 'input') target[first + i] += a[output + o] * b[weight];
        else target[weight] += a[first + i] * b[output + o];
      }
    }
  });
  return target;
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
  const filters = shape.output.channels;
  const start = Float64Array.from({ length: images * outputFloats(shape) }, (_, index) => (bias === null ? 0 : bias[index % filters]));
  return accumulate(shape, images, start, input, kernel, 'output');
}

export function inputGradientOf(shape: ConvolutionShape, images: number, outputGradient: Numbers, kernel: Numbers): Float64Array {
  return accumulate(shape, images, new Float64Array(images * inputFloats(shape)), outputGradient, kernel, 'input');
}

export function kernelGradientOf(shape: ConvolutionShape, images: number, input: Numbers, outputGradient: Numbers): Float64Array {
  return accumulate(shape, images, new Float64Array(kernelFloats(shape)), input, outputGradient, 'kernel');
}
