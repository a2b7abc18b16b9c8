/** The example of the engine's README, as it stands there: it is written to a file, compiled, and run. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { lessonNet } from './nets';
import { randomBatch } from './programs';

const folder = mkdtempSync(join(import.meta.dirname, 'readme-'));
afterAll(() => rmSync(folder, { recursive: true }));

const resultSchema = z.object({ losses: z.array(z.number()), correct: z.number(), trained: z.record(z.string(), z.instanceof(Float32Array)) });
const exampleSchema = z.object({ trainOnce: z.custom<(...values: readonly unknown[]) => Promise<unknown>>((value) => typeof value === 'function') });

it('trains', async () => {
  const readme = readFileSync('lib/engine/README.md', 'utf8');
  const [example] = [...readme.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]).filter((code) => code.includes('trainOnce'));
  const file = join(folder, 'example.ts');
  writeFileSync(file, `import type { Program } from '@/lib/graph/program';\n${example}`);
  const { trainOnce } = exampleSchema.parse(await import(file));
  const program = lessonNet(12, 4);
  const { images, labels } = randomBatch(program, 16, 1);
  const { losses, correct, trained } = resultSchema.parse(await trainOnce(program, images, labels));
  expect(losses).toHaveLength(60);
  expect(losses[59]).toBeLessThan(losses[0] / 2);
  expect(correct).toBeGreaterThan(8);
  expect(Object.keys(trained).sort()).toEqual(program.layers.flatMap(({ path, weights }) => weights.map(({ name }) => `${path}/${name}`)).sort());
});
