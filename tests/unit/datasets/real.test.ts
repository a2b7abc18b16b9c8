import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, openAsBlob, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imported } from './files';

const CIFAR = process.env.SKIPBOOK_DATA === undefined ? '' : join(process.env.SKIPBOOK_DATA, 'cifar-10-batches-bin');
const FASHION = '/usr/share/datasets/fashion-mnist';

async function open(folder: string, files: readonly string[]) {
  return Promise.all(files.map(async (file) => ({ path: file, blob: await openAsBlob(join(folder, file)) })));
}

describe('real files', () => {
  test.runIf(existsSync(FASHION))('the shipped set is built again to the same bytes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'skipbook-sheets-'));
    const root = join(import.meta.dirname, '../../..');
    execFileSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'scripts/build-fashion-mnist.ts'), FASHION, folder], { cwd: root });
    for (const file of readdirSync(folder)) {
      expect(Buffer.compare(readFileSync(join(folder, file)), readFileSync(join(root, 'public/datasets/fashion-mnist', file))), file).toBe(0);
    }
    rmSync(folder, { recursive: true });
  }, 60_000);

  test.runIf(existsSync(FASHION))('the whole of Fashion-MNIST', async () => {
    const { info } = await imported(await open(FASHION, ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz', 't10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz']));
    expect(info).toMatchObject({ shape: [28, 28, 1], trainingCount: 60_000, testCount: 10_000, flippable: true });
    expect(info.classes[9]).toBe('Ankle boot');
    expect(info.normalization.mean[0]).toBeCloseTo(0.28604, 5);
    expect(info.normalization.deviation[0]).toBeCloseTo(0.35302, 5);
  }, 60_000);

  test.runIf(CIFAR !== '')('two batches of CIFAR-10', async () => {
    const { info } = await imported(await open(CIFAR, ['data_batch_1.bin.gz', 'test_batch.bin.gz', 'batches.meta.txt']));
    expect(info).toMatchObject({ shape: [32, 32, 3], trainingCount: 10_000, testCount: 10_000 });
    // Means of all 50,000; a batch of 10,000 is near them.
    [0.49125, 0.48209, 0.44652].forEach((mean, channel) => expect(info.normalization.mean[channel]).toBeCloseTo(mean, 1));
  }, 60_000);
});
