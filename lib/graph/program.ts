/**
 * The lowered program: a flat list of layer calls in Keras vocabulary. The trainer interprets it, exporters print it,
 * the grader compares it; it has no titles, no layout, no recipe and no data in it. Its hash is SHA-256 over the RFC 8785 form.
 */
import type { Shape } from './shape';

export const PROGRAM_VERSION = 1;

export type Padding = 'same' | 'valid';
export type ActivationName = 'leakyReLU' | 'elu' | 'gelu' | 'sigmoid' | 'tanh' | 'softmax';
/** `default` is replaced by the recipe's initialiser when weights are made. */
export type InitializerName = 'default' | 'heNormal' | 'heNormalFanOut' | 'glorotNormal' | 'glorotUniform' | 'zeros' | 'ones';

/** What a layer computes, by Keras class name. Images are NHWC; `kernelSize`, `strides` and `poolSize` hold for both axes. */
export type Operation =
  | { readonly className: 'InputLayer'; readonly config: { readonly shape: Shape } }
  /** `groups` is absent where it would be 1: the hash of a program without groups does not know of them. */
  | { readonly className: 'Conv2D'; readonly config: { readonly filters: number; readonly kernelSize: number; readonly strides: number; readonly padding: Padding; readonly useBias: boolean; readonly groups?: number } }
  | { readonly className: 'DepthwiseConv2D'; readonly config: { readonly kernelSize: number; readonly strides: number; readonly padding: Padding; readonly depthMultiplier: number; readonly useBias: boolean } }
  /** Keras sense: moving = momentum · moving + (1 − momentum) · batch; the variance is the biased one. */
  | { readonly className: 'BatchNormalization'; readonly config: { readonly momentum: number; readonly epsilon: number } }
  | { readonly className: 'ReLU'; readonly config: Record<never, never> }
  /** `alpha` is the slope of leakyReLU and the scale of elu, 0 elsewhere; gelu is the exact one, by erf; softmax goes over the last axis. */
  | { readonly className: 'Activation'; readonly config: { readonly activation: ActivationName; readonly alpha: number } }
  | { readonly className: 'Add'; readonly config: Record<never, never> }
  | { readonly className: 'Multiply'; readonly config: Record<never, never> }
  /** y = factor · x, one number for the whole tensor; a weight `factor` if trainable. */
  | { readonly className: 'Scale'; readonly config: { readonly factor: number; readonly trainable: boolean } }
  | { readonly className: 'Concatenate'; readonly config: Record<never, never> }
  | { readonly className: 'MaxPooling2D'; readonly config: { readonly poolSize: number; readonly strides: number; readonly padding: Padding } }
  /** With padding `same` the mean is over the pixels that exist, as in Keras. */
  | { readonly className: 'AveragePooling2D'; readonly config: { readonly poolSize: number; readonly strides: number; readonly padding: Padding } }
  | { readonly className: 'GlobalAveragePooling2D'; readonly config: Record<never, never> }
  | { readonly className: 'ZeroPadding2D'; readonly config: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number } }
  | { readonly className: 'Flatten'; readonly config: Record<never, never> }
  | { readonly className: 'Dense'; readonly config: { readonly units: number; readonly useBias: boolean } }
  | { readonly className: 'Dropout'; readonly config: { readonly rate: number } }
  /** Option A: every `strides`-th pixel from the first on, then zeros behind the last channel up to `filters`. */
  | { readonly className: 'ZeroPaddingShortcut'; readonly config: { readonly filters: number; readonly strides: number } };

export type ClassName = Operation['className'];
export type OperationOf<Name extends ClassName> = Extract<Operation, { readonly className: Name }>;

/** A weight of a layer in Keras layout (kernels HWIO, I the channels of one group, depthwise HWIM, dense [inputs, units]). Its key is `path/name`. */
export type WeightSpec = {
  /** kernel, depthwiseKernel, bias, gamma, beta, movingMean, movingVariance, factor */
  readonly name: string;
  readonly shape: Shape;
  readonly trainable: boolean;
  readonly initializer: InitializerName;
  /** A constant start value, used instead of the initialiser (the factor of a scale layer, a bias that does not start at 0). */
  readonly constant?: number;
};

export type LayerCall = Operation & {
  /** Path of the node, unrolled: `stage2.0.conv1`; parts of a node carry a suffix: `shortcut.conv`. */
  readonly path: string;
  /** Paths of the calls whose outputs come in, in port order. */
  readonly inputs: readonly string[];
  readonly outputShape: Shape;
  readonly weights: readonly WeightSpec[];
};

export type Program = {
  readonly programVersion: typeof PROGRAM_VERSION;
  /** Topological order, ties by path. */
  readonly layers: readonly LayerCall[];
  /** Paths of the input layers (one, in a net that trains). */
  readonly inputs: readonly string[];
  /** Paths of the calls that feed the outputs; a net that trains has one, and it gives logits. */
  readonly outputs: readonly string[];
};
