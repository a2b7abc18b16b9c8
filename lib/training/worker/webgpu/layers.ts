/** Layers whose training runs on our shaders. They keep Keras's class names, so that a saved model loads everywhere. */
import * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { oneShape, oneTensor } from '../tfjs/layer-inputs';
import { batchStatistics } from './batch-normalization';
import { convolution, type Choices } from './convolution-op';
import { geometryOf, type ConvolutionConfig } from './geometry';
import { normalization } from './normalization-op';

export type ShaderContext = { readonly backend: WebGPUBackend; readonly choices: Choices };

function built(variable: tf.LayerVariable | null): tf.LayerVariable {
  if (variable === null) throw new Error('The layer is not built.');
  return variable;
}

type ConvolutionOptions = ConvolutionConfig & { readonly name: string; readonly useBias: boolean; /** Whether a layer before it learns. */ readonly needsInputGradient: boolean };

export class ShaderConv2D extends tf.layers.Layer {
  static readonly className = 'Conv2D';
  private kernel: tf.LayerVariable | null = null;
  private bias: tf.LayerVariable | null = null;

  constructor(
    private readonly context: ShaderContext,
    private readonly options: ConvolutionOptions,
  ) {
    super({ name: options.name });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const { kernelSize, filters, useBias } = this.options;
    const zeros = tf.initializers.zeros();
    this.kernel = this.addWeight('kernel', [kernelSize, kernelSize, oneShape(inputShape)[3] ?? 0, filters], 'float32', zeros);
    if (useBias) this.bias = this.addWeight('bias', [filters], 'float32', zeros);
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = oneTensor(inputs);
      const { backend, choices } = this.context;
      const output = convolution(backend, choices, geometryOf(x.shape, this.options), this.options.needsInputGradient, x, built(this.kernel).read());
      return this.bias === null ? output : tf.add(output, this.bias.read());
    });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, height, width, channels] = oneShape(inputShape);
    const { outputHeight, outputWidth, filters } = geometryOf([1, height ?? 0, width ?? 0, channels ?? 0], this.options);
    return [batch, outputHeight, outputWidth, filters];
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { filters, kernelSize, strides, padding, useBias } = this.options;
    return { ...super.getConfig(), filters, kernelSize: [kernelSize, kernelSize], strides: [strides, strides], padding, useBias, dataFormat: 'channelsLast' };
  }
}

type NormalizationOptions = { readonly name: string; readonly momentum: number; readonly epsilon: number };

export class ShaderBatchNormalization extends tf.layers.Layer {
  static readonly className = 'BatchNormalization';
  private gamma: tf.LayerVariable | null = null;
  private beta: tf.LayerVariable | null = null;
  private movingMean: tf.LayerVariable | null = null;
  private movingVariance: tf.LayerVariable | null = null;

  constructor(
    private readonly context: ShaderContext,
    private readonly options: NormalizationOptions,
  ) {
    super({ name: options.name });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = [oneShape(inputShape).at(-1) ?? 0];
    const ones = tf.initializers.ones();
    const zeros = tf.initializers.zeros();
    this.gamma = this.addWeight('gamma', shape, 'float32', ones);
    this.beta = this.addWeight('beta', shape, 'float32', zeros);
    this.movingMean = this.addWeight('moving_mean', shape, 'float32', zeros, undefined, false);
    this.movingVariance = this.addWeight('moving_variance', shape, 'float32', ones, undefined, false);
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], options: { readonly training?: boolean }): tf.Tensor {
    return tf.tidy(() => {
      const x = oneTensor(inputs);
      const gamma = built(this.gamma).read();
      const beta = built(this.beta).read();
      const [mean, variance] = [built(this.movingMean), built(this.movingVariance)];
      const { epsilon, momentum } = this.options;
      if (options.training !== true) {
        const inverse = tf.mul(gamma, tf.rsqrt(tf.add(variance.read(), epsilon)));
        return tf.add(tf.mul(tf.sub(x, mean.read()), inverse), beta);
      }
      const statistics = batchStatistics(this.context.backend, x);
      tf.unstack(statistics).forEach((value, index) => {
        const moving = index === 0 ? mean : variance;
        moving.write(tf.add(tf.mul(moving.read(), momentum), tf.mul(value, 1 - momentum)));
      });
      return normalization(this.context.backend, x, statistics, gamma, beta, epsilon);
    });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return oneShape(inputShape);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axis: -1, ...this.options };
  }
}
