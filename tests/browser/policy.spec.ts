/** The content security policy: nothing of the app offends it, and it holds; a worker that it stopped could not train. */
import { expect, test, type Page } from '@playwright/test';
import { openTrainNotebook, trainNotebook } from './train-notebook';

/** What the browser says that it refuses. */
function refusals(page: Page): readonly string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) heard.push(message.text());
  });
  return heard;
}

test('library, starter notebook, formulas and data sets offend nothing', async ({ page }) => {
  const heard = refusals(page);
  await page.goto('/');
  await page.waitForURL(/id=/);
  await page.locator('.react-flow__node').first().waitFor();
  await expect(page.locator('.katex').first()).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  for (const path of ['/', '/datasets/', '/no/such/page/']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  expect(heard).toEqual([]);
});

for (const device of ['wasm', 'webgl', 'webgpu'] as const) {
  test(`training on ${device} offends nothing`, async ({ page }) => {
    const heard = refusals(page);
    const notebook = trainNotebook({ id: `policy${device}`, recipe: { epochs: 200 } });
    await openTrainNotebook(page, { ...notebook, cells: notebook.cells.map((cell) => (cell.kind === 'train' ? { ...cell, device } : cell)) });
    const cell = page.locator('[data-cell-kind="train"]');
    await cell.getByRole('button', { name: 'Single step', exact: true }).click();
    await expect(cell.locator('[data-run-state="paused"]')).toBeVisible({ timeout: 60_000 });
    await expect(cell.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '1');
    await cell.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(cell.locator('[data-run-state="stopped"]')).toBeVisible({ timeout: 60_000 });
    expect(heard).toEqual([]);
  });
}

test('foreign scripts, inline handlers and text as code are refused', async ({ page }) => {
  await page.goto('/datasets/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const refused = await page.evaluate(async () => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
    const inline = document.createElement('script');
    inline.textContent = 'document.title = "taken over"';
    const foreign = document.createElement('script');
    foreign.src = 'https://example.org/script.js';
    const image = document.createElement('img');
    image.setAttribute('onerror', 'document.title = "taken over"');
    image.src = 'data:,';
    document.body.append(inline, foreign, image);
    await new Promise((settle) => setTimeout(settle, 500));
    return { seen, title: document.title };
  });
  expect(refused.title).not.toBe('taken over');
  expect([...refused.seen].sort()).toEqual(['script-src-attr', 'script-src-elem', 'script-src-elem']);
});
