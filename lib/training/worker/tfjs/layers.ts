/**
 * Layers that TensorFlow.js does not have, or has in a form that computes something else than Keras.
 * The latter keep Keras's class name, so that a saved model loads everywhere; only the two that Keras lacks too are registered.
 */
import * as tf from '@tensorflow/tfjs';
import { oneShape, oneTensor } from './layer-inputs';

function image(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor4D {
  const tensor = oneTensor(inputs);
  const [batch, height, width, channels] = tensor.shape;
  return tensor.reshape([batch, height, width, channels]);
}

type Naming = { readonly name?: string };

/** Option A: every `strides`-th pixel, then zeros behind the last channel. A 1×1 average is the subsampling that has a gradient. */
export class ZeroPaddingShortcut extends tf.layers.Layer {
  static readonly className = 'ZeroPaddingShortcut';
  private readonly filters: number;
  private readonly strides: number;

  constructor(config: Naming & { readonly filters: number; readonly strides: number }) {
    super({ name: config.name });
    this.filters = config.filters;
    this.strides = config.strides;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = image(inputs);
      const sampled = this.strides === 1 ? input : tf.avgPool(input, 1, this.strides, 'valid');
      return tf.pad(sampled, [[0, 0], [0, 0], [0, 0], [0, this.filters - input.shape[3]]]);
    });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, height, width] = oneShape(inputShape);
    return [batch, Math.ceil((height ?? 0) / this.strides), Math.ceil((width ?? 0) / this.strides), this.filters];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), filters: this.filters, strides: this.strides };
  }
}

/** One factor for the whole tensor, learned or fixed. */
export class Scale extends tf.layers.Layer {
  static readonly className = 'Scale';
  private readonly factor: number;
  private readonly learned: boolean;
  private weight: tf.LayerVariable | null = null;

  constructor(config: Naming & { readonly factor: number; readonly learned: boolean }) {
    super({ name: config.name });
    this.factor = config.factor;
    this.learned = config.learned;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    if (this.learned) this.weight = this.addWeight('factor', [1], 'float32', tf.initializers.constant({ value: this.factor }));
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.mul(oneTensor(inputs), this.weight === null ? tf.scalar(this.factor) : this.weight.read()));
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return oneShape(inputShape);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), factor: this.factor, learned: this.learned };
  }
}

tf.serialization.registerClass(ZeroPaddingShortcut, 'skipbook');
tf.serialization.registerClass(Scale, 'skipbook');

/** Dropout by a mask that comes from outside, since TensorFlow.js draws its own; kept as Keras's Dropout in a saved model. */
export class MaskedDropout extends tf.layers.Layer {
  static readonly className = 'Dropout';
  private readonly rate: number;
  private readonly mask: (shape: number[]) => tf.Tensor;

  constructor(config: Naming & { readonly rate: number; readonly mask: (shape: number[]) => tf.Tensor }) {
    super({ name: config.name });
    this.rate = config.rate;
    this.mask = config.mask;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], options: { readonly training?: boolean }): tf.Tensor {
    const input = oneTensor(inputs);
    return tf.tidy(() => (options.training ? tf.mul(input, this.mask(input.shape)) : input.clone()));
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return oneShape(inputShape);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate };
  }
}

/** Padding before and behind, as TensorFlow has it for `same`. */
function samePadding(size: number, window: number, strides: number): [number, number] {
  const total = Math.max((Math.ceil(size / strides) - 1) * strides + window - size, 0);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}

/** The mean over the pixels that exist; TensorFlow.js's own gradient divides by the whole window at the border. */
export class AveragePoolingSame extends tf.layers.Layer {
  static readonly className = 'AveragePooling2D';
  private readonly poolSize: number;
  private readonly strides: number;

