/** Runs an algorithm's kernels between canaries and compares them with the definition and with finite differences. */
import { expect } from 'vitest';
import type { ConvolutionAlgorithm, ConvolutionKernels, ConvolutionShape } from '@/lib/engine/kernels/convolution';
import { windowMargins } from '@/lib/engine/operations/shapes';
import type { Numerics } from '@/lib/engine/wasm/function-builder';
import { ModuleBuilder } from '@/lib/engine/wasm/module-builder';
import { randomStream } from '@/lib/util/random';
import { relativeError } from '../reference';
import { GuardedMemory, type Canary } from './guarded-memory';
import { convolve, inputFloats, inputGradientOf, kernelFloats, kernelGradientOf, outputFloats } from './reference';

export type ShapeSpec = {
  readonly height: number;
  readonly width: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly kernelSize: number;
  readonly strides: number;
  readonly groups?: number;
  readonly padding: 'same' | 'valid';
  readonly useBias?: boolean;
};

export function convolutionShape({ height, width, inputs, outputs, kernelSize, strides, padding, groups = 1, useBias = false }: ShapeSpec): ConvolutionShape {
  const input = { height, width, channels: inputs };
  const side = (length: number): number => (padding === 'same' ? Math.ceil(length / strides) : Math.floor((length - kernelSize) / strides) + 1);
  return { input, output: { height: side(height), width: side(width), channels: outputs }, kernelSize, strides, groups, margins: windowMargins(input, kernelSize, strides, padding), useBias };
}

export function describeShape(spec: ShapeSpec): string {
  const { height, width, inputs, outputs, kernelSize, strides, groups = 1, padding, useBias = false } = spec;
  return `${height}×${width}, ${inputs} to ${outputs} channels, kernel ${kernelSize}, strides ${strides}, groups ${groups}, ${padding}${useBias ? ', bias' : ''}`;
}

export type Data = { readonly images: number; readonly input: Float32Array; readonly kernel: Float32Array; readonly bias: Float32Array; readonly outputGradient: Float32Array };

export function randomData(shape: ConvolutionShape, images: number, seed: number): Data {
  const draw = (name: string, count: number): Float32Array => {
    const { normal } = randomStream(seed, name);
    return Float32Array.from({ length: count }, () => normal());
  };
  return {
    images,
    input: draw('input', images * inputFloats(shape)),
    kernel: draw('kernel', kernelFloats(shape)),
    bias: draw('bias', shape.output.channels),
    outputGradient: draw('gradient', images * outputFloats(shape)),
  };
}

export type Results = { readonly output: Float32Array; readonly inputGradient: Float32Array; readonly kernelGradient: Float32Array };

export type Run = { readonly results: Results; readonly kernels: ConvolutionKernels };

type RunOptions = { readonly numerics?: Numerics; /** Images of a call; by default as many as the algorithm takes. */ readonly callImages?: number; readonly canary?: Canary };

/** Forward pass and both gradients, by separate and by joint kernels, which must agree to the last bit. */
export function runAlgorithm(algorithm: ConvolutionAlgorithm, shape: ConvolutionShape, data: Data, { numerics = 'simd', callImages, canary = 'nan' }: RunOptions = {}): Run {
  const module = new ModuleBuilder(numerics);
  const kernels = algorithm.plan(module, shape);
  const { images } = data;
  const step = Math.min(callImages ?? kernels.chunkImages, kernels.chunkImages);
  const memory = new GuardedMemory(canary);
  const input = memory.floats('input', data.input.length);
  const kernel = memory.floats('kernel', data.kernel.length);
  const bias = memory.floats('bias', Math.ceil(shape.output.channels / 8) * 8);
  const outputGradient = memory.floats('output gradient', data.outputGradient.length);
  const packed = memory.bytes('packed', kernels.packedBytes);
  const packedForGradient = memory.bytes('packed for gradient', kernels.packedForGradientBytes);
  const output = memory.floats('output', images * outputFloats(shape));
  const inputGradient = memory.floats('input gradient', data.input.length);
  const sums = memory.bytes('sums', kernels.sumBytes);
  const kernelGradient = memory.floats('kernel gradient', data.kernel.length);
  const scratch = memory.bytes('scratch', kernels.scratchBytes);
  memory.link(module);
  memory.write(input, data.input);
  memory.write(kernel, data.kernel);
  memory.write(outputGradient, data.outputGradient);
  memory.write(bias, shape.useBias ? [...data.bias, ...new Array<number>(Math.ceil(data.bias.length / 8) * 8 - data.bias.length).fill(0)] : []);

  const inChunks = (body: (inputOffset: number, outputOffset: number, count: number) => void): void => {
    for (let image = 0; image < images; image += step) {
      memory.poison(scratch);
      body(image * inputFloats(shape) * 4, image * outputFloats(shape) * 4, Math.min(step, images - image));
    }
  };
  const finish = (): Float32Array => {
    memory.poison(scratch);
    memory.poison(kernelGradient);
    kernels.finishKernelGradient(sums.address, kernelGradient.address, scratch.address);
    return memory.read(kernelGradient);
  };
  kernels.pack(kernel.address, packed.address, scratch.address);
  memory.poison(scratch);
  kernels.packForGradient(kernel.address, packedForGradient.address, scratch.address);
  inChunks((from, to, count) => kernels.forward(input.address + from, packed.address, bias.address, output.address + to, scratch.address, count));
  inChunks((from, to, count) => kernels.inputGradient(outputGradient.address + to, packedForGradient.address, inputGradient.address + from, scratch.address, count));
  memory.write(sums, new Float32Array(sums.bytes / 4));
  inChunks((from, to, count) => kernels.kernelGradient(input.address + from, outputGradient.address + to, sums.address, scratch.address, count));
  const results = { output: memory.read(output), inputGradient: memory.read(inputGradient), kernelGradient: finish() };

  const { bothGradients } = kernels;
  if (bothGradients !== null) {
    memory.poison(inputGradient);
    memory.write(sums, new Float32Array(sums.bytes / 4));
    inChunks((from, to, count) => bothGradients(input.address + from, outputGradient.address + to, packedForGradient.address, inputGradient.address + from, sums.address, scratch.address, count));
    expect(memory.read(inputGradient)).toEqual(results.inputGradient);
    expect(finish()).toEqual(results.kernelGradient);
  }
  memory.expectIntact();
  for (const [buffer, values] of [[input, data.input], [kernel, data.kernel], [outputGradient, data.outputGradient]] as const) expect(memory.read(buffer), buffer.name).toEqual(values);
  return { results, kernels };
}

