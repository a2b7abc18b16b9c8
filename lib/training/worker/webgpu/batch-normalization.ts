/**
 * Batch normalization in training as five shaders, forward and backward, where the composed operations of TensorFlow.js take about
 * twenty passes over the activations. Statistics are sums of distances from the first pixel, so that a large mean costs no digits.
 */
import type * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { runShader, type Shader } from './shader';

/** Threads that sum pixels: enough for a large GPU, few enough to add up cheaply. */
const THREADS = 4096;

type Sizes = { readonly pixels: number; readonly channels: number; /** Vectors of four channels. */ readonly columns: number; readonly parts: number; readonly rows: number };

function sizesOf(x: tf.Tensor): Sizes {
  const channels = x.shape[x.shape.length - 1] ?? 0;
  const pixels = x.size / channels;
  const columns = channels / 4;
  const wanted = Math.min(pixels, Math.max(1, Math.ceil(THREADS / columns)));
  const rows = Math.ceil(pixels / wanted);
  return { pixels, channels, columns, rows, parts: Math.ceil(pixels / rows) };
}

/** Four channels are taken at once. */
export function canNormalize(channels: number): boolean {
  return channels % 4 === 0;
}

/** Sums over the pixels of each part of two quantities a and b, as [parts, 2 * channels]. */
function partialSums(backend: WebGPUBackend, { channels, columns, pixels, parts, rows }: Sizes, key: string, inputs: Shader['inputs'], before: string, sum: string, tensors: readonly tf.Tensor[]): tf.Tensor {
  const shader: Shader = {
    key: `bn_${key}_${pixels}_${channels}`,
    inputs,
    outputShape: [parts, 2 * channels],
    outputWidth: 4,
    threads: parts * columns,
    body: () => `
  let part = index / ${columns}; let c = index % ${columns};
  ${before}
  var a = vec4<f32>(0.0); var b = a;
  let end = min(${pixels}, (part + 1) * ${rows}) * ${columns};
  for (var i = part * ${rows * columns} + c; i < end; i = i + ${columns}) { ${sum} }
  result[part * ${2 * columns} + c] = a; result[part * ${2 * columns} + ${columns} + c] = b;`,
  };
  return runShader(backend, shader, tensors);
}

/** Adds the parts and writes [2, channels] by `write`, which sees the sums a and b of channel vector `index`. */
function gather(backend: WebGPUBackend, { channels, columns, pixels, parts }: Sizes, key: string, write: string, split: tf.Tensor, [name, other]: readonly [string, tf.Tensor], uniforms: Shader['uniforms'] = []): tf.Tensor {
  const shader: Shader = {
    key: `bn_${key}_${pixels}_${channels}`,
    inputs: [['parts', 4], [name, 4]],
    outputShape: [2, channels],
    outputWidth: 4,
    threads: columns,
    uniforms,
    body: () => `
  var a = vec4<f32>(0.0); var b = a;
  for (var part = 0; part < ${parts}; part = part + 1) { a = a + parts[part * ${2 * columns} + index]; b = b + parts[part * ${2 * columns} + ${columns} + index]; }
  ${write}`,
  };
  return runShader(backend, shader, [split, other]);
}

/** Mean and variance (divided by the number of pixels) over all but the last axis, as [2, channels]; channels a multiple of 4. */
export function batchStatistics(backend: WebGPUBackend, x: tf.Tensor): tf.Tensor {
  const sizes = sizesOf(x);
  const { pixels, columns } = sizes;
  const split = partialSums(backend, sizes, 'sums', [['x', 4]], 'let k = x[c];', 'let v = x[i] - k; a = a + v; b = fma(v, v, b);', [x]);
  const write = `let m = a / ${pixels}.0; result[index] = m + x[index]; result[${columns} + index] = max(b / ${pixels}.0 - m * m, vec4<f32>(0.0));`;
  return gather(backend, sizes, 'statistics', write, split, ['x', x]);
}

function elementwise(backend: WebGPUBackend, x: tf.Tensor, { columns }: Sizes, key: string, inputs: Shader['inputs'], value: string, tensors: readonly tf.Tensor[], epsilon: number): tf.Tensor {
  const shader: Shader = {
    key: `bn_${key}_${columns}`,
    inputs,
    outputShape: x.shape,
    outputWidth: 4,
    threads: x.size / 4,
    uniforms: [['epsilon', epsilon]],
    body: () => `  let c = index % ${columns}; let inverse = inverseSqrt(statistics[${columns} + c] + vec4<f32>(uniforms.epsilon));\n  result[index] = ${value};`,
  };
  // The number of threads is in the code, so it is in the key.
  return runShader(backend, { ...shader, key: `${shader.key}_${shader.threads}` }, tensors);
}

/** gamma · (x − mean) / √(variance + epsilon) + beta, by the statistics [2, channels] of the batch. */
export function normalize(backend: WebGPUBackend, x: tf.Tensor, statistics: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, epsilon: number): tf.Tensor {
  const inputs: Shader['inputs'] = [['x', 4], ['statistics', 4], ['gamma', 4], ['beta', 4]];
  return elementwise(backend, x, sizesOf(x), 'normalize', inputs, 'fma((x[index] - statistics[c]) * inverse, gamma[c], beta[c])', [x, statistics, gamma, beta], epsilon);
}

export type NormalizationGradients = { readonly input: tf.Tensor; /** Gradients of gamma and beta, [2, channels]. */ readonly parameters: tf.Tensor };

/** Gradients through `normalize`, the statistics' own dependence on x with them (Ioffe and Szegedy 2015, section 3). */
export function normalizeGradients(backend: WebGPUBackend, dy: tf.Tensor, x: tf.Tensor, statistics: tf.Tensor, gamma: tf.Tensor, epsilon: number): NormalizationGradients {
  const sizes = sizesOf(x);
  const { pixels, columns } = sizes;
  const split = partialSums(backend, sizes, 'gradient_sums', [['dy', 4], ['x', 4], ['statistics', 4]], 'let m = statistics[c];', 'let d = dy[i]; a = fma(d, x[i] - m, a); b = b + d;', [dy, x, statistics]);
  const write = `result[index] = a * inverseSqrt(statistics[${columns} + index] + vec4<f32>(uniforms.epsilon)); result[${columns} + index] = b;`;
  const parameters = gather(backend, sizes, 'parameter_gradients', write, split, ['statistics', statistics], [['epsilon', epsilon]]);
  const inputs: Shader['inputs'] = [['dy', 4], ['x', 4], ['statistics', 4], ['gamma', 4], ['sums', 4]];
  const value = `inverse * gamma[c] * (dy[index] - (sums[${columns} + c] + (x[index] - statistics[c]) * inverse * sums[c]) / ${pixels}.0)`;
  return { input: elementwise(backend, x, sizes, `input_gradient_${pixels}`, inputs, value, [dy, x, statistics, gamma, parameters], epsilon), parameters };
}
