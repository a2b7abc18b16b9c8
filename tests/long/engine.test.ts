/** A soak of the engine: thousands of steps in flat memory, many starts and stops on several threads, pauses at random steps that change no bit. */
import { expect, test } from 'vitest';
import type { Executor, StepSettings } from '@/lib/engine/executor';
import { startNodeThread } from '@/lib/engine/node/start-thread';
import type { StartThread, Thread } from '@/lib/engine/threads';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import { randomStream } from '@/lib/util/random';
import { lessonNet } from '../unit/engine/nets';
import { randomBatch, randomWeights } from '../unit/engine/programs';

const program = lessonNet(8, 4);
const SIZE = 8;
const PATIENCE = 600_000;

function settings(step: number): StepSettings {
  return { optimizer: { kind: 'sgd', momentum: 0.9, nesterov: false }, learningRate: 1e-3, weightDecay: 1e-4, seed: 1, step };
}

function open(threads: number, startThread: StartThread = startNodeThread): Promise<Executor> {
  return createWasmExecutor(program, { batchSize: SIZE, weights: randomWeights(program, 1), threads, startThread });
}

test('5,000 steps take no more memory than 500', async () => {
  const executor = await open(2);
  const batch = randomBatch(program, SIZE, 1);
  let early = 0;
  for (let step = 0; step < 5000; step++) {
    await executor.step(batch, settings(step));
    if (step === 500) early = process.memoryUsage.rss();
  }
  expect(process.memoryUsage.rss()).toBeLessThan(early * 1.25);
  executor.dispose();
}, PATIENCE);

test('200 starts and stops leave no thread behind', async () => {
  const threads: Thread[] = [];
  const counting: StartThread = async (task) => {
    const thread = await startNodeThread(task);
    threads.push(thread);
    return thread;
  };
  for (let cycle = 0; cycle < 200; cycle++) {
    const executor = await open(3, counting);
    if (cycle % 3 !== 0) await executor.step(randomBatch(program, SIZE, cycle), settings(0));
    executor.dispose();
  }
  expect(threads).toHaveLength(400);
  await Promise.all(threads.map(({ ended }) => ended));
}, PATIENCE);

test('a run that is saved and opened anew at random steps, on other numbers of threads, is the unbroken one', async () => {
  const { integer } = randomStream(7, 'pauses');
  const unbroken = await open(1);
  let broken = await open(1);
  for (let step = 0; step < 60; step++) {
    if (integer(4) === 0) {
      const state = await broken.state();
      broken.dispose();
      broken = await open(1 + integer(3));
      await broken.load(state);
    }
    const batch = randomBatch(program, SIZE, step);
    expect(await broken.step(batch, settings(step))).toEqual(await unbroken.step(batch, settings(step)));
  }
  expect(await broken.state()).toEqual(await unbroken.state());
  broken.dispose();
  unbroken.dispose();
}, PATIENCE);
