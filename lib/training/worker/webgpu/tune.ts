/** Which shaders are faster for the convolutions of a net on this device: each is run on a few images before training. */
import * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Program } from '@/lib/graph/program';
import { learningPaths } from '../tfjs/learning-paths';
import { oursCan, passes, passKey, runPass, type Choice, type Choices, type Pass } from './convolution-op';
import { geometryOf, type Geometry } from './geometry';

/** Enough to fill a device, few enough to be quick where a shader is slow. */
const IMAGES = 4;
const ROUNDS = 3;
/** Stock is not measured on where its first run, compiling apart, takes this many times as long. */
const HOPELESS = 4;

export type Measurement = { readonly pass: Pass; readonly geometry: Geometry };

/** The convolutions of a program that both can compute, each kind of sizes once. */
export function measurementsOf(program: Program, batchSize: number): readonly Measurement[] {
  const shapes = new Map(program.layers.map(({ path, outputShape }) => [path, outputShape]));
  const learning = learningPaths(program);
  const found = new Map<string, Measurement>();
  for (const call of program.layers) {
    if (call.className !== 'Conv2D' || call.config.groups !== undefined) continue;
    const geometry = geometryOf([Math.min(IMAGES, batchSize), ...(shapes.get(call.inputs[0]) ?? [])], call.config);
    for (const pass of passes) {
      const used = pass !== 'inputGradient' || call.inputs.some((path) => learning.has(path));
      if (used && oursCan(pass, geometry)) found.set(passKey(pass, geometry), { pass, geometry });
    }
  }
  return [...found.values()];
}

function inputsOf({ pass, geometry }: Measurement): readonly [tf.Tensor, tf.Tensor] {
  const { images, height, width, channels, filters, kernelSize, outputHeight, outputWidth } = geometry;
  const shapes = { x: [images, height, width, channels], w: [kernelSize, kernelSize, channels, filters], dy: [images, outputHeight, outputWidth, filters] };
  const names = ({ forward: ['x', 'w'], inputGradient: ['dy', 'w'], filterGradient: ['x', 'dy'] } as const)[pass];
  return [tf.ones(shapes[names[0]]), tf.ones(shapes[names[1]])];
}

/** Milliseconds of one run, the device's work awaited. */
async function timeOf(backend: WebGPUBackend, measurement: Measurement, choice: Choice, [first, second]: readonly [tf.Tensor, tf.Tensor], now: () => number): Promise<number> {
  const started = now();
  const one = tf.tidy(() => runPass(backend, measurement.pass, choice, measurement.geometry, first, second).flatten().slice(0, 1));
  // Reading one number waits for all that came before it.
  await one.data();
  one.dispose();
  return now() - started;
}

async function faster(backend: WebGPUBackend, measurement: Measurement, now: () => number): Promise<Choice> {
  const inputs = inputsOf(measurement);
  const run = (choice: Choice) => timeOf(backend, measurement, choice, inputs, now);
  try {
    // The first run of each compiles.
    await run('ours');
    let ours = await run('ours');
    await run('stock');
    let stock = await run('stock');
    for (let round = 1; round < ROUNDS && stock < ours * HOPELESS; round++) {
      ours = Math.min(ours, await run('ours'));
      stock = Math.min(stock, await run('stock'));
    }
    return stock < ours ? 'stock' : 'ours';
  } finally {
    tf.dispose([...inputs]);
  }
}

/** Measures what is not known from earlier visits; `onProgress` hears the share that is done. */
export async function tune(backend: WebGPUBackend, program: Program, batchSize: number, known: Choices, onProgress: (share: number) => void, now: () => number): Promise<Choices> {
  const choices = new Map(known);
  const open = measurementsOf(program, batchSize).filter(({ pass, geometry }) => !choices.has(passKey(pass, geometry)));
  for (const [index, measurement] of open.entries()) {
    onProgress(index / open.length);
    const key = passKey(measurement.pass, measurement.geometry);
    choices.set(key, await faster(backend, measurement, now));
  }
  return choices;
}
