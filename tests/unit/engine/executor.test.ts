/** The executor as its users see it: optimisers against their formulas, moving averages, state, partial batches, bits. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Batch, Executor, OptimizerSettings, StepSettings, Weights } from '@/lib/engine/executor';
import { planMemory } from '@/lib/engine/plan-executor';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import type { Program } from '@/lib/graph/program';
import { SETTINGS } from './checks';
import { basicBlock, lessonNet } from './nets';
import { classify, net, randomBatch, randomWeights } from './programs';
import { reference, relativeError, toDoubles } from './reference';

function smallNet(): Program {
  const builder = net();
  const dropped = builder.add({ className: 'Dropout', config: { rate: 0.25 } }, basicBlock(builder, builder.input([6, 6, 2]), 4, 2, 'projection'));
  return classify(builder, dropped);
}

const OPTIMIZERS: readonly OptimizerSettings[] = [
  { kind: 'sgd', momentum: 0, nesterov: false },
  { kind: 'sgd', momentum: 0.9, nesterov: false },
  { kind: 'sgd', momentum: 0.9, nesterov: true },
  { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  { kind: 'adamw', beta1: 0.8, beta2: 0.99, epsilon: 1e-5 },
];

/** The update of one number, as `StepSettings` and the papers describe it. */
function updated(w: number, gradient: number, slots: number[], { optimizer, learningRate, weightDecay, step }: StepSettings): number {
  if (optimizer.kind === 'sgd') {
    const g = gradient + weightDecay * w;
    slots[0] = optimizer.momentum * slots[0] + g;
    return w - learningRate * (optimizer.nesterov ? g + optimizer.momentum * slots[0] : slots[0]);
  }
  const { beta1, beta2, epsilon } = optimizer;
  const g = optimizer.kind === 'adam' ? gradient + weightDecay * w : gradient;
  const start = optimizer.kind === 'adamw' ? w - learningRate * weightDecay * w : w;
  slots[0] = beta1 * slots[0] + (1 - beta1) * g;
  slots[1] = beta2 * slots[1] + (1 - beta2) * g * g;
  return start - (learningRate * (slots[0] / (1 - beta1 ** (step + 1)))) / (Math.sqrt(slots[1] / (1 - beta2 ** (step + 1))) + epsilon);
}

describe('step', () => {
  for (const optimizer of OPTIMIZERS)
    it(`updates as ${JSON.stringify(optimizer)} says`, async () => {
      const program = smallNet();
      const executor = await createWasmExecutor(program, { batchSize: 5, weights: randomWeights(program, 2) });
      const slots = new Map<string, number[]>();
      for (let step = 0; step < 4; step++) {
        const settings: StepSettings = { optimizer, learningRate: 0.05 / (step + 1), weightDecay: 0.02, seed: 9, step };
        const batch = randomBatch(program, 5, step);
        const before = (await executor.state()).weights;
        const { gradients, loss } = await executor.gradients(batch, settings);
        const result = await executor.step(batch, settings);
        expect(result.loss).toBe(loss);
        const after = await executor.state();
        for (const [key, gradient] of Object.entries(gradients)) {
          const expected = Array.from(gradient, (g, index) => {
            const id = `${key}/${index}`;
            const own = slots.get(id) ?? [0, 0];
            slots.set(id, own);
            return updated(before[key][index], g, own, settings);
          });
          expect(relativeError(after.weights[key], expected), key).toBeLessThan(2e-6);
          const names = optimizer.kind === 'sgd' ? ['momentum'] : ['m', 'v'];
          names.forEach((name, slot) => expect(relativeError(after.optimizer[`${key}/${name}`], Array.from(gradient, (_, index) => slots.get(`${key}/${index}`)?.[slot] ?? NaN), 1e-6), name).toBeLessThan(1e-5));
        }
      }
    });

  it('moves the averages in the Keras sense, with the biased variance', async () => {
    const builder = net();
    const program = classify(builder, builder.add({ className: 'BatchNormalization', config: { momentum: 0.7, epsilon: 1e-3 } }, builder.input([3, 4, 5])));
    const weights = randomWeights(program, 3);
    const batch = randomBatch(program, 4, 3);
    const executor = await createWasmExecutor(program, { batchSize: 4, weights });
    await executor.gradients(batch, SETTINGS);
    await executor.tap(batch, ['1_BatchNormalization'], true);
    await executor.evaluate(batch);
    expect((await executor.state()).weights['1_BatchNormalization/movingMean']).toEqual(weights['1_BatchNormalization/movingMean']);
    await executor.step(batch, SETTINGS);
    const after = (await executor.state()).weights;
    const { moments } = reference(program, toDoubles(weights), batch, { training: true, seed: 0, step: 0 });
    for (const [key, batchMoment] of Object.entries(moments)) expect(relativeError(after[key], batchMoment.map((value, index) => 0.7 * weights[key][index] + 0.3 * value)), key).toBeLessThan(1e-6);
  });

  it('computes moments of data far from zero', async () => {
    const builder = net();
    const program = classify(builder, builder.add({ className: 'BatchNormalization', config: { momentum: 0.9, epsilon: 1e-5 } }, builder.input([8, 8, 3])));
    const weights = randomWeights(program, 3);
    const batch = randomBatch(program, 16, 3);
    batch.images.forEach((x, index) => (batch.images[index] = Math.fround(1000 + x)));
    const executor = await createWasmExecutor(program, { batchSize: 16, weights });
    const expected = reference(program, toDoubles(weights), batch, { training: true, seed: 0, step: 0 });
    const actual = await executor.tap(batch, ['1_BatchNormalization'], true);
    expect(relativeError(actual['1_BatchNormalization'], expected.outputs['1_BatchNormalization'])).toBeLessThan(1e-4);
  });

  it('counts what was right, and shows when training diverges', async () => {
    const program = smallNet();
    const weights = randomWeights(program, 2);
    const batch = randomBatch(program, 5, 1);
    const executor = await createWasmExecutor(program, { batchSize: 5, weights });
    const { outputs } = reference(program, toDoubles(weights), batch, { training: true, seed: SETTINGS.seed, step: SETTINGS.step });
    const logits = outputs[program.outputs[0]];
    const right = Array.from({ length: 5 }, (_, image) => {
      const row = logits.subarray(image * 3, image * 3 + 3);
      return row.indexOf(Math.max(...row)) === batch.labels[image];
    });
    expect((await executor.step(batch, SETTINGS)).correct).toBe(right.filter(Boolean).length);
    await executor.load({ weights: { '1_Conv2D/kernel': new Float32Array(72).fill(NaN) }, optimizer: {} });
    const diverged = await executor.step(batch, SETTINGS);
    expect(diverged).toEqual({ loss: NaN, correct: 0 });
  });

  it('learns', async () => {
    const program = smallNet();
    const executor = await createWasmExecutor(program, { batchSize: 16, weights: randomWeights(program, 2) });
    const batch = randomBatch(program, 16, 1);
    const first = await executor.evaluate(batch);
    for (let step = 0; step < 150; step++) await executor.step(batch, { ...SETTINGS, learningRate: 0.05, step });
    const last = await executor.evaluate(batch);
    expect(last.lossSum).toBeLessThan(first.lossSum / 5);
    expect(last.correct).toBe(16);
  });
});

