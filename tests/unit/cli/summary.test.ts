/** `skipbook summary` against figures that are counted by hand from the paper's architecture. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { bundleCommand, fileWith, readJson, resnet20, resnet20With, skipbook, temporaryFolder } from './command';

beforeAll(bundleCommand);

const count = z.strictObject({ trainable: z.number(), nonTrainable: z.number() });
const summarySchema = z.object({
  layers: z.array(z.strictObject({ name: z.string(), kind: z.string(), outputShape: z.array(z.number()).nullable(), parameters: count, multiplyAdds: z.number() })),
  totals: z.strictObject({ parameters: count, multiplyAdds: z.number(), activationBytes: z.number(), weightedLayers: z.number() }),
});

function summaryOf(...args: readonly string[]) {
  const answer = skipbook('summary', ...args, '--json');
  expect(answer.err).toBe('');
  expect(answer.code).toBe(0);
  return summarySchema.parse(readJson(answer.out));
}

test('ResNet-20 has the totals of the paper: 20 layers, 0.27 M parameters', () => {
  const { totals } = summaryOf(resnet20);
  // Convolutions 432 + 6·2,304 + 4,608 + 5·9,216 + 18,432 + 5·36,864; normalizations 2·(7·16 + 6·32 + 6·64); dense 64·10 + 10.
  expect(totals.parameters).toEqual({ trainable: 269_722, nonTrainable: 1_376 });
  // Stem 27·16·1,024; stages 6·9·16²·1,024, then twice 9·(16·32 + 5·32²)·256; dense 640.
  expect(totals.multiplyAdds).toBe(40_551_040);
  expect(totals.weightedLayers).toBe(20);
});

test('lists every layer of the unrolled blocks by its path', () => {
  const { layers } = summaryOf(resnet20);
  const first = layers.find((layer) => layer.name === 'stage2.0.conv1');
  expect(first).toEqual({ name: 'stage2.0.conv1', kind: 'conv2d', outputShape: [16, 16, 32], parameters: { trainable: 9 * 16 * 32, nonTrainable: 0 }, multiplyAdds: 9 * 16 * 32 * 256 });
  expect(layers.find((layer) => layer.name === 'stage3.2.bn2')?.parameters).toEqual({ trainable: 128, nonTrainable: 128 });
  expect(layers.filter((layer) => layer.kind === 'conv2d')).toHaveLength(19);
  expect(layers.filter((layer) => layer.kind === 'shortcut')).toHaveLength(9);
});

test('the layers add up to the totals', () => {
  const { layers, totals } = summaryOf(resnet20);
  const sum = (pick: (layer: (typeof layers)[number]) => number) => layers.reduce((total, layer) => total + pick(layer), 0);
  expect(sum((layer) => layer.parameters.trainable)).toBe(totals.parameters.trainable);
  expect(sum((layer) => layer.parameters.nonTrainable)).toBe(totals.parameters.nonTrainable);
  expect(sum((layer) => layer.multiplyAdds)).toBe(totals.multiplyAdds);
});

test('the graph is the one named, the one of a cell, or the only one that no other uses', () => {
  const chosen = summaryOf(resnet20);
  expect(summaryOf(resnet20, '--graph', 'net')).toEqual(chosen);
  expect(summaryOf(resnet20, '--cell', 'drawing')).toEqual(chosen);
  expect(summaryOf(resnet20, '--cell', 'training')).toEqual(chosen);
  expect(summaryOf(resnet20, '--graph', 'basicBlock').totals.parameters.trainable).toBe(2 * (9 * 16 * 16 + 32));
});

test('prints a table for people, in both languages', () => {
  const english = skipbook('summary', resnet20);
  expect(english.code).toBe(0);
  expect(english.out).toMatch(/^Layer +Kind +Output +Parameters +Multiply-adds$/m);
  expect(english.out).toMatch(/^stage2\.0\.conv1 +conv2d +16×16×32 +4,608 +1,179,648$/m);
  expect(english.out).toContain('Parameters: 269,722 trainable, 1,376 not trainable');
  const chinese = skipbook('summary', resnet20, '--lang', 'zh');
  expect(chinese.out).toContain('可训练 269,722');
});

test('writes to the file given by --out', () => {
  const file = join(temporaryFolder(), 'summary.json');
  const answer = skipbook('summary', resnet20, '--json', '-o', file);
  expect(answer).toEqual({ code: 0, out: '', err: '' });
  expect(summarySchema.parse(readJson(readFileSync(file, 'utf8')))).toEqual(summaryOf(resnet20));
});

test('a graph with errors: exit code 1, what is unknown is null, the reason on standard error', () => {
  const file = resnet20With('"strides": "=strides" } },\n        "bn1"', '"strides": 2 } },\n        "bn1"');
  const answer = skipbook('summary', file, '--json');
  expect(answer.code).toBe(1);
  expect(answer.err).toContain('net');
  const { layers } = summarySchema.parse(readJson(answer.out));
  expect(layers.find((layer) => layer.name === 'dense')?.outputShape).toBeNull();
  expect(layers.find((layer) => layer.name === 'stem')?.outputShape).toEqual([32, 32, 16]);
});

test.each([
  ['an unknown graph', ['--graph', 'nothing'], 'There is no graph "nothing" in the file; it has basicBlock, net.'],
  ['an unknown cell', ['--cell', 'nothing'], 'There is no cell "nothing" in the file; those with a graph are drawing, training.'],
  ['a cell without a graph', ['--cell', 'intro'], 'The cell "intro" names no graph.'],
  ['both a graph and a cell', ['--graph', 'net', '--cell', 'drawing'], 'Give either --graph or --cell, not both.'],
])('%s: one sentence, exit code 2', (_, args, sentence) => {
  expect(skipbook('summary', resnet20, ...args)).toEqual({ code: 2, out: '', err: `${sentence}\n` });
});

test('several graphs that stand for themselves: asks which', () => {
  const graph = { name: '', nodes: { a: { kind: 'input' } }, edges: [] };
  const file = fileWith({ format: 'skipbook', version: 1, id: 'n1', title: '', language: 'en', cells: [], graphs: { one: graph, two: graph }, layout: {} });
  expect(skipbook('summary', file).err).toBe('Several graphs stand for themselves: one, two. Choose one with --graph.\n');
});
