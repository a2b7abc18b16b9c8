/** WebGL and WebGPU, here in software and chosen by hand, each train a few steps and agree with WASM on the loss. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import type { Graph } from '@/lib/graph/graph';
import type { NotebookDocument } from '@/lib/notebook/document';
import { recipeSchema } from '@/lib/runs/recipe';
import { runRecordSchema } from '@/lib/runs/record';
import { openTrainNotebook, trainNotebook } from './train-notebook';

const STEPS = 3;

/** A net that every device computes quickly: a residual block at 7 × 7 pixels, with batch normalization and dropout. */
const net: Graph = {
  name: 'Net',
  nodes: {
    image: { kind: 'input', config: { height: 28, width: 28, channels: 1 } },
    stem: { kind: 'conv2d', config: { filters: 4, kernelSize: 3, strides: 4 } },
    bn1: { kind: 'batchNormalization' },
    relu1: { kind: 'reLU' },
    conv2: { kind: 'conv2d', config: { filters: 4, kernelSize: 3 } },
    bn2: { kind: 'batchNormalization' },
    add: { kind: 'add' },
    pool: { kind: 'globalAveragePooling2d' },
    drop: { kind: 'dropout', config: { rate: 0.2 } },
    dense: { kind: 'dense', config: { units: 10 } },
    logits: { kind: 'output' },
  },
  edges: [['image', 'stem'], ['stem', 'bn1'], ['bn1', 'relu1'], ['relu1', 'conv2'], ['conv2', 'bn2'], ['bn2', 'add:0'], ['relu1', 'add:1'], ['add', 'pool'], ['pool', 'drop'], ['drop', 'dense'], ['dense', 'logits']],
};

function notebookFor(device: 'wasm' | 'webgl' | 'webgpu'): NotebookDocument {
  const recipe = recipeSchema.parse({ epochs: 1, batchSize: 8 });
  return {
    ...trainNotebook({ id: device }),
    cells: [{ id: 'training', kind: 'train', graph: 'net', data: 'fashion-mnist', recipe, device, runs: [] }],
    graphs: { net },
    layout: {},
  };
}

const storedRuns = z.array(z.object({ record: runRecordSchema }));

type Figures = { readonly backend: string; readonly software: boolean; readonly losses: readonly number[] };

/** Of the last run that the browser keeps. */
async function keptRun(page: Page): Promise<Figures | null> {
  const stored = await page.evaluate(
    () =>
      new Promise<unknown>((settle, reject) => {
        const opening = indexedDB.open('skipbook');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const reading = opening.result.transaction('runs').objectStore('runs').getAll();
          reading.onsuccess = () => {
            opening.result.close();
            const runs: readonly unknown[] = reading.result;
            settle(runs);
          };
        };
      }),
  );
  const last = storedRuns.parse(stored).map(({ record }) => record).sort((a, b) => a.started.localeCompare(b.started)).at(-1);
  return last === undefined ? null : { backend: last.device.backend, software: last.device.software, losses: last.stepCurve.loss };
}

/** Takes single steps on a device and gives what was written down of them. */
async function stepsOn(page: Page, device: 'wasm' | 'webgl' | 'webgpu'): Promise<Figures> {
  await openTrainNotebook(page, notebookFor(device));
  for (let step = 1; step <= STEPS; step++) {
    await page.getByRole('button', { name: 'Single step' }).click();
    await expect.poll(async () => (await keptRun(page))?.losses.length ?? 0, { timeout: 90_000 }).toBe(step);
  }
  const figures = await keptRun(page);
  if (figures === null) throw new Error('no run');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Train again' })).toBeVisible();
  return figures;
}

for (const backend of ['webgl', 'webgpu'] as const) {
  test(`${backend} trains a few steps and agrees with WASM on the loss`, async ({ page }) => {
    test.slow();
    const refused: string[] = [];
    page.on('console', (message) => (/While (encoding|calling)|Invalid/.test(message.text()) ? refused.push(message.text()) : undefined));
    const reference = await stepsOn(page, 'wasm');
    expect(reference).toMatchObject({ backend: 'wasm', software: false });
    const found = await stepsOn(page, backend);
    expect(found.backend).toBe(backend);
    found.losses.forEach((loss, step) => expect(Math.abs(loss - reference.losses[step]), `step ${step + 1}`).toBeLessThan(1e-3));
    expect(refused).toEqual([]);
  });
}
