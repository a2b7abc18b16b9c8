/** The plain double-precision meaning of a program, by loops over indices: what the engine is measured against. Gradients by central differences. */
import type { Batch, Weights } from '@/lib/engine/executor';
import type { ActivationName, LayerCall, Padding, Program } from '@/lib/graph/program';
import { sizeOf, type Shape } from '@/lib/graph/shape';
import { fillDropoutMask } from '@/lib/util/dropout-mask';
import { randomStream } from '@/lib/util/random';

export type Doubles = Readonly<Record<string, Float64Array>>;
type Tensor = { readonly shape: Shape; readonly data: Float64Array };
export type ReferenceMode = { readonly training: boolean; readonly seed: number; readonly step: number };
export type ReferenceResult = { readonly lossSum: number; readonly correct: number; readonly probabilities: Float64Array; readonly outputs: Readonly<Record<string, Float64Array>>; readonly moments: Doubles };

function before(side: number, window: number, strides: number, padding: Padding): number {
  return padding === 'valid' ? 0 : Math.floor(Math.max(0, (Math.ceil(side / strides) - 1) * strides + window - side) / 2);
}

/** Calls `visit` for every existing pixel of every window. */
function forWindows([height, width]: Shape, [outHeight, outWidth]: Shape, window: number, strides: number, padding: Padding, visit: (outPixel: number, pixel: number, tap: number) => void): void {
  const top = before(height, window, strides, padding);
  const left = before(width, window, strides, padding);
  for (let oy = 0; oy < outHeight; oy++)
    for (let ox = 0; ox < outWidth; ox++)
      for (let ky = 0; ky < window; ky++)
        for (let kx = 0; kx < window; kx++) {
          const y = oy * strides - top + ky;
          const x = ox * strides - left + kx;
          if (y >= 0 && y < height && x >= 0 && x < width) visit(oy * outWidth + ox, y * width + x, ky * window + kx);
        }
}

/** erf by its Maclaurin series, and by its continued fraction where that is slow. */
export function erf(x: number): number {
  if (Math.abs(x) < 3) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 200; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (Math.abs(x) + fraction);
  return Math.sign(x) * (1 - Math.exp(-x * x) / (Math.sqrt(Math.PI) * (Math.abs(x) + fraction)));
}

function softmaxRow(row: Float64Array): Float64Array {
  const maximum = Math.max(...row);
  const exponentials = row.map((x) => Math.exp(x - maximum));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((e) => e / sum);
}

function activate(activation: ActivationName, alpha: number, data: Float64Array, channels: number): Float64Array {
  switch (activation) {
    case 'leakyReLU':
      return data.map((x) => (x < 0 ? alpha * x : x));
    case 'elu':
      return data.map((x) => (x < 0 ? alpha * Math.expm1(x) : x));
    case 'gelu':
      return data.map((x) => (x / 2) * (1 + erf(x / Math.SQRT2)));
    case 'sigmoid':
      return data.map((x) => 1 / (1 + Math.exp(-x)));
    case 'tanh':
      return data.map((x) => Math.tanh(x));
    case 'softmax': {
      const out = new Float64Array(data.length);
      for (let row = 0; row < out.length; row += channels) out.set(softmaxRow(data.subarray(row, row + channels)), row);
      return out;
    }
  }
}

