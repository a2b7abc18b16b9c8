/** The block built by touch on a narrow screen: the picture opens over the whole screen, layers are added and linked by taps. */
import { expect, test } from '@playwright/test';
import { documentOf, node, openDocument } from './canvas-page';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test('a residual block by taps at 390 pixels', async ({ page }) => {
  await openDocument(page, documentOf({ name: 'Basic block', nodes: { input1: { kind: 'input', config: { channels: 16 } }, output1: { kind: 'output' } }, edges: [] }));
  await page.getByRole('button', { name: 'Open the graph' }).tap();
  const full = page.getByRole('dialog');
  const on = (id: string) => full.locator(`.react-flow__node[data-id="${id}"]`);
  await expect(on('input1')).toBeVisible();
  const add = async (name: string, id: string) => {
    await full.getByRole('button', { name: 'Add', exact: true }).tap();
    await full.locator('.canvas-menu .name').getByText(name, { exact: true }).tap();
    await expect(on(id)).toHaveCount(1);
  };
  await on('input1').tap();
  await add('Conv2D', 'conv1');
  await add('BatchNorm', 'bn1');
  await add('ReLU', 'relu1');
  await add('Conv2D', 'conv2');
  await add('BatchNorm', 'bn2');
  await add('Add', 'add1');
  const link = async (name: RegExp) => {
    await full.getByRole('button', { name: 'Link to …' }).last().tap();
    await full.locator('.canvas-menu [cmdk-item]').filter({ hasText: name }).first().tap();
  };
  await link(/output1/);
  await full.getByRole('button', { name: 'Fit the graph into view' }).tap();
  await full.getByRole('button', { name: 'Close the settings' }).tap();
  await full.getByRole('button', { name: 'Fit the graph into view' }).tap();
  await on('input1').tap();
  await link(/add1/);
  await expect(full.locator('.arc')).toHaveCount(1);
  await expect(full.locator('.full-head')).toContainText('Shapes agree');

  // Settings by the sheet's steppers.
  await full.getByRole('button', { name: 'Fit the graph into view' }).tap();
  await on('conv1').tap();
  await full.getByRole('button', { name: 'Filters: more' }).tap();
  await expect(on('conv1')).toContainText('17 filters');
  await full.getByRole('button', { name: 'Undo' }).tap();
  await expect(on('conv1')).toContainText('16 filters');

  await full.getByRole('button', { name: 'Close', exact: true }).tap();
  await expect(node(page, 'add1')).toHaveCount(1);
});

test('tap on a port, tap on another; a finger scrolls the page over the picture', async ({ page }) => {
  await openDocument(page, documentOf({ name: '', nodes: { input1: { kind: 'input' }, conv1: { kind: 'conv2d' } }, edges: [] }));
  const pane = page.locator('.layer-canvas.picture .react-flow__pane');
  expect(await pane.evaluate((element) => getComputedStyle(element).touchAction)).toContain('pan-y');
  await page.getByRole('button', { name: 'Open the graph' }).tap();
  const full = page.getByRole('dialog');
  await full.locator('.react-flow__node[data-id="input1"] .source').tap();
  await full.locator('.react-flow__node[data-id="conv1"] .target').tap();
  await expect(full.locator('.react-flow__edge')).toHaveCount(1);
});