async function trained(program: Program, weights: Weights, steps: readonly number[], batchOf: (step: number) => Batch, batchSize = 6): Promise<Executor> {
  const executor = await createWasmExecutor(program, { batchSize, weights });
  for (const step of steps) await executor.step(batchOf(step), { ...SETTINGS, weightDecay: 1e-3, optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }, learningRate: 0.01, step });
  return executor;
}

describe('bits', () => {
  const program = smallNet();
  const weights = randomWeights(program, 4);
  const batchOf = (step: number): Batch => randomBatch(program, step === 2 ? 3 : 6, step);

  it('are the same for the same program, weights and batches', async () => {
    const states = await Promise.all([1, 2].map(async () => (await trained(program, weights, [0, 1, 2, 3], batchOf)).state()));
    expect(states[1]).toEqual(states[0]);
  });
  it('do not depend on the executor’s batch size', async () => {
    const [small, large] = [await trained(program, weights, [0, 1, 2], batchOf), await trained(program, weights, [0, 1, 2], batchOf, 11)];
    expect(await large.state()).toEqual(await small.state());
  });
  it('do not depend on what was computed between', async () => {
    const plain = await trained(program, weights, [0, 1], batchOf);
    const disturbed = await trained(program, weights, [0], batchOf);
    await disturbed.evaluate(batchOf(7));
    await disturbed.gradients(batchOf(8), SETTINGS);
    await disturbed.tap(batchOf(2), ['1_Conv2D'], true);
    await disturbed.step(batchOf(1), { ...SETTINGS, weightDecay: 1e-3, optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }, learningRate: 0.01, step: 1 });
    expect(await disturbed.state()).toEqual(await plain.state());
  });
  it('go on from a saved state', async () => {
    const whole = await trained(program, weights, [0, 1, 2, 3], batchOf);
    const half = await (await trained(program, weights, [0, 1], batchOf)).state();
    const resumed = await createWasmExecutor(program, { batchSize: 6, weights: randomWeights(program, 99) });
    await resumed.load(half);
    for (const step of [2, 3]) await resumed.step(batchOf(step), { ...SETTINGS, weightDecay: 1e-3, optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }, learningRate: 0.01, step });
    expect(await resumed.state()).toEqual(await whole.state());
  });
});

