/** Milliseconds per image of a training step on the engine, as JSON rows; run with `npx tsx tests/bench/engine.ts`. */
import type { StepSettings } from '@/lib/engine/executor';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import type { Program } from '@/lib/graph/program';
import { cifarResNet, lessonNet } from '../unit/engine/nets';
import { randomBatch, randomWeights } from '../unit/engine/programs';

const ROUNDS = 5;
const ROUND_MILLISECONDS = 800;

const SETTINGS: StepSettings = { optimizer: { kind: 'sgd', momentum: 0.9, nesterov: false }, learningRate: 0.01, weightDecay: 1e-4, seed: 1, step: 0 };

/** Median over rounds; the round in which the engine's code is compiled is dropped. */
async function measure(net: string, program: Program, batchSize: number) {
  const executor = await createWasmExecutor(program, { batchSize, weights: randomWeights(program, 1) });
  const batch = randomBatch(program, batchSize, 1);
  const round = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    let calls = 0;
    while (performance.now() - start < ROUND_MILLISECONDS) {
      await work();
      calls++;
    }
    return (performance.now() - start) / (calls * batchSize);
  };
  const median = async (work: () => Promise<unknown>): Promise<number> => {
    await round(work);
    const times: number[] = [];
    for (let index = 0; index < ROUNDS; index++) times.push(await round(work));
    return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  };
  const msPerImage = await median(() => executor.step(batch, SETTINGS));
  const evaluationMsPerImage = await median(() => executor.evaluate(batch));
  const row = { net, batch: batchSize, msPerImage: round3(msPerImage), evaluationMsPerImage: round3(evaluationMsPerImage), numerics: executor.device.numerics, megabytes: Math.round(executor.memory().totalBytes / 1e6) };
  executor.dispose();
  return row;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}

console.log(JSON.stringify(await measure('lesson', lessonNet(), 32)));
console.log(JSON.stringify(await measure('resnet20', cifarResNet(3), 32)));
