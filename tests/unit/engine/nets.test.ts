/** Whole nets: gradients through blocks, fan-out, projections and everything at once; memory that the plan shares between buffers. */
import { describe, expect, it } from 'vitest';
import { EngineError } from '@/lib/engine/engine-error';
import { planMemory } from '@/lib/engine/plan-executor';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import { checkProgram, SETTINGS } from './checks';
import { basicBlock, cifarResNet, convolution, everything, lessonNet, normalization, reLU } from './nets';
import { classify, net, randomBatch, randomWeights } from './programs';

describe('gradients of whole nets', () => {
  it('plain', async () => {
    const builder = net();
    let path = builder.input([8, 8, 3]);
    for (const filters of [4, 6, 6]) path = reLU(builder, normalization(builder, convolution(builder, path, filters, 3, filters === 6 ? 2 : 1)));
    await checkProgram(classify(builder, builder.add({ className: 'GlobalAveragePooling2D', config: {} }, path)));
  });
  for (const shortcut of ['projection', 'zeroPadding'] as const)
    it(`residual, ${shortcut}`, async () => {
      const builder = net();
      let path = reLU(builder, convolution(builder, builder.input([8, 8, 1]), 4, 3, 1));
      path = basicBlock(builder, path, 4, 1, shortcut);
      path = basicBlock(builder, path, 8, 2, shortcut);
      path = basicBlock(builder, path, 8, 1, shortcut);
      await checkProgram(classify(builder, builder.add({ className: 'GlobalAveragePooling2D', config: {} }, path)));
    });
  it('the lesson, smaller', async () => {
    await checkProgram(lessonNet(12, 5));
  });
  it('everything', async () => {
    await checkProgram(everything(), { images: 4, batchSize: 7 });
  });
  it('a call that leads nowhere', async () => {
    const builder = net();
    const stem = convolution(builder, builder.input([5, 5, 1]), 3, 3, 1);
    reLU(builder, convolution(builder, stem, 2, 3, 1));
    const program = classify(builder, stem);
    const executor = await createWasmExecutor(program, { batchSize: 2, weights: randomWeights(program, 1) });
    const { gradients } = await executor.gradients(randomBatch(program, 2, 1), SETTINGS);
    expect([...gradients['2_Conv2D/kernel']].every((value) => value === 0)).toBe(true);
    expect([...gradients['1_Conv2D/kernel']].some((value) => value !== 0)).toBe(true);
  });
});

describe('planMemory', () => {
  it('is what the executor takes', async () => {
    const program = lessonNet();
    const executor = await createWasmExecutor(program, { batchSize: 8, weights: randomWeights(program, 1) });
    expect(planMemory(program, 8)).toEqual(executor.memory());
  });
  it('counts each weight once, and its gradient and two slots', () => {
    const parameters = 16 * 3 * 9 + 6 * 16 * 16 * 9 + 7 * 2 * 16 + (16 * 32 + 5 * 32 * 32) * 9 + 6 * 2 * 32 + (32 * 64 + 5 * 64 * 64) * 9 + 6 * 2 * 64 + 650;
    const statistics = 7 * 2 * 16 + 6 * 2 * 32 + 6 * 2 * 64;
    const { weightBytes, optimizerBytes } = planMemory(cifarResNet(3), 1);
    expect(parameters).toBe(269_722);
    expect(weightBytes).toBeGreaterThanOrEqual(4 * (parameters + statistics));
    expect(weightBytes).toBeLessThan(4 * (parameters + statistics) * 1.01);
    expect(optimizerBytes / (4 * parameters)).toBeCloseTo(3, 1);
  });
  it('grows with the batch, by less than all outputs and their gradients', () => {
    const program = cifarResNet(3);
    const outputs = program.layers.reduce((sum, call) => sum + 4 * call.outputShape.reduce((product, side) => product * side, 1), 0);
    const image = (planMemory(program, 64).activationBytes - planMemory(program, 32).activationBytes) / 32;
    expect(image).toBeGreaterThan(outputs / 3);
    expect(image).toBeLessThan(outputs);
  });
  it('takes nets of a thousand layers', () => {
    expect(planMemory(cifarResNet(200), 1).totalBytes).toBeGreaterThan(0);
  });
});

it('refuses a plan that is too large, with its bytes', async () => {
  const program = cifarResNet(3);
  await expect(createWasmExecutor(program, { batchSize: 100_000, weights: {} })).rejects.toMatchObject({ problem: { code: 'engineTooLarge', values: { megabytes: Math.ceil(planMemory(program, 100_000).totalBytes / 1e6) } } });
});

it('names a batch that fits where the wished one is too large', async () => {
  const program = cifarResNet(3);
  const failed: unknown = await createWasmExecutor(program, { batchSize: 100_000, weights: {} }).catch((error: unknown) => error);
  if (!(failed instanceof EngineError)) throw new Error('It was not refused.');
  const fits = Number(failed.problem.values.fits);
  expect(planMemory(program, fits).totalBytes).toBeLessThanOrEqual(2 ** 32);
  expect(planMemory(program, Math.ceil(fits * 1.1)).totalBytes).toBeGreaterThan(2 ** 32);
});
