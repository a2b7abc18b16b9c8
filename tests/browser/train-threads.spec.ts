/** Training on several threads in an isolated page: the run says how many, repeats bit by bit, and its memory is told beforehand. */
import { expect, test, type Page } from '@playwright/test';
import { openTrainNotebook, trainNotebook } from './train-notebook';

async function state(page: Page, name: string): Promise<void> {
  await expect(page.locator(`[data-cell-kind="train"] [data-run-state="${name}"]`)).toBeVisible({ timeout: 60_000 });
}

test('a run takes the cores of the machine, and again after it was stopped', async ({ page }) => {
  await openTrainNotebook(page, trainNotebook({ id: 'threads1', recipe: { epochs: 200 } }));
  const cores = await page.evaluate(() => (crossOriginIsolated ? navigator.hardwareConcurrency : 1));
  const threads = Math.max(1, cores <= 2 ? cores : cores - 1);
  const cell = page.locator('[data-cell-kind="train"]');
  for (let cycle = 0; cycle < 3; cycle++) {
    await cell.getByRole('button', { name: /^(Train|Restart|Train again)$/ }).click();
    await state(page, 'running');
    await expect(cell.getByText(`WebAssembly, ${threads} ${threads === 1 ? 'thread' : 'threads'}`).first()).toBeVisible();
    await cell.getByRole('button', { name: 'Stop', exact: true }).click();
    await state(page, 'stopped');
  }
  await expect.poll(() => page.workers().length).toBe(0);
});

test('what training takes is told before it starts, and a batch that fits if it is too much', async ({ page }) => {
  await openTrainNotebook(page, trainNotebook({ id: 'threads2', recipe: { epochs: 1 } }));
  const cell = page.locator('[data-cell-kind="train"]');
  await expect(cell.getByText(/Training with WASM takes [\d.,]+ MiB for a batch of \d+/)).toBeVisible();
});
