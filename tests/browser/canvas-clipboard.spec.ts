/** Layers on the clipboard: JSON that anyone can read, new ids where it lands, and a sentence for what is no layer. */
import { expect, test } from '@playwright/test';
import { documentOf, node, openDocument } from './canvas-page';

const graph = {
  name: '',
  nodes: { input1: { kind: 'input' }, conv1: { kind: 'conv2d', config: { filters: 24 } }, bn1: { kind: 'batchNormalization' }, output1: { kind: 'output' } },
  edges: [['input1', 'conv1'], ['conv1', 'bn1'], ['bn1', 'output1']] as const,
};

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('copy, paste, cut and duplicate', async ({ page }) => {
  await openDocument(page, documentOf(graph));
  await node(page, 'conv1').click();
  await node(page, 'bn1').click({ modifiers: ['Control'] });
  await page.keyboard.press('Control+c');
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(text)).toMatchObject({ format: 'skipbook-layers', nodes: { conv1: { kind: 'conv2d' } }, edges: [['conv1', 'bn1']] });

  await page.keyboard.press('Control+v');
  await expect(node(page, 'conv2')).toContainText('24 filters');
  await expect(node(page, 'bn2')).toHaveCount(1);
  await expect(page.locator('.react-flow__edge')).toHaveCount(4);
  await page.keyboard.press('Control+z');
  await expect(page.locator('.react-flow__node')).toHaveCount(4);

  await node(page, 'conv1').click();
  await page.keyboard.press('Control+d');
  await expect(node(page, 'conv2')).toHaveCount(1);
  await page.keyboard.press('Control+x');
  await expect(node(page, 'conv2')).toHaveCount(0);
});

test('what is no layer gets a sentence, and the graph stays as it was', async ({ page }) => {
  await openDocument(page, documentOf(graph));
  await page.evaluate(() => navigator.clipboard.writeText('a shopping list'));
  await node(page, 'conv1').click();
  await page.keyboard.press('Control+v');
  await expect(page.locator('.said')).toContainText('no layers');
  await page.evaluate(() => navigator.clipboard.writeText('{"format":"skipbook-layers","version":1,"nodes":{"conv1":{"config":3}},"edges":[],"positions":{}}'));
  await page.keyboard.press('Control+v');
  await expect(page.locator('.said')).toContainText('damaged');
  await expect(page.locator('.react-flow__node')).toHaveCount(4);
});
