/** The train cell by keyboard, with axe in both themes, and in a second tab. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openTrainNotebook, trainNotebook } from './train-notebook';

async function violations(page: Page): Promise<readonly unknown[]> {
  const found = await new AxeBuilder({ page }).include('[data-cell-kind="train"]').analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing in settings, curves, results and notes', async ({ page }) => {
      await openTrainNotebook(page, trainNotebook({ id: `access-${colorScheme}`, units: 3, recipe: { epochs: 1 } }));
      const cell = page.locator('[data-cell-kind="train"]');
      await cell.getByRole('button', { name: 'All settings' }).click();
      await cell.getByLabel('Epochs', { exact: true }).fill('none');
      await expect(cell.getByRole('alert')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await cell.getByRole('button', { name: 'Give the last layer 10 units' }).click();
      await cell.getByRole('button', { name: 'Train', exact: true }).click();
      await expect(cell.locator('[data-run-state="done"]')).toBeVisible({ timeout: 60_000 });
      await expect(cell.getByRole('img', { name: /^Test image/ }).first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await cell.getByRole('button', { name: 'Table' }).click();
      await cell.getByRole('button', { name: 'Predictions' }).click();
      await expect(cell.getByRole('img', { name: /^Test image 0:/ })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await cell.getByRole('button', { name: 'Try an image' }).click();
      await cell.getByLabel('Epochs', { exact: true }).fill('2');
      await expect(cell.getByText('Changed since this run:')).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test('by keyboard: start, pause where the focus is, read the curves, stop', async ({ page }) => {
  await openTrainNotebook(page, trainNotebook({ id: 'keyboard', recipe: { epochs: 300 } }));
  const cell = page.locator('[data-cell-kind="train"]');
  const train = cell.getByRole('button', { name: 'Train', exact: true });
  await train.focus();
  await page.keyboard.press('Enter');
  await expect(cell.locator('[data-run-state="running"]')).toBeVisible({ timeout: 60_000 });
  await expect(cell.getByRole('button', { name: 'Pause' })).toBeFocused();
  await expect(cell.getByRole('slider', { name: 'Loss, epoch' })).toHaveAttribute('aria-valuetext', /validation/, { timeout: 60_000 });
  await page.keyboard.press('Space');
  await expect(cell.locator('[data-run-state="paused"]')).toBeVisible();

  const plot = cell.getByRole('slider', { name: 'Loss, epoch' });
  await plot.focus();
  await page.keyboard.press('Home');
  const first = await plot.getAttribute('aria-valuetext');
  expect(first).toMatch(/^Epoch 0[.\d]*, .*training [\d.]+/);
  await page.keyboard.press('ArrowRight');
  await expect(plot).not.toHaveAttribute('aria-valuetext', first ?? '');
  await page.keyboard.press('Escape');

  await cell.getByRole('button', { name: 'Stop' }).focus();
  await page.keyboard.press('Enter');
  await expect(cell.locator('[data-run-state="stopped"]')).toBeVisible();
  await expect(cell.getByRole('button', { name: 'Train again' })).toBeFocused();
  await cell.press('Control+Enter');
  await expect(cell.locator('[data-run-state="running"]')).toBeVisible({ timeout: 60_000 });
  await cell.getByRole('button', { name: 'Stop' }).click();
  await expect(cell.locator('[data-run-state="stopped"]')).toBeVisible();
});

test('a second tab sees the runs and cannot train; taking over ends the run, which can be continued', async ({ page, context }) => {
  await openTrainNotebook(page, trainNotebook({ id: 'tabs1', recipe: { epochs: 300 } }));
  const cell = page.locator('[data-cell-kind="train"]');
  await cell.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(cell.locator('[data-run-state="running"]')).toBeVisible({ timeout: 60_000 });
  await expect(cell.getByText(/^Epoch ([2-9]|\d{2,}) of 300$/)).toBeVisible({ timeout: 60_000 });

  const second = await context.newPage();
  await second.goto(page.url());
  const other = second.locator('[data-cell-kind="train"]');
  await expect(other.locator('[data-run-state="elsewhere"]')).toBeVisible({ timeout: 60_000 });
  await expect(other.getByRole('button', { name: /^Train/ })).toBeHidden();

  await second.getByRole('button', { name: 'Take over' }).click();
  await expect(cell.locator('[data-run-state="stopped"]')).toBeVisible();
  await expect(other.getByRole('button', { name: 'Continue' })).toBeVisible();
});
