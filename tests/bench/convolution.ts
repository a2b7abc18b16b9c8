/** The convolution algorithms by themselves, one thread: for each layer type every algorithm that takes it, in turn, the fastest of its rounds, in GFLOP/s of the layer's own multiply-adds. */
import { setFlagsFromString } from 'node:v8';
import type { ConvolutionAlgorithm, ConvolutionShape } from '@/lib/engine/kernels/convolution';
import { depthwiseConvolution } from '@/lib/engine/kernels/depthwise-convolution';
import { patchesConvolution } from '@/lib/engine/kernels/patches';
import { rowsConvolution } from '@/lib/engine/kernels/rows';
import { winogradConvolution } from '@/lib/engine/kernels/winograd';
import { ModuleBuilder } from '@/lib/engine/wasm/module-builder';
import { detectNumerics } from '@/lib/engine/wasm/numerics';
import { convolutionShape, randomData, type ShapeSpec } from '../unit/engine/convolution/check';
import { inputFloats, outputFloats } from '../unit/engine/convolution/reference';
import type { BenchModule, Figures } from './measure';

const ALGORITHMS: readonly ConvolutionAlgorithm[] = [winogradConvolution, rowsConvolution, depthwiseConvolution, patchesConvolution];
const IMAGES = 8;
const ROUNDS = 25;
const WARM_UP = 10;

type Layer = { readonly name: string } & ShapeSpec;

function layer(name: string, side: number, inputs: number, outputs: number, kernelSize = 3, strides = 1, groups = 1): Layer {
  return { name, height: side, width: side, inputs, outputs, kernelSize, strides, groups, padding: 'same' };
}

const LAYERS: readonly Layer[] = [
  layer('ResNet-20 stem', 32, 3, 16),
  layer('ResNet-20 32×32', 32, 16, 16),
  layer('ResNet-20 to 16×16', 32, 16, 32, 3, 2),
  layer('ResNet-20 16×16', 16, 32, 32),
  layer('ResNet-20 to 8×8', 16, 32, 64, 3, 2),
  layer('ResNet-20 8×8', 8, 64, 64),
  layer('projection to 16×16', 32, 16, 32, 1, 2),
  layer('bottleneck reduction', 16, 256, 64, 1),
  layer('bottleneck expansion', 16, 64, 256, 1),
  layer('bottleneck, late', 8, 1024, 256, 1),
  layer('wide 32×32', 32, 160, 160),
  layer('wide 8×8', 8, 256, 256),
  layer('odd 28×28', 28, 24, 40),
  layer('odd 7×7', 7, 96, 96),
  layer('32 groups', 16, 128, 128, 3, 1, 32),
  layer('8 groups', 16, 64, 64, 3, 1, 8),
  layer('depthwise 16×16', 16, 128, 128, 3, 1, 128),
  layer('depthwise to 8×8', 16, 128, 128, 3, 2, 128),
  layer('depthwise 5×5', 16, 64, 64, 5, 1, 64),
];

type Runs = { readonly forward: () => void; readonly backward: () => void };

function prepare(algorithm: ConvolutionAlgorithm, shape: ConvolutionShape): Runs {
  const module = new ModuleBuilder(detectNumerics() ?? 'simd');
  const kernels = algorithm.plan(module, shape);
  const data = randomData(shape, IMAGES, 1);
  let end = 64;
  const place = (bytes: number): number => {
    const address = end;
    end += Math.ceil(bytes / 64) * 64 + 64;
    return address;
  };
  const [input, inputGradient] = [place(data.input.byteLength), place(data.input.byteLength)];
  const [output, outputGradient] = [place(data.outputGradient.byteLength), place(data.outputGradient.byteLength)];
  const [kernel, bias, sums, scratch] = [place(data.kernel.byteLength), place(shape.output.channels * 4 + 32), place(kernels.sumBytes), place(kernels.scratchBytes)];
  const [packed, packedForGradient] = [place(kernels.packedBytes), place(kernels.packedForGradientBytes)];
  const memory = new WebAssembly.Memory({ initial: Math.ceil(end / 65536) });
  module.link(new WebAssembly.Instance(new WebAssembly.Module(module.assemble()), { engine: { memory } }));
  new Float32Array(memory.buffer, input, data.input.length).set(data.input);
  new Float32Array(memory.buffer, kernel, data.kernel.length).set(data.kernel);
  new Float32Array(memory.buffer, outputGradient, data.outputGradient.length).set(data.outputGradient);
  kernels.pack(kernel, packed, scratch);
  kernels.packForGradient(kernel, packedForGradient, scratch);
  const inChunks = (body: (from: number, to: number, count: number) => void): void => {
    for (let image = 0; image < IMAGES; image += kernels.chunkImages) body(image * inputFloats(shape) * 4, image * outputFloats(shape) * 4, Math.min(kernels.chunkImages, IMAGES - image));
  };
  return {
    forward: () => inChunks((from, to, count) => kernels.forward(input + from, packed, bias, output + to, scratch, count)),
    backward: () =>
      inChunks((from, to, count) => {
        if (kernels.bothGradients !== null) {
          kernels.bothGradients(input + from, outputGradient + to, packedForGradient, inputGradient + from, sums, scratch, count);
          return;
        }
        kernels.inputGradient(outputGradient + to, packedForGradient, inputGradient + from, scratch, count);
        kernels.kernelGradient(input + from, outputGradient + to, sums, scratch, count);
      }),
  };
}

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function measureLayer({ name, ...spec }: Layer): Figures {
  const shape = convolutionShape(spec);
  const candidates = ALGORITHMS.filter((algorithm) => algorithm.suits(shape));
  const runs = candidates.map((algorithm) => prepare(algorithm, shape));
  const times = runs.map((): { forward: number[]; backward: number[] } => ({ forward: [], backward: [] }));
  for (let round = -WARM_UP; round < ROUNDS; round++)
    runs.forEach(({ forward, backward }, index) => {
      const [there, back] = [milliseconds(forward), milliseconds(backward)];
      if (round < 0) return;
      times[index].forward.push(there);
      times[index].backward.push(back);
    });
  const multiplyAdds = IMAGES * shape.output.height * shape.output.width * shape.output.channels * shape.kernelSize ** 2 * (shape.input.channels / shape.groups);
  const rate = (passes: number, time: number): number => Number(((passes * 2 * multiplyAdds) / time / 1e6).toPrecision(3));
  return {
    name,
    algorithms: candidates.map((algorithm, index) => ({
      algorithm: algorithm.name,
      microsecondsPerImageForward: Number(((Math.min(...times[index].forward) * 1000) / IMAGES).toPrecision(3)),
      microsecondsPerImageBothGradients: Number(((Math.min(...times[index].backward) * 1000) / IMAGES).toPrecision(3)),
      gigaflopsForward: rate(1, Math.min(...times[index].forward)),
      gigaflopsBothGradients: rate(2, Math.min(...times[index].backward)),
    })),
  };
}

export const convolutionBench: BenchModule = {
  name: 'convolution',
  measure: async () => {
    // Browsers have relaxed SIMD by default, Node 20 behind a flag.
    setFlagsFromString('--experimental-wasm-relaxed-simd');
    return { images: IMAGES, rounds: ROUNDS, numerics: detectNumerics() ?? 'none', layers: LAYERS.map(measureLayer) };
  },
};
