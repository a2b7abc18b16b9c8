/** What a convolution algorithm gives the executor: a handful of kernels with one calling convention, so that any algorithm can take any place. */
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import type { ImageSize, Margins } from './image-copy';

/** A convolution as an algorithm sees it; kernel [kernelSize, kernelSize, input channels / groups, output channels], images NHWC. */
export type ConvolutionShape = {
  readonly input: ImageSize;
  readonly output: ImageSize;
  readonly kernelSize: number;
  readonly strides: number;
  readonly groups: number;
  readonly margins: Margins;
  /** Whether `forward` adds a bias. */
  readonly useBias: boolean;
};

/**
 * The kernels of one convolution. `images` is at most `chunkImages`, so that what a call touches stays in the second-level cache;
 * results do not depend on how images are spread over calls, up to the order in which the kernel's gradient is summed.
 * `scratch` is one thread's, overwritten by every call, never carried from one to the next. Every address is a multiple of 16 bytes
 * where the shape allows it; buffers are padded to whole vectors, nothing behind them may be written.
 */
export type ConvolutionKernels = {
  readonly chunkImages: number;
  readonly scratchBytes: number;
  /** The weights as `forward` reads them. */
  readonly packedBytes: number;
  /** (kernel, packed, scratch) */
  readonly pack: Kernel;
  /** (input, packed, bias, output, scratch, images); `bias` has its floats padded with zeros to a multiple of 8, and is not read without `useBias`. */
  readonly forward: Kernel;
  /** The weights as `inputGradient` reads them. */
  readonly packedForGradientBytes: number;
  /** (kernel, packedForGradient, scratch) */
  readonly packForGradient: Kernel;
  /** (outputGradient, packedForGradient, inputGradient, scratch, images): overwrites `inputGradient` whole. */
  readonly inputGradient: Kernel;
  /** Running sums of the kernel's gradient, in whatever form; the executor clears them with zeros. */
  readonly sumBytes: number;
  /** (input, outputGradient, sums, scratch, images): adds to the sums. */
  readonly kernelGradient: Kernel;
  /** (sums, kernelGradient, scratch): the gradient in the kernel's layout, overwritten whole. */
  readonly finishKernelGradient: Kernel;
  /** (input, outputGradient, packedForGradient, inputGradient, sums, scratch, images): both at once, where they share work; else null. */
  readonly bothGradients: Kernel | null;
};

export type ConvolutionAlgorithm = {
  /** For people, in the printed plan: `winograd4x4`, `rows`, `patches`. */
  readonly name: string;
  /** Whether it takes this shape and is the better choice for it than the algorithms behind it in the list. */
  suits(shape: ConvolutionShape): boolean;
  plan(module: ModuleBuilder, shape: ConvolutionShape): ConvolutionKernels;
};
