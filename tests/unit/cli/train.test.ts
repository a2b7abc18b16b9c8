/** `skipbook train`: writes the record of a run, the same one for the same seed, and says why where it cannot. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runRecordSchema } from '@/lib/runs/record';
import { bundleCommand, fileWith, readJson, resnet20, resnet20With, skipbook, temporaryFolder } from './command';

beforeAll(bundleCommand);

const smallNet = resolve(import.meta.dirname, '../../fixtures/small-net.skipbook.json');

function smallNetWith(piece: string, replacement: string): string {
  return fileWith(readFileSync(smallNet, 'utf8').replace(piece, replacement));
}

/** CIFAR-10's binary form: a label and 3,072 bytes a picture; pictures of a class are of one colour. */
function cifarFolder(training: number, test: number): string {
  const folder = join(temporaryFolder(), 'cifar-10-batches-bin');
  mkdirSync(folder);
  const batch = (count: number) => {
    const bytes = new Uint8Array(count * 3073);
    for (let index = 0; index < count; index++) bytes.fill(25 * (index % 10), index * 3073 + 1, (index + 1) * 3073).set([index % 10], index * 3073);
    return bytes;
  };
  writeFileSync(join(folder, 'data_batch_1.bin'), batch(training));
  writeFileSync(join(folder, 'test_batch.bin'), batch(test));
  return folder;
}

test('trains on the data that come with Skipbook and writes the record of the run', () => {
  const out = join(temporaryFolder(), 'run.json');
  const answer = skipbook('train', smallNet, '--epochs', '1', '--out', out);
  expect(answer.code).toBe(0);
  expect(answer.err).toMatch(/^Epoch 1 of 1: loss /);
  expect(answer.out).toMatch(/^Test accuracy \d\d\.\d\d % on 2,000 images/);
  const record = runRecordSchema.parse(readJson(readFileSync(out, 'utf8')));
  expect(record.state).toBe('done');
  expect(record.cell).toBe('training');
  expect(record.recipe.epochs).toBe(1);
  // 8,000 pictures, a tenth held back, in batches of 32.
  expect(record.totalSteps).toBe(225);
  expect(record.stepCurve.step).toHaveLength(225);
  expect(record.result?.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(2000);
  // Ten classes of equal size: one in ten would be chance.
  expect(record.result?.testAccuracy).toBeGreaterThan(0.5);
});

test('the same seed gives the same curve, bit for bit; another seed another one', () => {
  const lossesOf = (file: string) => runRecordSchema.parse(readJson(skipbook('train', file, '--epochs', '1', '--json').out)).stepCurve.loss;
  const first = lossesOf(smallNet);
  expect(lossesOf(smallNet)).toEqual(first);
  expect(lossesOf(smallNetWith('"seed": 7', '"seed": 8'))).not.toEqual(first);
});

test('trains on a folder of official files', () => {
  const file = resnet20With('"batchSize": 128', '"batchSize": 8');
  const answer = skipbook('train', file, '--data', cifarFolder(20, 10), '--epochs', '1', '--json');
  expect(answer.code).toBe(0);
  const record = runRecordSchema.parse(readJson(answer.out));
  expect(record.dataset.name).toContain('CIFAR-10');
  // 18 pictures after the validation split make two batches of 8.
  expect(record.totalSteps).toBe(2);
});

test.each([
  ['a data set that does not come with Skipbook', [resnet20], 2, 'name the folder of its files with --data'],
  ['a folder that is not there', [resnet20, '--data', join('no', 'such', 'folder')], 2, 'could not be read'],
  ['a folder without data', [resnet20, '--data', temporaryFolder()], 2, ''],
  ['a cell that is not there', [smallNet, '--cell', 'nothing'], 2, 'There is no cell "nothing"'],
  ['a cell that does not train', [smallNet, '--cell', 'drawing'], 2, 'is not a train cell'],
  ['pictures of another shape', [smallNet, '--data', cifarFolder(40, 10)], 1, '32×32×3'],
])('%s: a sentence', (_, args, code, words) => {
  const answer = skipbook('train', ...args);
  expect(answer.code).toBe(code);
  expect(answer.out).toBe('');
  expect(answer.err).toContain(words);
  expect(answer.err.trim().split('\n')).toHaveLength(1);
});

test('a graph with errors is not trained: its problems, exit code 1', () => {
  const answer = skipbook('train', smallNetWith('["relu", "add:1"]', '["image", "add:1"]'));
  expect(answer.code).toBe(1);
  expect(answer.err).toContain('graph net, node add');
});

test('a run that diverges keeps its record and says at which step', () => {
  const out = join(temporaryFolder(), 'run.json');
  const answer = skipbook('train', smallNetWith('"learningRate": 0.02', '"learningRate": 100'), '--epochs', '1', '-o', out);
  expect(answer.code).toBe(1);
  const record = runRecordSchema.parse(readJson(readFileSync(out, 'utf8')));
  expect(record.state).toBe('failed');
  expect(record.failure?.code).toBe('trainingDiverged');
  expect(answer.err).toContain('Lower the learning rate');
});