describe('partial batches', () => {
  it('are as if nothing else had been there', async () => {
    const program = lessonNet(8, 3);
    const weights = randomWeights(program, 1);
    const [exact, roomy] = await Promise.all([3, 8].map((batchSize) => createWasmExecutor(program, { batchSize, weights })));
    await roomy.step(randomBatch(program, 8, 5), { ...SETTINGS, learningRate: 0 });
    await roomy.load({ weights, optimizer: {} });
    const batch = randomBatch(program, 3, 2);
    expect(await roomy.evaluate(batch)).toEqual(await exact.evaluate(batch));
    expect(await roomy.gradients(batch, SETTINGS)).toEqual(await exact.gradients(batch, SETTINGS));
  });
  it('may come in longer arrays', async () => {
    const program = lessonNet(8, 3);
    const executor = await createWasmExecutor(program, { batchSize: 4, weights: randomWeights(program, 1) });
    const long = randomBatch(program, 6, 2);
    const short: Batch = { size: 3, images: long.images.slice(0, 3 * 64), labels: long.labels.slice(0, 3) };
    expect(await executor.evaluate({ ...long, size: 3 })).toEqual(await executor.evaluate(short));
    expect((await executor.evaluate(short)).probabilities).toHaveLength(30);
  });
  it('are refused when empty, too large or wrongly labelled', async () => {
    const program = lessonNet(8, 3);
    const executor = await createWasmExecutor(program, { batchSize: 4, weights: randomWeights(program, 1) });
    const batch = randomBatch(program, 5, 2);
    await expect(executor.evaluate(batch)).rejects.toThrow(RangeError);
    await expect(executor.evaluate({ ...batch, size: 0 })).rejects.toThrow(RangeError);
    await expect(executor.evaluate({ ...batch, size: 1, labels: Int32Array.of(10) })).rejects.toThrow(RangeError);
  });
});

describe('hosts that cannot', () => {
  const program = lessonNet(8, 3);
  const options = { batchSize: 2, weights: randomWeights(program, 1) };
  afterEach(() => vi.restoreAllMocks());

  it('are told so without SIMD', async () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    await expect(createWasmExecutor(program, options)).rejects.toMatchObject({ problem: { code: 'engineNoSimd' } });
  });
  it('are told the bytes that the memory lacks', async () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValueOnce(true).mockReturnValue(false);
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(function refuse() {
      throw new RangeError('out of memory');
    });
    await expect(createWasmExecutor(program, options)).rejects.toMatchObject({ problem: { code: 'engineTooLarge', values: { megabytes: Math.ceil(planMemory(program, 2).totalBytes / 1e6) } } });
  });
});

describe('state', () => {
  const program = smallNet();
  it('starts as it was given, without slots', async () => {
    const weights = randomWeights(program, 1);
    const executor = await createWasmExecutor(program, { batchSize: 2, weights });
    expect(await executor.state()).toEqual({ weights, optimizer: {} });
  });
  it('is a copy', async () => {
    const executor = await createWasmExecutor(program, { batchSize: 2, weights: randomWeights(program, 1) });
    const { weights } = await executor.state();
    weights['1_Conv2D/kernel'].fill(0);
    expect((await executor.state()).weights['1_Conv2D/kernel'][0]).not.toBe(0);
  });
  it('ignores strange keys, keeps what is missing, refuses wrong lengths', async () => {
    const executor = await createWasmExecutor(program, { batchSize: 2, weights: randomWeights(program, 1) });
    const before = await executor.state();
    await executor.load({ weights: { 'other/kernel': new Float32Array(3) }, optimizer: { 'other/kernel/momentum': new Float32Array(3) } });
    expect(await executor.state()).toEqual(before);
    await expect(executor.load({ weights: { '1_Conv2D/kernel': new Float32Array(3) }, optimizer: {} })).rejects.toThrow('1_Conv2D/kernel');
  });
  it('forgets the slots of another optimiser', async () => {
    const weights = randomWeights(program, 1);
    const [changed, fresh] = await Promise.all([1, 2].map(() => createWasmExecutor(program, { batchSize: 2, weights })));
    const batch = randomBatch(program, 2, 1);
    const adam: StepSettings = { ...SETTINGS, optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-7 } };
    await changed.step(batch, SETTINGS);
    await changed.load({ weights, optimizer: {} });
    await changed.step(batch, adam);
    await fresh.step(batch, adam);
    expect(await changed.state()).toEqual(await fresh.state());
  });
  it('needs every weight at the start', async () => {
    await expect(createWasmExecutor(program, { batchSize: 2, weights: {} })).rejects.toThrow('missing');
  });
  it('ends with dispose', async () => {
    const executor = await createWasmExecutor(program, { batchSize: 2, weights: randomWeights(program, 1) });
    executor.dispose();
    await expect(executor.evaluate(randomBatch(program, 2, 1))).rejects.toThrow('disposed');
  });
});
