/**
 * The engine beside TensorFlow.js on the same machine, in turn: evaluation against its WebAssembly back end, training steps against
 * its plain CPU back end, since the WebAssembly one cannot train convolutions.
 */
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { resolve, sep } from 'node:path';
import type { Executor, StepSettings } from '@/lib/engine/executor';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import type { Program } from '@/lib/graph/program';
import { createTfjsExecutor } from '@/lib/training/worker/tfjs/executor';
import { cifarResNet, lessonNet } from '../unit/engine/nets';
import { randomBatch, randomWeights } from '../unit/engine/programs';
import { ratio, time, type BenchModule, type Figures, type Timing } from './measure';

const SETTINGS: StepSettings = { optimizer: { kind: 'sgd', momentum: 0.9, nesterov: false }, learningRate: 0.01, weightDecay: 1e-4, seed: 1, step: 0 };

type Case = { readonly net: string; readonly program: Program; readonly batch: number; readonly work: 'step' | 'evaluate'; readonly backend: 'wasm' | 'cpu'; readonly rounds: number };

function performed(executor: Executor, work: Case['work'], program: Program, batchSize: number): () => Promise<unknown> {
  const batch = randomBatch(program, batchSize, 1);
  return work === 'step' ? () => executor.step(batch, SETTINGS) : () => executor.evaluate(batch);
}

async function tensorFlow(program: Program, batchSize: number, backend: Case['backend']): Promise<Executor> {
  setWasmPaths(resolve('node_modules/@tensorflow/tfjs-backend-wasm/dist') + sep);
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no back end ${backend} here.`);
  await tf.ready();
  const device = { backend, threads: 1, numerics: 'scalar', adapter: 'TensorFlow.js', software: false } as const;
  return createTfjsExecutor(program, { batchSize, weights: randomWeights(program, 1) }, device);
}

function perImage({ milliseconds }: Timing, batch: number): number {
  return Number((milliseconds / batch).toPrecision(4));
}

async function compare({ net, program, batch, work, backend, rounds }: Case): Promise<Figures> {
  const engine = await createWasmExecutor(program, { batchSize: batch, weights: randomWeights(program, 1) });
  const other = await tensorFlow(program, batch, backend);
  const ours = await time(performed(engine, work, program, batch), 9, 3);
  const theirs = await time(performed(other, work, program, batch), rounds, 1);
  const { totalBytes } = engine.memory();
  const { numerics } = engine.device;
  engine.dispose();
  other.dispose();
  return {
    net,
    work,
    batch,
    numerics,
    engineMillisecondsPerImage: perImage(ours, batch),
    engineMegabytes: Math.round(totalBytes / 1e6),
    baseline: `TensorFlow.js ${tf.version['tfjs-core']}, back end ${backend}, one thread`,
    baselineMillisecondsPerImage: perImage(theirs, batch),
    timesFasterThanBaseline: ratio(theirs, ours),
    engine: ours,
    tensorFlow: theirs,
  };
}

const cases: readonly Case[] = [
  { net: 'lesson', program: lessonNet(), batch: 32, work: 'evaluate', backend: 'wasm', rounds: 5 },
  { net: 'ResNet-20', program: cifarResNet(3), batch: 32, work: 'evaluate', backend: 'wasm', rounds: 5 },
  { net: 'lesson', program: lessonNet(), batch: 4, work: 'step', backend: 'cpu', rounds: 1 },
];

export const engineBench: BenchModule = {
  name: 'engine',
  measure: async () => {
    const executor = await createWasmExecutor(cifarResNet(3), { batchSize: 32, weights: randomWeights(cifarResNet(3), 1) });
    const step = await time(performed(executor, 'step', cifarResNet(3), 32), 7, 2);
    executor.dispose();
    const comparisons: Figures[] = [];
    for (const one of cases) comparisons.push(await compare(one));
    return { resNet20TrainingStep: { batch: 32, millisecondsPerImage: perImage(step, 32), imagesPerSecond: Math.round(32_000 / step.milliseconds) }, comparisons };
  },
};
