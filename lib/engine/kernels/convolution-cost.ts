/**
 * What a convolution costs, so that the cheaper algorithm is taken: forward pass and both gradients of one image, in multiply-adds of the
 * products' inner loop or what takes as long. A function of the shape alone, so that a run's bits don't depend on the machine.
 */
import type { ConvolutionShape } from './convolution';
import { tilesOfImage, POINTS, wholeVectors } from './winograd/layout';

/** Forward pass, input's and kernel's gradient. */
const PASSES = 3;

/**
 * Transforms of one tile and channel, measured as multiply-adds: on the input's side one for each of two passes and one back,
 * on the output's side one there and one back; and of one weight and step, shared by a batch of 32.
 */
const INPUT_TRANSFORMS = 620;
const OUTPUT_TRANSFORMS = 230;
const KERNEL_TRANSFORMS = 70;

export function winogradCost({ input, output }: ConvolutionShape): number {
  const [inputs, outputs] = [wholeVectors(input.channels), wholeVectors(output.channels)];
  return tilesOfImage(output) * (PASSES * POINTS * inputs * outputs + INPUT_TRANSFORMS * inputs + OUTPUT_TRANSFORMS * outputs) + KERNEL_TRANSFORMS * inputs * outputs;
}

/** Starting and storing a block's sums takes as long as so many terms. */
const BLOCK_TERMS = 16;
/** Packing of one weight, shared by a batch of 32. */
const KERNEL_PACKING = 3;

export function patchesCost({ input, output, kernelSize, groups }: ConvolutionShape): number {
  const [inputs, outputs] = [input.channels / groups, output.channels / groups];
  const window = kernelSize * kernelSize;
  // Products take four pixels of a line at once; a rest takes as long.
  const blockPixels = output.height * wholeVectors(output.width);
  const forward = blockPixels * (window * inputs + BLOCK_TERMS) * wholeVectors(outputs);
  const inputGradient = blockPixels * (window * outputs + BLOCK_TERMS) * wholeVectors(inputs);
  const kernelGradient = output.height * output.width * wholeVectors(window * inputs) * wholeVectors(outputs);
  return groups * (forward + inputGradient + kernelGradient + KERNEL_PACKING * window * inputs * outputs);
}

/** Why a convolution stays far below what the machine can do; null where it doesn't. */
export type SlowReason = 'fewChannelsInGroup' | 'fewFilters' | 'fewPixels';

/** Below this share of useful work in the products a shape counts as slow. */
const FAIR_SHARE = 0.5;

/** The reason by which most is lost, if less than half of the products' work is of use. Depthwise convolution is bound by memory, not slow. */
export function slowReason(shape: ConvolutionShape): SlowReason | null {
  const { input, output, groups } = shape;
  if (groups === input.channels && groups > 1) return null;
  const [inputs, outputs] = [input.channels / groups, output.channels / groups];
  if (groups > 1 && Math.min(inputs, outputs) < 8) return 'fewChannelsInGroup';
  if (outputs / wholeVectors(outputs) <= FAIR_SHARE) return 'fewFilters';
  return output.width / wholeVectors(output.width) <= FAIR_SHARE ? 'fewPixels' : null;
}
