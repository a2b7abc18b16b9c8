/** Every shader of ours alone, over odd sizes and channel counts, against plain loops in double precision. */
import { expect, test, type Page } from '@playwright/test';
import { build } from 'esbuild';

const ADDRESS = '/webgpu-kernels.html';

test.beforeEach(async ({ page }) => {
  const { outputFiles } = await build({ entryPoints: ['tests/browser/webgpu-kernels.page.ts'], bundle: true, format: 'iife', write: false, tsconfig: 'tsconfig.json', logLevel: 'error' });
  await page.route(`**${ADDRESS}`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>kernels</title><script src="/webgpu-kernels.js"></script>' }));
  await page.route('**/webgpu-kernels.js', (route) => route.fulfill({ contentType: 'text/javascript', body: outputFiles[0].text }));
  await page.goto(ADDRESS);
});

/** Calls what the page offers, which has no types here. */
function call(page: Page, name: string, given: readonly unknown[]): Promise<unknown> {
  return page.evaluate(
    ([method, values]) => {
      const offered: unknown = Reflect.get(window, 'webgpuKernels');
      if (typeof offered !== 'object' || offered === null) throw new Error('The page offers nothing.');
      const found: unknown = Reflect.get(offered, method);
      if (typeof found !== 'function') throw new Error(`The page has no ${method}.`);
      const answer: unknown = Reflect.apply(found, null, values);
      return answer;
    },
    [name, given] as const,
  );
}

/** Float32 sums of up to some thousand products. */
const TOLERANCE = 2e-5;

function expectSmall(errors: unknown, count: number): void {
  const entries = Object.entries(errors ?? {});
  expect(entries.map(([name]) => name)).toHaveLength(count);
  for (const [name, error] of entries) expect(error, name).toBeLessThan(TOLERANCE);
}

const convolutions = [
  { shape: [3, 7, 5, 3], config: { filters: 8, kernelSize: 3, strides: 1, padding: 'same' }, passes: 2 },
  { shape: [2, 9, 9, 8], config: { filters: 12, kernelSize: 3, strides: 2, padding: 'same' }, passes: 3 },
  { shape: [2, 10, 7, 8], config: { filters: 4, kernelSize: 3, strides: 2, padding: 'valid' }, passes: 3 },
  { shape: [2, 6, 6, 4], config: { filters: 12, kernelSize: 1, strides: 1, padding: 'valid' }, passes: 3 },
  { shape: [2, 8, 8, 16], config: { filters: 32, kernelSize: 1, strides: 2, padding: 'same' }, passes: 3 },
  { shape: [1, 11, 13, 16], config: { filters: 4, kernelSize: 5, strides: 2, padding: 'valid' }, passes: 3 },
  { shape: [5, 8, 8, 16], config: { filters: 16, kernelSize: 3, strides: 1, padding: 'same' }, passes: 3 },
  { shape: [2, 5, 5, 1], config: { filters: 4, kernelSize: 7, strides: 3, padding: 'same' }, passes: 2 },
  { shape: [2, 6, 5, 4], config: { filters: 7, kernelSize: 3, strides: 1, padding: 'same' }, passes: 1 },
  { shape: [2, 6, 5, 8], config: { filters: 6, kernelSize: 3, strides: 2, padding: 'same' }, passes: 1 },
] as const;

test('convolutions and their gradients are right for every size', async ({ page }) => {
  test.slow();
  for (const { shape, config, passes } of convolutions) {
    await test.step(`${shape.join('×')} ${JSON.stringify(config)}`, async () => {
      expectSmall(await call(page, 'convolutionErrors', [shape, config, 'ours']), passes);
    });
  }
});

test('batch normalization is right, with a mean far from zero too', async ({ page }) => {
  for (const [pixels, channels] of [[9, 4], [7, 8], [343, 12], [5000, 16], [63, 256]]) {
    await test.step(`${pixels} × ${channels}`, async () => {
      expectSmall(await call(page, 'normalizationErrors', [pixels, channels]), 4);
    });
  }
});