function compute(call: LayerCall, inputs: readonly Tensor[], weight: (name: string) => Float64Array, images: number, mode: ReferenceMode, moments: Record<string, Float64Array>): Float64Array {
  const [input] = inputs;
  const outSize = sizeOf(call.outputShape);
  const out = new Float64Array(images * outSize);
  const inSize = input === undefined ? 0 : sizeOf(input.shape);
  const channels = input === undefined ? 0 : input.shape[input.shape.length - 1];
  const outChannels = call.outputShape[call.outputShape.length - 1];
  switch (call.className) {
    case 'InputLayer':
      throw new Error('The input is given.');
    case 'Conv2D': {
      const { kernelSize, strides, padding, useBias, groups = 1 } = call.config;
      const [groupChannels, groupFilters] = [channels / groups, outChannels / groups];
      const kernel = weight('kernel');
      for (let image = 0; image < images; image++)
        forWindows(input.shape, call.outputShape, kernelSize, strides, padding, (o, i, tap) => {
          for (let n = 0; n < outChannels; n++)
            for (let c = 0; c < groupChannels; c++)
              out[image * outSize + o * outChannels + n] += input.data[image * inSize + i * channels + Math.floor(n / groupFilters) * groupChannels + c] * kernel[(tap * groupChannels + c) * outChannels + n];
        });
      return useBias ? out.map((value, index) => value + weight('bias')[index % outChannels]) : out;
    }
    case 'DepthwiseConv2D': {
      const { kernelSize, strides, padding, depthMultiplier, useBias } = call.config;
      const kernel = weight('depthwiseKernel');
      for (let image = 0; image < images; image++)
        forWindows(input.shape, call.outputShape, kernelSize, strides, padding, (o, i, tap) => {
          for (let c = 0; c < channels; c++)
            for (let m = 0; m < depthMultiplier; m++)
              out[image * outSize + o * outChannels + c * depthMultiplier + m] += input.data[image * inSize + i * channels + c] * kernel[(tap * channels + c) * depthMultiplier + m];
        });
      return useBias ? out.map((value, index) => value + weight('bias')[index % outChannels]) : out;
    }
    case 'BatchNormalization': {
      const count = input.data.length / channels;
      const mean = new Float64Array(channels);
      const variance = new Float64Array(channels);
      input.data.forEach((x, index) => (mean[index % channels] += x / count));
      input.data.forEach((x, index) => (variance[index % channels] += (x - mean[index % channels]) ** 2 / count));
      moments[`${call.path}/movingMean`] = mean;
      moments[`${call.path}/movingVariance`] = variance;
      const [usedMean, usedVariance] = mode.training ? [mean, variance] : [weight('movingMean'), weight('movingVariance')];
      return input.data.map((x, index) => {
        const c = index % channels;
        return ((x - usedMean[c]) / Math.sqrt(usedVariance[c] + call.config.epsilon)) * weight('gamma')[c] + weight('beta')[c];
      });
    }
    case 'ReLU':
      return input.data.map((x) => Math.max(x, 0));
    case 'Activation':
      return activate(call.config.activation, call.config.alpha, input.data, channels);
    case 'Add':
      return out.map((_, index) => inputs.reduce((sum, { data }) => sum + data[index], 0));
    case 'Multiply':
      return out.map((_, index) => inputs.reduce((product, { data }) => product * data[index], 1));
    case 'Scale':
      return input.data.map((x) => x * (call.config.trainable ? weight('factor')[0] : call.config.factor));
    case 'Concatenate': {
      let start = 0;
      for (const { shape, data } of inputs) {
        const part = shape[shape.length - 1];
        for (let row = 0; row * part < data.length; row++) for (let c = 0; c < part; c++) out[row * outChannels + start + c] = data[row * part + c];
        start += part;
      }
      return out;
    }
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      const { poolSize, strides, padding } = call.config;
      const average = call.className === 'AveragePooling2D';
      const counts = new Float64Array(out.length);
      if (!average) out.fill(-Infinity);
      for (let image = 0; image < images; image++)
        forWindows(input.shape, call.outputShape, poolSize, strides, padding, (o, i) => {
          for (let c = 0; c < channels; c++) {
            const at = image * outSize + o * channels + c;
            const value = input.data[image * inSize + i * channels + c];
            out[at] = average ? out[at] + value : Math.max(out[at], value);
            counts[at]++;
          }
        });
      return average ? out.map((sum, index) => sum / counts[index]) : out;
    }
    case 'GlobalAveragePooling2D': {
      const pixels = inSize / channels;
      input.data.forEach((x, index) => (out[Math.floor(index / inSize) * channels + (index % channels)] += x / pixels));
      return out;
    }
    case 'ZeroPadding2D': {
      const [height, width] = input.shape;
      for (let image = 0; image < images; image++)
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++)
            for (let c = 0; c < channels; c++)
              out[image * outSize + ((y + call.config.top) * call.outputShape[1] + x + call.config.left) * channels + c] = input.data[image * inSize + (y * width + x) * channels + c];
      return out;
    }
    case 'Flatten':
      return input.data.slice();
    case 'Dense': {
      const kernel = weight('kernel');
      for (let row = 0; row < input.data.length / channels; row++)
        for (let n = 0; n < outChannels; n++) {
          let sum = call.config.useBias ? weight('bias')[n] : 0;
          for (let c = 0; c < channels; c++) sum += input.data[row * channels + c] * kernel[c * outChannels + n];
          out[row * outChannels + n] = sum;
        }
      return out;
    }
    case 'Dropout': {
      if (!mode.training) return input.data.slice();
      const mask = new Float32Array(input.data.length);
      fillDropoutMask(mask, mode.seed, call.path, mode.step, call.config.rate);
      return input.data.map((x, index) => (mask[index] === 0 ? 0 : x / (1 - call.config.rate)));
    }
    case 'ZeroPaddingShortcut': {
      const [height, width] = call.outputShape;
      for (let image = 0; image < images; image++)
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++)
            for (let c = 0; c < channels; c++)
              out[image * outSize + (y * width + x) * outChannels + c] = input.data[image * inSize + (y * call.config.strides * input.shape[1] + x * call.config.strides) * channels + c];
      return out;
    }
  }
}

