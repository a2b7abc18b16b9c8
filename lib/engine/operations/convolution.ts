/** Parts of every layer with a kernel, whatever its algorithm: packing, forward pass, both gradients, the bias. */
import { DOUBLE_BYTES, plainColumnSums, sumDoubleSlots, sumSlots } from '../kernels/column-sums';
import type { ConvolutionKernels } from '../kernels/convolution';
import type { SlowReason } from '../kernels/convolution-cost';
import { clearBytes } from '../kernels/elementwise';
import { FLOAT_BYTES, VECTOR_BYTES } from '../kernels/loops';
import { aligned } from '../plan/memory-plan';
import type { Buffer } from '../plan/buffer';
import { call, count, from, integer, into, MAXIMUM_GROUPS, ONCE, range, stepping, type Argument, type Split } from '../plan/part';
import type { PlanContext, Planned, WeightTensor } from './operation';
import { total } from './pointwise';

/** Weights as the forward pass reads them: the layer's own, or with a normalisation folded in. */
export type LayerWeights = { readonly kernel: Buffer; readonly bias: Buffer | null };

export type KernelLayer = {
  readonly kernels: ConvolutionKernels;
  readonly algorithm: string;
  /** Output positions of an image, and filters. */
  readonly pixels: number;
  readonly filters: number;
  readonly multiplyAdds: number;
  readonly slow: SlowReason | null;
};

/** Output positions over which a group of images sums its kernel's gradient at least, and the most images that makes. */
const GROUP_PIXELS = 512;
const GROUP_IMAGES = 8;

function imagesSplit({ kernels }: KernelLayer, groupImages: number | null): Split {
  return { kind: 'images', chunkImages: kernels.chunkImages, flexible: false, groupImages };
}

/** The forward pass; gives its value. */
export function planForward(context: PlanContext, layer: KernelLayer, weights: LayerWeights): Buffer {
  const { kernels, algorithm } = layer;
  const packed = context.whole('packed kernel', kernels.packedBytes);
  const space = context.workspace(kernels.scratchBytes);
  const value = context.tensor('value');
  context.add({ does: 'pack', split: ONCE, early: true, calls: [call(kernels.pack, from(weights.kernel), into(packed), into(space))] });
  context.add({
    does: 'forward',
    algorithm,
    split: imagesSplit(layer, null),
    calls: [call(kernels.forward, from(context.inputs[0].value), from(packed), weights.bias === null ? integer(0) : from(weights.bias), into(value), into(space), count())],
    cachedBytes: kernels.packedBytes,
    multiplyAdds: layer.multiplyAdds,
    slow: layer.slow,
  });
  return value;
}

/** Forward and backward pass of a layer whose weights are `kernelName` and, with `useBias`, `bias`. */
export function planKernelLayer(context: PlanContext, layer: KernelLayer, kernelName: string, useBias: boolean): Planned {
  const kernel = context.weight(kernelName);
  const bias = useBias ? context.weight('bias') : null;
  const value = planForward(context, layer, { kernel: kernel.value, bias: bias === null ? null : bias.value });
  return {
    value,
    backward(gradients) {
      const gradient = total(context, gradients);
      const biasGradient = bias?.gradient ?? null;
      if (biasGradient !== null) planBiasGradient(context, layer, gradient, biasGradient);
      planGradients(context, layer, gradient, kernel);
    },
  };
}

function planGradients(context: PlanContext, layer: KernelLayer, gradient: Buffer, kernel: WeightTensor): void {
  const { kernels, algorithm } = layer;
  const wantsInput = context.inputs[0].needsGradient;
  const wantsKernel = kernel.gradient !== null;
  const space = context.workspace(kernels.scratchBytes);
  const inputs: Buffer[] = [];
  const packed: Buffer[] = [];
  if (wantsInput) {
    packed.push(context.whole('packed kernel for gradient', kernels.packedForGradientBytes));
    inputs.push(context.tensor('gradient', context.inputs[0].floats));
    context.add({ does: 'packForGradient', split: ONCE, early: true, calls: [call(kernels.packForGradient, from(kernel.value), into(packed[0]), into(space))] });
  }
  const common = { algorithm, slow: layer.slow, cachedBytes: wantsInput ? kernels.packedForGradientBytes : 0, multiplyAdds: layer.multiplyAdds * (Number(wantsInput) + Number(wantsKernel)) };
  const inputCall = () => call(kernels.inputGradient, from(gradient), from(packed[0]), into(inputs[0]), into(space), count());
  if (kernel.gradient === null) {
    if (wantsInput) context.add({ ...common, does: 'inputGradient', split: imagesSplit(layer, null), calls: [inputCall()] });
  } else {
    const sums = context.scratch('sums', kernels.sumBytes);
    const slotBytes = aligned(kernel.floats * FLOAT_BYTES);
    const groupImages = Math.max(1, Math.min(GROUP_IMAGES, Math.floor(GROUP_PIXELS / layer.pixels)));
    const slots = context.whole('kernel gradients', slotBytes * Math.max(1, Math.min(MAXIMUM_GROUPS, Math.floor(context.batchSize / groupImages))));
    const slot = stepping(slots, 'group', slotBytes, 'write');
    const x = context.inputAgain(0);
    const kernelCall = call(kernels.kernelGradient, from(x), from(gradient), into(sums), into(space), count());
    const both = kernels.bothGradients;
    const calls = !wantsInput ? [kernelCall] : both === null ? [kernelCall, inputCall()] : [call(both, from(x), from(gradient), from(packed[0]), into(inputs[0]), into(sums), into(space), count())];
    const clear = clearBytes(context.module);
    const summed = context.add({
      ...common,
      does: wantsInput ? 'bothGradients' : 'kernelGradient',
      split: imagesSplit(layer, groupImages),
      before: [call(clear, into(sums), integer(kernels.sumBytes))],
      calls,
      after: [call(clear, slot, integer(slotBytes)), call(kernels.finishKernelGradient, into(sums), slot, into(space))],
    });
    const groups: Argument = { kind: 'groups', of: summed };
    const vectors = Math.ceil(kernel.floats / 4);
    context.add({
      does: 'sumOfKernelGradients',
      split: range(vectors),
      calls: [call(sumSlots(context.module), stepping(slots, 'item', VECTOR_BYTES, 'read'), integer(slotBytes), groups, stepping(kernel.gradient, 'item', VECTOR_BYTES, 'write'), count())],
    });
  }
  if (wantsInput) context.contribute(0, inputs[0]);
}

function planBiasGradient(context: PlanContext, { pixels, filters }: KernelLayer, gradient: Buffer, target: Buffer): void {
  const slotBytes = aligned(filters * DOUBLE_BYTES);
  const slots = context.whole('bias gradients', context.batchSize * slotBytes);
  const sums = context.add({
    does: 'biasGradient',
    split: { kind: 'images', chunkImages: Math.max(1, Math.floor(8192 / (pixels * filters))), flexible: true, groupImages: null },
    calls: [call(plainColumnSums(context.module, filters), from(gradient), stepping(slots, 'chunk', slotBytes, 'write'), count(pixels))],
  });
  context.add({ does: 'sumOfBiasGradients', split: ONCE, calls: [call(sumDoubleSlots(context.module), from(slots), integer(slotBytes), { kind: 'chunks', of: sums }, into(target), integer(filters))] });
}
