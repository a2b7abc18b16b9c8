/** A matrix product with the kernel [inputs, units]; over the last axis, whatever comes before it. */
import { denseKernels } from '../kernels/dense';
import { planKernelLayer, type KernelLayer } from './convolution';
import { defineOperation, type CallOf, type PlanContext } from './operation';
import { channelsOf, pixelsOf } from './shapes';

export function denseLayer({ config }: CallOf<'Dense'>, context: PlanContext, useBias: boolean): KernelLayer {
  const terms = channelsOf(context.inputs[0].shape);
  const pixels = pixelsOf(context.outputShape);
  return { kernels: denseKernels(context.module, { terms, units: config.units, rows: pixels, useBias }), algorithm: 'rows', pixels, filters: config.units, multiplyAdds: pixels * terms * config.units, slow: null };
}

export const dense = defineOperation('Dense', (call, context) => planKernelLayer(context, denseLayer(call, context, call.config.useBias), 'kernel', call.config.useBias));