export function toDoubles(weights: Weights): Doubles {
  return Object.fromEntries(Object.entries(weights).map(([key, values]) => [key, Float64Array.from(values)]));
}

export function reference(program: Program, weights: Doubles, batch: Batch, mode: ReferenceMode): ReferenceResult {
  const tensors = new Map<string, Tensor>();
  const moments: Record<string, Float64Array> = {};
  for (const call of program.layers) {
    const inputs = call.inputs.map((path) => {
      const tensor = tensors.get(path);
      if (tensor === undefined) throw new Error(`No call ${path}`);
      return tensor;
    });
    const data =
      call.className === 'InputLayer' ? Float64Array.from(batch.images.subarray(0, batch.size * sizeOf(call.outputShape))) : compute(call, inputs, (name) => weights[`${call.path}/${name}`], batch.size, mode, moments);
    tensors.set(call.path, { shape: call.outputShape, data });
  }
  const logits = tensors.get(program.outputs[0])?.data ?? new Float64Array();
  const classes = logits.length / batch.size;
  const probabilities = new Float64Array(logits.length);
  let lossSum = 0;
  let correct = 0;
  for (let image = 0; image < batch.size; image++) {
    const row = logits.subarray(image * classes, (image + 1) * classes);
    const p = softmaxRow(row);
    probabilities.set(p, image * classes);
    lossSum -= Math.log(p[batch.labels[image]]);
    if (row.indexOf(Math.max(...row)) === batch.labels[image]) correct++;
  }
  return { lossSum, correct, probabilities, outputs: Object.fromEntries([...tensors].map(([path, { data }]) => [path, data])), moments };
}

/** What differences say of one weight's gradient: some of its entries, and slopes along directions that involve all of them. */
export type GradientProbe = {
  readonly key: string;
  readonly entries: readonly { readonly index: number; readonly derivative: number }[];
  readonly directions: readonly { readonly direction: Float64Array; readonly derivative: number }[];
};

const PROBED_ENTRIES = 24;
const PROBED_DIRECTIONS = 3;

/** Probes the gradients of the mean loss in training mode by central differences of the doubles. */
export function probeGradients(program: Program, weights: Weights, batch: Batch, mode: Omit<ReferenceMode, 'training'>, step = 1e-6): GradientProbe[] {
  const at = toDoubles(weights);
  const loss = (): number => reference(program, at, batch, { ...mode, training: true }).lossSum / batch.size;
  const slope = (values: Float64Array, direction: Float64Array): number => {
    const start = values.slice();
    const move = (by: number): number => {
      values.forEach((_, index) => (values[index] = start[index] + by * direction[index]));
      return loss();
    };
    const derivative = (move(step) - move(-step)) / (2 * step);
    values.set(start);
    return derivative;
  };
  return program.layers.flatMap((call) =>
    call.weights
      .filter(({ trainable }) => trainable)
      .map((spec) => {
        const key = `${call.path}/${spec.name}`;
        const values = at[key];
        const count = Math.min(values.length, PROBED_ENTRIES);
        const entries = Array.from({ length: count }, (_, probe) => {
          const index = Math.floor((probe * values.length) / count);
          return { index, derivative: slope(values, Float64Array.from(values, (_value, other) => (other === index ? 1 : 0))) };
        });
        const { normal } = randomStream(1, `directions/${key}`);
        const directions = Array.from({ length: values.length > count ? PROBED_DIRECTIONS : 0 }, () => {
          const direction = Float64Array.from(values, () => normal() / Math.sqrt(values.length));
          return { direction, derivative: slope(values, direction) };
        });
        return { key, entries, directions };
      }),
  );
}

/** Largest difference, in units of the largest expected value (at least `floor`). */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>, floor = 1e-3): number {
  if (actual.length !== expected.length) return Infinity;
  let scale = floor;
  let worst = 0;
  for (let index = 0; index < expected.length; index++) scale = Math.max(scale, Math.abs(expected[index]));
  for (let index = 0; index < expected.length; index++) {
    const difference = Math.abs(actual[index] - expected[index]);
    worst = Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
  }
  return worst / scale;
}
