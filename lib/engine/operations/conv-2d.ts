/** Convolution, by the best algorithm for its shape. */
import type { ConvolutionShape } from '../kernels/convolution';
import { slowReason } from '../kernels/convolution-cost';
import { chooseAlgorithm } from './convolution-algorithms';
import { planKernelLayer, type KernelLayer } from './convolution';
import { defineOperation, type CallOf, type PlanContext } from './operation';
import { imageSize, windowMargins } from './shapes';

export function convolutionLayer({ config }: CallOf<'Conv2D'>, context: PlanContext, useBias: boolean): KernelLayer {
  const { kernelSize, strides, padding, groups = 1 } = config;
  const input = imageSize(context.inputs[0].shape);
  const output = imageSize(context.outputShape);
  const shape: ConvolutionShape = { input, output, kernelSize, strides, groups, margins: windowMargins(input, kernelSize, strides, padding), useBias };
  const algorithm = chooseAlgorithm(shape);
  const pixels = output.height * output.width;
  return {
    kernels: algorithm.plan(context.module, shape),
    algorithm: algorithm.name,
    pixels,
    filters: output.channels,
    multiplyAdds: (pixels * output.channels * kernelSize * kernelSize * input.channels) / groups,
    slow: slowReason(shape),
  };
}

export const conv2D = defineOperation('Conv2D', (call, context) => planKernelLayer(context, convolutionLayer(call, context, call.config.useBias), 'kernel', call.config.useBias));
