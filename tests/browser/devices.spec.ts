/** WebGL and WebGPU, here in software and chosen by hand, each train a few steps and agree with WASM on the loss. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';

const STEPS = 3;

/** A net that every device computes quickly: a residual block at 7 × 7 pixels. */
const notebook = {
  format: 'skipbook',
  version: 1,
  id: 'devices',
  title: 'Devices',
  language: 'en',
  cells: [{ id: 'training', kind: 'train', graph: 'net', data: 'fashion-mnist', recipe: { epochs: 1, batchSize: 8 }, runs: [] }],
  graphs: {
    net: {
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
        dense: { kind: 'dense', config: { units: 10 } },
        logits: { kind: 'output' },
      },
      edges: [['image', 'stem'], ['stem', 'bn1'], ['bn1', 'relu1'], ['relu1', 'conv2'], ['conv2', 'bn2'], ['bn2', 'add:0'], ['relu1', 'add:1'], ['add', 'pool'], ['pool', 'dense'], ['dense', 'logits']],
    },
  },
  layout: {},
};

type Figures = { readonly backend: string; readonly software: boolean; readonly losses: readonly number[] };

/** Of the last run that the browser keeps. */
function keptRun(page: Page): Promise<Figures | null> {
  return page.evaluate(
    () =>
      new Promise<Figures | null>((settle, reject) => {
        const opening = indexedDB.open('skipbook');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const reading = opening.result.transaction('runs').objectStore('runs').getAll();
          reading.onsuccess = () => {
            const records = reading.result.map(({ record }) => record).sort((a, b) => a.started.localeCompare(b.started));
            const last = records[records.length - 1];
            opening.result.close();
            settle(last === undefined ? null : { backend: last.device.backend, software: last.device.software, losses: last.stepCurve.loss });
          };
        };
      }),
  );
}

/** Opens a fresh notebook and its train cell's settings. */
async function openNotebook(page: Page): Promise<void> {
  // Without the picker of the File System Access API the page asks by an input, which a test can answer.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'));
  await page.goto('/');
  await page.waitForURL(/notebook/);
  await page.goto('/');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open file' }).first().click();
  await (await chooser).setFiles([{ name: 'devices.skipbook.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(notebook)) }]);
  await page.getByRole('button', { name: 'All settings' }).click();
}

/** Takes single steps on a device and gives what was written down of them. */
async function stepsOn(page: Page, device: string): Promise<Figures> {
  await page.getByRole('combobox', { name: 'Device' }).selectOption(device);
  for (let step = 1; step <= STEPS; step++) {
    await page.getByRole('button', { name: 'Single step' }).click();
    await expect.poll(async () => (await keptRun(page))?.losses.length ?? 0, { timeout: 60_000 }).toBe(step);
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
    await openNotebook(page);
    const reference = await stepsOn(page, 'wasm');
    expect(reference).toMatchObject({ backend: 'wasm', software: false });
    const found = await stepsOn(page, backend);
    expect(found.backend).toBe(backend);
    found.losses.forEach((loss, step) => expect(Math.abs(loss - reference.losses[step]), `step ${step + 1}`).toBeLessThan(1e-3));
  });
}
