/** The train cell as a person uses it: start, pause, step, stop, continue, failure and repair, and all of it after a reload. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { openTrainNotebook, trainNotebook } from './train-notebook';

const LONG = { epochs: 200 };

function cellOf(page: Page): Locator {
  return page.locator('[data-cell-kind="train"]');
}

function button(page: Page, name: string | RegExp): Locator {
  return cellOf(page).getByRole('button', { name, exact: true });
}

async function state(page: Page, name: string): Promise<void> {
  await expect(cellOf(page).locator(`[data-run-state="${name}"]`)).toBeVisible({ timeout: 60_000 });
}

test('a run is trained, tested and looked into, and everything is there after a reload', async ({ page }) => {
  await openTrainNotebook(page, trainNotebook({ id: 'train1', recipe: { epochs: 1 }, filters: 8 }));
  await button(page, 'Train').click();
  await state(page, 'done');
  const cell = cellOf(page);
  const accuracy = await cell.getByTestId('test-accuracy').textContent();
  expect(Number(accuracy?.replace(' %', ''))).toBeGreaterThan(60);

  await cell.getByRole('button', { name: /^Coat recognised/ }).click();
  await expect(cell.getByRole('button', { name: 'Predictions' })).toHaveAttribute('aria-pressed', 'true');
  await expect(cell.getByRole('img', { name: /^Test image \d+: Coat, predicted Coat/ }).first()).toBeVisible();
  await cell.getByRole('button', { name: 'Table' }).click();
  await expect(cell.getByRole('table', { name: 'One row an epoch' }).getByRole('row')).toHaveCount(2);

  await page.reload();
  await state(page, 'done');
  await expect(cell.getByTestId('test-accuracy')).toHaveText(accuracy ?? '');
  await expect(cell.getByRole('button', { name: 'Show run 1' })).toBeVisible();
  await cell.getByRole('button', { name: 'Predictions' }).click();
  await expect(cell.getByRole('img', { name: /^Test image 0:/ })).toBeVisible();
  await cell.getByRole('button', { name: 'Try an image' }).click();
  const board = cell.getByRole('img', { name: 'Drawing area' });
  await board.scrollIntoViewIfNeeded();
  const box = await board.boundingBox();
  if (box === null) throw new Error('the board is not there');
  await page.mouse.move(box.x + 60, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, box.y + 180, { steps: 4 });
  await page.mouse.up();
  await expect(cell.getByRole('list', { name: 'Probabilities' }).getByRole('listitem')).toHaveCount(10);
});

test('pause, single step, resume and stop; the stopped run can be continued', async ({ page }) => {
  await openTrainNotebook(page, trainNotebook({ id: 'train2', recipe: LONG }));
  await button(page, 'Train').click();
  await state(page, 'running');
  const cell = cellOf(page);
  await expect(cell.getByRole('progressbar')).not.toHaveAttribute('aria-valuenow', '0');
  await expect(cell.getByRole('region', { name: 'Predictions while it trains' }).getByRole('img').first()).toBeVisible();

  await button(page, 'Pause').click();
  await state(page, 'paused');
  const paused = Number(await cell.getByRole('progressbar').getAttribute('aria-valuenow'));
  await button(page, 'Single step').click();
  await expect(cell.getByRole('progressbar')).toHaveAttribute('aria-valuenow', String(paused + 1));
  await state(page, 'paused');

  await button(page, 'Resume').click();
  await state(page, 'running');
  await button(page, 'Stop').click();
  await state(page, 'stopped');

  await button(page, 'Continue').click();
  await state(page, 'running');
  await button(page, 'Pause').click();
  await state(page, 'paused');
  expect(Number(await cell.getByRole('progressbar').getAttribute('aria-valuenow'))).toBeGreaterThan(paused);
  await button(page, 'Stop').click();
  await state(page, 'stopped');
  await expect(cell.getByRole('button', { name: 'Show run 2' })).toHaveAttribute('aria-pressed', 'true');
});

test('a single step can be the beginning', async ({ page }) => {
  await openTrainNotebook(page, trainNotebook({ id: 'train3', recipe: LONG }));
  await button(page, 'Single step').click();
  await state(page, 'paused');
  await expect(cellOf(page).getByRole('progressbar')).toHaveAttribute('aria-valuenow', '1');
  await button(page, 'Stop').click();
  await state(page, 'stopped');
});

test('a reload in the middle leaves an interrupted run, which goes on from its saved epoch', async ({ page }) => {
  await openTrainNotebook(page, trainNotebook({ id: 'train4', recipe: LONG }));
  await button(page, 'Train').click();
  await state(page, 'running');
  await expect(cellOf(page).getByText(/^Epoch ([3-9]|\d{2,}) of 200$/)).toBeVisible({ timeout: 60_000 });
  await expect(cellOf(page).getByRole('cell', { name: 'kept' })).toBeVisible();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await state(page, 'interrupted');
  await button(page, 'Continue').click();
  await state(page, 'running');
  await expect(cellOf(page).getByText(/^Epoch ([2-9]|\d{2,}) of 200$/)).toBeVisible({ timeout: 60_000 });
  await button(page, 'Stop').click();
  await state(page, 'stopped');
});

test('a learning rate of 100 ends in NaN: it says at which step, and one click mends it', async ({ page }) => {
  await openTrainNotebook(page, trainNotebook({ id: 'train5', recipe: { ...LONG, learningRate: 100 } }));
  await button(page, 'Train').click();
  await state(page, 'failed');
  const alert = cellOf(page).getByRole('alert');
  await expect(alert).toContainText(/broke off at step \d+/);
  await alert.getByRole('button', { name: 'Learning rate 10 and train again' }).click();
  await expect(cellOf(page).getByRole('button', { name: 'Show run 2' })).toBeVisible({ timeout: 60_000 });
});

test('what changed since a run is said, and goes away when it is taken back', async ({ page }) => {
  await openTrainNotebook(page, trainNotebook({ id: 'train6', recipe: { epochs: 1 } }));
  await button(page, 'Train').click();
  await state(page, 'done');
  const cell = cellOf(page);
  const epochs = cell.getByLabel('Epochs', { exact: true });
  await epochs.fill('7');
  await epochs.blur();
  await expect(cell.getByText('Changed since this run: Epochs 1 → 7')).toBeVisible();
  await epochs.fill('seven');
  await expect(cell.getByText('“seven” is no whole number from 1 to 10,000. 7 is kept.')).toBeVisible();
  await epochs.blur();
  await expect(epochs).toHaveValue('7');
  await epochs.fill('1');
  await epochs.blur();
  await expect(cell.getByText('Changed since this run:')).toBeHidden();
  await button(page, /^Train 1 more epoch$/).click();
  await expect(cell.getByRole('button', { name: 'Show run 2' })).toBeVisible({ timeout: 60_000 });
});

test('a head with too few units is named, and mended by one click', async ({ page }) => {
  await openTrainNotebook(page, trainNotebook({ id: 'train7', units: 4, recipe: { epochs: 1 } }));
  const cell = cellOf(page);
  await expect(button(page, 'Train')).toHaveAttribute('aria-disabled', 'true');
  await cell.getByRole('button', { name: 'Give the last layer 10 units' }).click();
  await expect(button(page, 'Train')).toHaveAttribute('aria-disabled', 'false');
  await button(page, 'Train').click();
  await state(page, 'done');
});
