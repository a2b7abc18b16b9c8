/** Threads: the same bits whatever their number, and none left behind. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Executor, StepSettings } from '@/lib/engine/executor';
import { startNodeThread } from '@/lib/engine/node/start-thread';
import type { StartThread, Thread } from '@/lib/engine/threads';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import type { Program } from '@/lib/graph/program';
import { cifarResNet, everything, lessonNet } from './nets';
import { randomBatch, randomWeights } from './programs';

const ADAM: StepSettings = { optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }, learningRate: 0.01, weightDecay: 1e-3, seed: 5, step: 0 };
const SGD: StepSettings = { ...ADAM, optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true } };

const executors: Executor[] = [];
afterEach(() => executors.splice(0).forEach((executor) => executor.dispose()));

async function open(program: Program, threads: number, batchSize: number, startThread: StartThread = startNodeThread): Promise<Executor> {
  const executor = await createWasmExecutor(program, { batchSize, weights: randomWeights(program, 1), threads, startThread });
  executors.push(executor);
  return executor;
}

/** Steps, an evaluation of a part of a batch, gradients: everything that has numbers in it. */
async function everyNumber(executor: Executor, settings: StepSettings, size: number) {
  const steps = [];
  for (let step = 0; step < 3; step++) steps.push(await executor.step(randomBatch(executor.program, size, step), { ...settings, step }));
  const some = randomBatch(executor.program, Math.ceil(size / 2) + 1, 9);
  return { steps, state: await executor.state(), evaluation: await executor.evaluate(some), gradients: await executor.gradients(some, settings) };
}

describe('the number of threads', () => {
  const nets: readonly (readonly [string, Program, StepSettings, number])[] = [
    ['the lesson', lessonNet(12, 5), ADAM, 13],
    ['every operation', everything(), SGD, 7],
    ['a residual net', cifarResNet(1), SGD, 9],
    ['a net with projections', cifarResNet(1, 'projection'), ADAM, 6],
  ];
  for (const [name, program, settings, size] of nets)
    it(`changes no bit of ${name}`, async () => {
      const alone = await everyNumber(await open(program, 1, size), settings, size);
      for (const threads of [2, 3, 5]) {
        const executor = await open(program, threads, size);
        expect(executor.device.threads).toBe(threads);
        expect(await everyNumber(executor, settings, size)).toEqual(alone);
      }
    });
});

describe('threads', () => {
  const program = lessonNet(8, 4);
  it('are all gone after many starts and stops', async () => {
    const threads: Thread[] = [];
    const counting: StartThread = async (task) => {
      const thread = await startNodeThread(task);
      threads.push(thread);
      return thread;
    };
    for (let cycle = 0; cycle < 20; cycle++) {
      const executor = await createWasmExecutor(program, { batchSize: 4, weights: randomWeights(program, 1), threads: 3, startThread: counting });
      if (cycle % 2 === 0) await executor.step(randomBatch(program, 4, cycle), SGD);
      executor.dispose();
    }
    expect(threads).toHaveLength(40);
    await Promise.all(threads.map(({ ended }) => ended));
  });
  it('that the host does not give are done without, with the same bits', async () => {
    const given: Thread[] = [];
    const stingy: StartThread = async (task) => {
      if (task.thread > 1) throw new Error('no more');
      const thread = await startNodeThread(task);
      given.push(thread);
      return thread;
    };
    const poor = await open(program, 3, 4, stingy);
    expect(poor.device.threads).toBe(1);
    await Promise.all(given.map(({ ended }) => ended));
    expect(await everyNumber(poor, SGD, 4)).toEqual(await everyNumber(await open(program, 1, 4), SGD, 4));
  });
  it('are not started where nothing starts them', async () => {
    const executor = await createWasmExecutor(program, { batchSize: 2, weights: randomWeights(program, 1), threads: 4 });
    expect(executor.device.threads).toBe(1);
    executor.dispose();
  });
  it('end when a weight is missing', async () => {
    const threads: Thread[] = [];
    const counting: StartThread = async (task) => {
      const thread = await startNodeThread(task);
      threads.push(thread);
      return thread;
    };
    await expect(createWasmExecutor(program, { batchSize: 2, weights: {}, threads: 2, startThread: counting })).rejects.toThrow('missing');
    await Promise.all(threads.map(({ ended }) => ended));
  });
});
