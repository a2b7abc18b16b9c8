/** Runs a program on the engine and on the reference and compares everything that both give. */
import { expect } from 'vitest';
import type { StepSettings } from '@/lib/engine/executor';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import type { Numerics } from '@/lib/engine/wasm/function-builder';
import type { Program } from '@/lib/graph/program';
import { randomBatch, randomWeights } from './programs';
import { reference, probeGradients, relativeError, toDoubles } from './reference';

export const SETTINGS: StepSettings = { optimizer: { kind: 'sgd', momentum: 0.9, nesterov: false }, learningRate: 0.1, weightDecay: 0, seed: 5, step: 3 };

/** Gradients below this are zero but for rounding, such as those of a bias below a batch normalisation. */
const GRADIENT_FLOOR = 1e-2;

type CheckOptions = { readonly images?: number; readonly batchSize?: number; readonly seed?: number; readonly tolerance?: number; readonly numerics?: Numerics };

/** Outputs of every call in both modes, evaluation and gradients, for a batch smaller than the executor's. */
export async function checkProgram(program: Program, { images = 3, batchSize = 4, seed = 1, tolerance = 1e-4, numerics }: CheckOptions = {}): Promise<void> {
  const weights = randomWeights(program, seed);
  const batch = randomBatch(program, images, seed);
  const executor = await createWasmExecutor(program, { batchSize, weights, ...(numerics === undefined ? {} : { numerics }) });
  const paths = program.layers.map((call) => call.path);

  for (const training of [true, false]) {
    const expected = reference(program, toDoubles(weights), batch, { training, seed: 0, step: 0 });
    const actual = await executor.tap(batch, paths, training);
    for (const path of paths) expect(relativeError(actual[path], expected.outputs[path]), `${path} ${training ? 'training' : 'evaluation'}`).toBeLessThan(tolerance);
  }

  const expected = reference(program, toDoubles(weights), batch, { training: false, seed: 0, step: 0 });
  const evaluation = await executor.evaluate(batch);
  expect(Math.abs(evaluation.lossSum - expected.lossSum) / expected.lossSum, 'loss').toBeLessThan(tolerance);
  expect(relativeError(evaluation.probabilities, expected.probabilities), 'probabilities').toBeLessThan(tolerance);
  expect(evaluation.correct).toBe(expected.correct);

  const { gradients } = await executor.gradients(batch, SETTINGS);
  const probes = probeGradients(program, weights, batch, SETTINGS);
  expect(Object.keys(gradients).sort()).toEqual(probes.map(({ key }) => key).sort());
  for (const { key, entries, directions } of probes) {
    const gradient = gradients[key];
    const actual = [...entries.map(({ index }) => gradient[index]), ...directions.map(({ direction }) => direction.reduce((sum, part, index) => sum + part * gradient[index], 0))];
    const derivatives = [...entries, ...directions].map(({ derivative }) => derivative);
    expect(relativeError(actual, derivatives, GRADIENT_FLOOR), `gradient of ${key}`).toBeLessThan(tolerance);
  }
  executor.dispose();
}
