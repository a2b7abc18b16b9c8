/** The main job, as a newcomer does it with a mouse: draw a residual block, train it on real photographs, come back to it. */
import { expect, test, type Page } from '@playwright/test';
import { drag, middleOf, node, port } from './canvas-page';

/** In the order of drawing: the palette's entry, the id the layer gets, and where it is dropped (canvas px from the upper left). */
const layers = [
  ['conv2d', 'conv1', 225, 75],
  ['batchNormalization', 'bn1', 355, 75],
  ['reLU', 'relu1', 465, 75],
  ['conv2d', 'conv2', 595, 75],
  ['batchNormalization', 'bn2', 725, 75],
  ['reLU', 'relu2', 835, 75],
  ['conv2d', 'conv3', 965, 75],
  ['batchNormalization', 'bn3', 1095, 75],
  ['add', 'add1', 1200, 160],
  ['identity', 'shortcut1', 700, 150],
  ['reLU', 'relu3', 1120, 240],
  ['maxPooling2d', 'pool1', 980, 240],
  ['flatten', 'flatten1', 830, 240],
  ['dense', 'dense1', 670, 240],
] as const;

const wires = [
  ['input1', 'conv1'],
  ['conv1', 'bn1'],
  ['bn1', 'relu1'],
  ['relu1', 'conv2'],
  ['conv2', 'bn2'],
  ['bn2', 'relu2'],
  ['relu2', 'conv3'],
  ['conv3', 'bn3'],
  ['bn3', 'add1'],
  ['relu1', 'shortcut1'],
  ['shortcut1', 'add1'],
  ['add1', 'relu3'],
  ['relu3', 'pool1'],
  ['pool1', 'flatten1'],
  ['flatten1', 'dense1'],
  ['dense1', 'output1'],
] as const;

async function dropFromPalette(page: Page, entry: string, x: number, y: number): Promise<void> {
  const canvas = await page.locator('[data-canvas-root]').boundingBox();
  if (!canvas) throw new Error('There is no canvas.');
  await drag(page, await middleOf(page.locator(`.palette [data-palette-entry="${entry}"]`)), { x: canvas.x + x, y: canvas.y + y });
}

test('a newcomer draws a residual block, trains it, and finds it again', async ({ page }) => {
  test.setTimeout(420_000);
  await page.goto('/');
  await page.waitForURL(/\?id=/);
  await page.goto('/');
  await page.getByRole('button', { name: 'New notebook' }).click();
  await page.getByRole('button', { name: /An empty graph/ }).click();
  await node(page, 'output1').waitFor();

  for (const [entry, id, x, y] of layers) {
    await dropFromPalette(page, entry, x, y);
    await expect(node(page, id)).toBeVisible();
  }
  for (const [source, target] of wires) await drag(page, await middleOf(port(page, source, 'source')), await middleOf(port(page, target, 'target').first()));
  await expect(page.getByText('Shapes agree')).toBeVisible();

  await node(page, 'pool1').click();
  const pooling = page.getByRole('region', { name: 'Settings of Max pooling' });
  await pooling.getByRole('textbox', { name: 'Window' }).fill('4');
  await pooling.getByRole('textbox', { name: 'Strides' }).fill('4');
  await page.getByRole('group', { name: 'Add a cell' }).getByRole('button', { name: 'Train' }).click();
  const cell = page.getByRole('region', { name: /^Train cell/ });
  await cell.getByRole('button', { name: /28×28×1/ }).click();
  await cell.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(cell.getByTestId('test-accuracy')).toBeVisible({ timeout: 120_000 });
  const accuracy = await cell.getByTestId('test-accuracy').textContent();
  expect(Number(accuracy?.replace(' %', ''))).toBeGreaterThanOrEqual(80);

  await page.reload();
  await expect(cell.getByTestId('test-accuracy')).toHaveText(accuracy ?? '');
  await expect(page.getByText('Shapes agree')).toBeVisible();
  await expect(page.getByRole('region', { name: /^Graph cell/ }).getByText('12,698')).toBeVisible();
});
