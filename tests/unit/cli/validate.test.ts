/** `skipbook validate`: exit code 1 and a list where something is wrong. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { bundleCommand, fileWith, readJson, resnet20, resnet20With, skipbook } from './command';

beforeAll(bundleCommand);

const listSchema = z.object({
  problems: z.array(z.object({ severity: z.enum(['error', 'warning']), code: z.string(), text: z.string().min(1), place: z.object({ graph: z.string().optional(), node: z.string().optional() }) })),
});

test('a sound file has no problems', () => {
  expect(skipbook('validate', resnet20)).toEqual({ code: 0, out: 'No problems.\n', err: '' });
  expect(skipbook('validate', resnet20, '--lang', 'zh').out).toBe('没有问题。\n');
});

test('a branch that does not meet its shortcut is found in the block and in the net', () => {
  const file = resnet20With('"strides": "=strides" } },\n        "bn1"', '"strides": 2 } },\n        "bn1"');
  const answer = skipbook('validate', file, '--json');
  expect(answer.code).toBe(1);
  const { problems } = listSchema.parse(readJson(answer.out));
  expect(problems).toContainEqual(expect.objectContaining({ severity: 'error', place: expect.objectContaining({ graph: 'basicBlock', node: 'add' }) as unknown }));
  expect(problems).toContainEqual(expect.objectContaining({ severity: 'error', place: expect.objectContaining({ graph: 'net', node: 'stage1' }) as unknown }));
  const text = skipbook('validate', file);
  expect(text.code).toBe(1);
  expect(text.out).toMatch(/^error, graph basicBlock, node add: .+/m);
  expect(skipbook('validate', file, '--graph', 'basicBlock', '--json').out).not.toContain('"stage1"');
});

test('a cycle is named with its members', () => {
  const file = resnet20With('["dense", "logits"]', '["dense", "logits"],\n        ["dense", "stem"]');
  const answer = skipbook('validate', file);
  expect(answer.code).toBe(1);
  expect(answer.out).toContain('graph net');
});

test('a layer that cannot stand where it is says so in words', () => {
  const file = resnet20With('"pool": { "kind": "globalAveragePooling2d" }', '"pool": { "kind": "maxPooling2d", "config": { "poolSize": 9, "padding": "valid" } }');
  for (const language of ['en', 'zh']) {
    const answer = skipbook('validate', file, '--lang', language);
    expect(answer.code).toBe(1);
    expect(answer.out).toMatch(/9×9/);
    expect(answer.out).toMatch(/8×8/);
    // No braces of a message left, no bare code.
    expect(answer.out).not.toMatch(/[{}]|: [a-z]+[A-Z]\w*$/m);
  }
});

test('a net that does not fit the data of its train cell is found before any training', () => {
  const smallNet = readFileSync(resolve(import.meta.dirname, '../../fixtures/small-net.skipbook.json'), 'utf8');
  expect(skipbook('validate', fileWith(smallNet)).code).toBe(0);
  const fewer = fileWith(smallNet.replace('"units": 10', '"units": 7'));
  const answer = skipbook('validate', fewer);
  expect(answer.code).toBe(1);
  expect(answer.out).toMatch(/^error, cell training: The net ends in 7 numbers, and Fashion-MNIST.* has 10 classes\. End it with a dense layer of 10 units\.$/m);
  const trained = skipbook('train', fewer);
  expect([trained.code, trained.out]).toEqual([1, '']);
  expect(trained.err).toMatch(/^The net ends in 7 numbers, .* End it with a dense layer of 10 units\.$/m);
  const larger = fileWith(smallNet.replace('"height": 28', '"height": 32'));
  expect(skipbook('validate', larger, '--cell', 'training', '--lang', 'zh').out).toMatch(/32×28×1.*28×28×1/);
  expect(skipbook('train', larger).err).toMatch(/Set the shape of the input to 28×28×1/);
});