  constructor(config: Naming & { readonly poolSize: number; readonly strides: number }) {
    super({ name: config.name });
    this.poolSize = config.poolSize;
    this.strides = config.strides;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = image(inputs);
      const [, height, width] = input.shape;
      const paddings: [number, number][] = [[0, 0], samePadding(height, this.poolSize, this.strides), samePadding(width, this.poolSize, this.strides), [0, 0]];
      const share = tf.avgPool(tf.pad(tf.ones<tf.Rank.R4>([1, height, width, 1]), paddings), this.poolSize, this.strides, 'valid');
      return tf.div(tf.avgPool(tf.pad(input, paddings), this.poolSize, this.strides, 'valid'), share);
    });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, height, width, channels] = oneShape(inputShape);
    return [batch, Math.ceil((height ?? 0) / this.strides), Math.ceil((width ?? 0) / this.strides), channels];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), poolSize: [this.poolSize, this.poolSize], strides: [this.strides, this.strides], padding: 'same', dataFormat: 'channelsLast' };
  }
}

type GroupedConfig = Naming & { readonly filters: number; readonly kernelSize: number; readonly strides: number; readonly padding: 'same' | 'valid'; readonly useBias: boolean; readonly groups: number };

function outputSide(side: number | null, { kernelSize, strides, padding }: GroupedConfig): number {
  return padding === 'same' ? Math.ceil((side ?? 0) / strides) : Math.floor(((side ?? 0) - kernelSize) / strides) + 1;
}

/** A convolution for each group of channels: Keras's Conv2D has `groups`, TensorFlow.js's has not. The kernel is [size, size, channels / groups, filters]. */
export class GroupedConv2D extends tf.layers.Layer {
  static readonly className = 'Conv2D';
  private readonly config: GroupedConfig;
  private kernel: tf.LayerVariable | null = null;
  private bias: tf.LayerVariable | null = null;

  constructor(config: GroupedConfig) {
    super({ name: config.name });
    this.config = config;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const { kernelSize, filters, groups, useBias } = this.config;
    const channels = oneShape(inputShape)[3] ?? 0;
    const zeros = tf.initializers.zeros();
    this.kernel = this.addWeight('kernel', [kernelSize, kernelSize, channels / groups, filters], 'float32', zeros);
    if (useBias) this.bias = this.addWeight('bias', [filters], 'float32', zeros);
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const { kernel, bias } = this;
      if (kernel === null) throw new Error('The layer is not built.');
      const { kernelSize, filters, groups, strides, padding } = this.config;
      const channels = kernel.shape[2] ?? 0;
      const kernels = tf.split<tf.Tensor4D>(kernel.read().as4D(kernelSize, kernelSize, channels, filters), groups, 3);
      const parts = tf.split<tf.Tensor4D>(image(inputs), groups, 3).map((part, group) => tf.conv2d(part, kernels[group], strides, padding));
      const output = tf.concat(parts, 3);
      return bias === null ? output : tf.add(output, bias.read());
    });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, height, width] = oneShape(inputShape);
    return [batch, outputSide(height, this.config), outputSide(width, this.config), this.config.filters];
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { filters, kernelSize, strides, padding, useBias, groups } = this.config;
    return { ...super.getConfig(), filters, kernelSize: [kernelSize, kernelSize], strides: [strides, strides], padding, useBias, groups, dataFormat: 'channelsLast' };
  }
}

/** ELU with any alpha: TensorFlow.js's layer takes 1 alone. */
export class ScaledElu extends tf.layers.Layer {
  static readonly className = 'ELU';
  private readonly alpha: number;

  constructor(config: Naming & { readonly alpha: number }) {
    super({ name: config.name });
    this.alpha = config.alpha;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = oneTensor(inputs);
      return tf.add(tf.relu(input), tf.mul(tf.sub(tf.exp(tf.minimum(input, 0)), 1), this.alpha));
    });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return oneShape(inputShape);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), alpha: this.alpha };
  }
}

/** The exact GELU, x·Φ(x) by erf, as Keras's activation `gelu`. */
export class ExactGelu extends tf.layers.Layer {
  static readonly className = 'Activation';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = oneTensor(inputs);
      return tf.mul(tf.mul(input, 0.5), tf.add(tf.erf(tf.mul(input, Math.SQRT1_2)), 1));
    });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return oneShape(inputShape);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), activation: 'gelu' };
  }
}