export type Errors = { readonly output: number; readonly inputGradient: number; readonly kernelGradient: number };

export function exactResults(shape: ConvolutionShape, { images, input, kernel, bias, outputGradient }: Data) {
  return {
    output: convolve(shape, images, input, kernel, shape.useBias ? bias : null),
    inputGradient: inputGradientOf(shape, images, outputGradient, kernel),
    kernelGradient: kernelGradientOf(shape, images, input, outputGradient),
  };
}

export function errorsOf(results: Results, exact: ReturnType<typeof exactResults>): Errors {
  return {
    output: relativeError(results.output, exact.output),
    inputGradient: relativeError(results.inputGradient, exact.inputGradient),
    kernelGradient: relativeError(results.kernelGradient, exact.kernelGradient),
  };
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index] * b[index];
  return sum;
}

/** Slope of ⟨output, outputGradient⟩ along a direction of the input or the kernel, by central differences of the definition in doubles. */
function expectSlope(shape: ConvolutionShape, data: Data, moved: 'input' | 'kernel', gradient: Float32Array, tolerance: number): void {
  const { normal } = randomStream(7, `direction/${moved}`);
  const direction = Float64Array.from(data[moved], () => normal());
  const along = (step: number): number => {
    const at = Float64Array.from(data[moved], (value, index) => value + step * direction[index]);
    const [input, kernel] = moved === 'input' ? [at, data.kernel] : [data.input, at];
    return dot(convolve(shape, data.images, input, kernel, null), data.outputGradient);
  };
  const slope = (along(0.5) - along(-0.5)) / 1;
  const scale = Math.sqrt(dot(direction, direction) * dot(gradient, gradient));
  expect(Math.abs(dot(gradient, direction) - slope) / scale, `slope along the ${moved}`).toBeLessThan(tolerance);
}

type CheckOptions = { readonly images?: number; readonly seed?: number; readonly tolerance?: number; readonly numerics?: Numerics };

/** Everything about one shape: values, finite differences, canaries, and that bits don't depend on how images are spread over calls. */
export function checkAlgorithm(algorithm: ConvolutionAlgorithm, spec: ShapeSpec, { images = 3, seed = 1, tolerance = 2e-5, numerics = 'simd' }: CheckOptions = {}): Errors {
  const shape = convolutionShape(spec);
  const data = randomData(shape, images, seed);
  const { results, kernels } = runAlgorithm(algorithm, shape, data, { numerics });
  for (const kernel of [kernels.forward, kernels.inputGradient, kernels.kernelGradient, kernels.finishKernelGradient]) expect(kernel.kernelName.startsWith(algorithm.name), kernel.kernelName).toBe(true);
  const errors = errorsOf(results, exactResults(shape, data));
  for (const [name, error] of Object.entries(errors)) expect(error, `${name} of ${describeShape(spec)}`).toBeLessThan(tolerance);
  expectSlope(shape, data, 'input', results.inputGradient, tolerance);
  expectSlope(shape, data, 'kernel', results.kernelGradient, tolerance);
  const oneByOne = runAlgorithm(algorithm, shape, data, { numerics, callImages: 1, canary: 'number' }).results;
  expect(oneByOne.output).toEqual(results.output);
  expect(oneByOne.inputGradient).toEqual(results.inputGradient);
  return errors;
}
