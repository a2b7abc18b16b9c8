/** Runs in a page: our WebGPU shaders against plain loops in double precision. Bundled by its spec. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { batchStatistics, normalize, normalizeGradients } from '@/lib/training/worker/webgpu/batch-normalization';
import { oursCan, passes, runPass, type Choice, type Pass } from '@/lib/training/worker/webgpu/convolution-op';
import { geometryOf, type ConvolutionConfig, type Geometry } from '@/lib/training/worker/webgpu/geometry';
import { randomStream } from '@/lib/util/random';

function normals(size: number, seed: number): Float32Array {
  const { normal } = randomStream(seed, 'kernels');
  return Float32Array.from({ length: size }, normal);
}

type Taps = (visit: (x: number, w: number, y: number) => void) => void;

/** Visits the offsets of every product of a convolution. */
function tapsOf({ images, height, width, channels, filters, kernelSize, strides, outputHeight, outputWidth, top, left }: Geometry): Taps {
  return (visit) => {
    for (let n = 0; n < images; n++)
      for (let oy = 0; oy < outputHeight; oy++)
        for (let ox = 0; ox < outputWidth; ox++)
          for (let ky = 0; ky < kernelSize; ky++)
            for (let kx = 0; kx < kernelSize; kx++) {
              const iy = oy * strides + ky - top;
              const ix = ox * strides + kx - left;
              if (iy < 0 || iy >= height || ix < 0 || ix >= width) continue;
              for (let ci = 0; ci < channels; ci++)
                for (let co = 0; co < filters; co++) visit(((n * height + iy) * width + ix) * channels + ci, ((ky * kernelSize + kx) * channels + ci) * filters + co, ((n * outputHeight + oy) * outputWidth + ox) * filters + co);
            }
  };
}

/** Largest difference, as a share of the largest value. */
function errorOf(found: ArrayLike<number>, expected: Float64Array): number {
  if (found.length !== expected.length) return Infinity;
  let largest = 0;
  let error = 0;
  expected.forEach((value, i) => {
    largest = Math.max(largest, Math.abs(value));
    const difference = Math.abs(value - found[i]);
    error = Number.isNaN(difference) ? Infinity : Math.max(error, difference);
  });
  return error / largest;
}

async function backend(): Promise<WebGPUBackend> {
  await tf.setBackend('webgpu');
  await tf.ready();
  const found = tf.backend();
  if (!(found instanceof WebGPUBackend)) throw new Error('no WebGPU');
  return found;
}

/** Errors of the passes that the shaders can take, by pass. */
async function convolutionErrors(shape: readonly number[], config: ConvolutionConfig, choice: Choice): Promise<Partial<Record<Pass, number>>> {
  const device = await backend();
  const geometry = geometryOf(shape, config);
  const { images, height, width, channels, filters, kernelSize, outputHeight, outputWidth } = geometry;
  const x = normals(images * height * width * channels, 1);
  const w = normals(kernelSize * kernelSize * channels * filters, 2);
  const dy = normals(images * outputHeight * outputWidth * filters, 3);
  const expected = { forward: new Float64Array(dy.length), inputGradient: new Float64Array(x.length), filterGradient: new Float64Array(w.length) };
  tapsOf(geometry)((at, tap, out) => {
    expected.forward[out] += x[at] * w[tap];
    expected.inputGradient[at] += dy[out] * w[tap];
    expected.filterGradient[tap] += x[at] * dy[out];
  });
  const tensors = { x: tf.tensor(x, [images, height, width, channels]), w: tf.tensor(w, [kernelSize, kernelSize, channels, filters]), dy: tf.tensor(dy, [images, outputHeight, outputWidth, filters]) };
  const given = { forward: [tensors.x, tensors.w], inputGradient: [tensors.dy, tensors.w], filterGradient: [tensors.x, tensors.dy] };
  const errors: Partial<Record<Pass, number>> = {};
  for (const pass of passes) {
    if (choice === 'ours' && !oursCan(pass, geometry)) continue;
    const output = tf.tidy(() => runPass(device, pass, choice, geometry, given[pass][0], given[pass][1]));
    errors[pass] = errorOf(await output.data(), expected[pass]);
    output.dispose();
  }
  tf.dispose(tensors);
  return errors;
}

/** Errors of statistics, output and gradients of batch normalization over [pixels, channels] whose mean is far from zero. */
async function normalizationErrors(pixels: number, channels: number): Promise<Readonly<Record<string, number>>> {
  const device = await backend();
  const epsilon = 1e-3;
  const x = normals(pixels * channels, 1).map((value, i) => value * (1 + (i % channels)) + 10);
  const dy = normals(pixels * channels, 2);
  const gamma = normals(channels, 3);
  const beta = normals(channels, 4);
  const mean = new Float64Array(channels);
  const variance = new Float64Array(channels);
  x.forEach((value, i) => (mean[i % channels] += value / pixels));
  x.forEach((value, i) => (variance[i % channels] += (value - mean[i % channels]) ** 2 / pixels));
  const unit = Float64Array.from(x, (value, i) => (value - mean[i % channels]) / Math.sqrt(variance[i % channels] + epsilon));
  const [sums, products] = [new Float64Array(channels), new Float64Array(channels)];
  dy.forEach((value, i) => {
    sums[i % channels] += value;
    products[i % channels] += value * unit[i];
  });
  const expected = {
    output: unit.map((value, i) => value * gamma[i % channels] + beta[i % channels]),
    input: Float64Array.from(dy, (value, i) => (gamma[i % channels] / Math.sqrt(variance[i % channels] + epsilon)) * (value - (sums[i % channels] + unit[i] * products[i % channels]) / pixels)),
    parameters: Float64Array.from([...products, ...sums]),
  };
  const found = tf.tidy(() => {
    const input = tf.tensor(x, [pixels, 1, 1, channels]);
    const statistics = batchStatistics(device, input);
    const scale = tf.tensor1d(gamma);
    const output = normalize(device, input, statistics, scale, tf.tensor1d(beta), epsilon);
    return { statistics, output, ...normalizeGradients(device, tf.tensor(dy, [pixels, 1, 1, channels]), input, statistics, scale, epsilon) };
  });
  const errors = {
    statistics: errorOf(await found.statistics.data(), Float64Array.from([...mean, ...variance])),
    output: errorOf(await found.output.data(), expected.output),
    input: errorOf(await found.input.data(), expected.input),
    parameters: errorOf(await found.parameters.data(), expected.parameters),
  };
  tf.dispose(found);
  return errors;
}

Object.assign(window, { webgpuKernels: { convolutionErrors, normalizationErrors, tensors: () => tf.memory().numTensors } });
