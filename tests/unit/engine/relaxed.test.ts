/** The same engine with relaxed SIMD, which Node 20 has behind a flag and browsers have by default. */
import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import { detectNumerics } from '@/lib/engine/wasm/numerics';
import { checkProgram, SETTINGS } from './checks';
import { basicBlock, lessonNet } from './nets';
import { classify, net, randomBatch, randomWeights } from './programs';

setFlagsFromString('--experimental-wasm-relaxed-simd');

describe('relaxed numerics', () => {
  it('are the default where the machine fuses', async () => {
    const program = lessonNet(8, 3);
    const executor = await createWasmExecutor(program, { batchSize: 2, weights: randomWeights(program, 1) });
    expect(executor.device).toMatchObject({ backend: 'wasm', threads: 1, numerics: detectNumerics() });
  });
  it('are right', async () => {
    const builder = net();
    const block = basicBlock(builder, builder.input([7, 6, 2]), 9, 2, 'projection');
    await checkProgram(classify(builder, block), { numerics: 'relaxed' });
  });
  it('give the same bits again, and plain SIMD gives its own', async () => {
    const program = lessonNet(8, 5);
    const weights = randomWeights(program, 1);
    const batch = randomBatch(program, 4, 1);
    const [first, second, plain, plainAgain] = await Promise.all(
      (['relaxed', 'relaxed', 'simd', 'simd'] as const).map(async (numerics) => (await createWasmExecutor(program, { batchSize: 4, weights, numerics })).gradients(batch, SETTINGS)),
    );
    expect(second).toEqual(first);
    expect(plainAgain).toEqual(plain);
    if (detectNumerics() === 'relaxed') expect(plain).not.toEqual(first);
  });
});
