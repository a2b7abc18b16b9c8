/** `skipbook plan`: the plan of a known net, for people and as JSON. */
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { bundleCommand, readJson, resnet20, skipbook } from './command';

beforeAll(bundleCommand);

const planSchema = z.object({
  batchSize: z.number(),
  threads: z.number(),
  bytes: z.strictObject({ weights: z.number(), optimizer: z.number(), activations: z.number(), work: z.number(), total: z.number() }),
  passes: z.array(
    z.object({
      name: z.string(),
      fusions: z.array(z.object({ calls: z.array(z.string()), as: z.string() })),
      stages: z.array(z.array(z.object({ parts: z.array(z.object({ path: z.string(), does: z.string(), algorithm: z.string().nullable(), multiplyAdds: z.number(), kernels: z.array(z.string()) })) }))),
      buffers: z.array(z.object({ name: z.string(), bytes: z.number(), first: z.number(), last: z.number() })),
    }),
  ),
  slow: z.array(z.object({ path: z.string(), reason: z.string() })),
});

function planOf(...args: readonly string[]) {
  const answer = skipbook('plan', ...args, '--json');
  expect(answer.err).toBe('');
  expect(answer.code).toBe(0);
  return planSchema.parse(readJson(answer.out));
}

test('counts each multiply-add of ResNet-20 once in evaluation and three times in training, but for the useless gradient of the images', () => {
  const { passes } = planOf(resnet20);
  const work = (name: string) => passes.filter((pass) => pass.name === name).reduce((sum, { stages }) => sum + stages.flat().flatMap(({ parts }) => parts).reduce((all, part) => all + part.multiplyAdds, 0), 0);
  expect(work('evaluation')).toBe(40_551_040);
  expect(work('training')).toBe(3 * 40_551_040 - 27 * 16 * 1024);
});

test('fuses every normalisation of ResNet-20 with what follows it', () => {
  const { passes } = planOf(resnet20, '--batch', '8');
  for (const pass of passes) {
    const joined = pass.fusions.map(({ calls }) => calls.length);
    expect(joined).toHaveLength(19);
    // 10 rectified alone, 9 added to a shortcut and rectified; evaluation has the convolution in it, too.
    const own = pass.name === 'evaluation' ? 1 : 0;
    expect(joined.filter((length) => length === 2 + own)).toHaveLength(10);
    expect(joined.filter((length) => length === 3 + own)).toHaveLength(9);
  }
});

test('takes the fast algorithm where it can, and no more memory than it says', () => {
  const { passes, bytes } = planOf(resnet20, '--batch', '128', '--threads', '2');
  const algorithms = new Map(passes[0].stages.flat().flatMap(({ parts }) => parts).filter(({ does }) => does === 'forward').map(({ path, algorithm }) => [path, algorithm]));
  expect(algorithms.get('stage1.0.conv1')).toBe('winograd4x4');
  expect(algorithms.get('stage2.0.conv1')).toBe('patches');
  expect(bytes.weights + bytes.optimizer + bytes.activations + bytes.work).toBeGreaterThan(0.99 * bytes.total);
  expect(bytes.weights + bytes.optimizer + bytes.activations + bytes.work).toBeLessThanOrEqual(bytes.total);
});

test('a deep net fits: ResNet-110 trains at batch 128 in less than 4 GB', () => {
  const { out } = skipbook('plan', 'zoo:resnet-20,depth=110', '--batch', '128', '--threads', '8');
  const mebibytes = Number(/^Total +([\d.]+)$/m.exec(out)?.[1]);
  expect(mebibytes * 2 ** 20).toBeGreaterThan(1e8);
  expect(mebibytes * 2 ** 20).toBeLessThan(4e9);
});

test('prints it for people, in both languages', () => {
  const english = skipbook('plan', resnet20);
  expect(english.code).toBe(0);
  expect(english.out).toMatch(/^Plan for batches of 32 on 1 thread\./m);
  expect(english.out).toMatch(/winograd4x4/);
  expect(english.out).toMatch(/^Activations, when most of them live +[\d.]+$/m);
  expect(skipbook('plan', resnet20, '--lang', 'zh').out).toMatch(/每批 32 张/);
});

test('says that a batch is a whole number', () => {
  const answer = skipbook('plan', resnet20, '--batch', '0');
  expect(answer.code).toBe(2);
  expect(answer.err).toMatch('--batch must be a whole number');
});
