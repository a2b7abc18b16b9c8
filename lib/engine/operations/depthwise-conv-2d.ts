/** Depthwise convolution: as many groups as channels, each with one filter or several. */
import { depthwiseConvolution } from '../kernels/depthwise-convolution';
import { planKernelLayer, type KernelLayer } from './convolution';
import { defineOperation, type CallOf, type PlanContext } from './operation';
import { imageSize, windowMargins } from './shapes';

export function depthwiseLayer({ config }: CallOf<'DepthwiseConv2D'>, context: PlanContext, useBias: boolean): KernelLayer {
  const { kernelSize, strides, padding } = config;
  const input = imageSize(context.inputs[0].shape);
  const output = imageSize(context.outputShape);
  const pixels = output.height * output.width;
  const margins = windowMargins(input, kernelSize, strides, padding);
  return {
    kernels: depthwiseConvolution.plan(context.module, { input, output, kernelSize, strides, groups: input.channels, margins, useBias }),
    algorithm: depthwiseConvolution.name,
    pixels,
    filters: output.channels,
    multiplyAdds: pixels * output.channels * kernelSize * kernelSize,
    slow: null,
  };
}

export const depthwiseConv2D = defineOperation('DepthwiseConv2D', (call, context) => planKernelLayer(context, depthwiseLayer(call, context, call.config.useBias), 'depthwiseKernel', call.config.useBias));
