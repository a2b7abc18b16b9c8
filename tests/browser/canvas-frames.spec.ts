/** Comment frames carry what they hold; notes and tidy; each gesture is one step of the history. */
import { expect, test } from '@playwright/test';
import { documentOf, drag, middleOf, node, openDocument } from './canvas-page';

const graph = {
  name: '',
  nodes: { input1: { kind: 'input' }, conv1: { kind: 'conv2d' }, bn1: { kind: 'batchNormalization' }, output1: { kind: 'output' } },
  edges: [['input1', 'conv1'], ['conv1', 'bn1'], ['bn1', 'output1']] as const,
};

test('a frame around the selection is named, moved with its layers, and undone', async ({ page }) => {
  await openDocument(page, documentOf(graph));
  await node(page, 'conv1').click();
  await node(page, 'bn1').click({ modifiers: ['Control'] });
  await page.keyboard.press('c');
  await page.keyboard.type('Branch');
  await page.keyboard.press('Enter');
  const frame = page.locator('.react-flow__node-frame');
  await expect(frame).toContainText('Branch');
  await page.keyboard.press('Escape');

  const before = { conv: await middleOf(node(page, 'conv1')), input: await middleOf(node(page, 'input1')) };
  const title = await frame.boundingBox();
  const grip = { x: (title?.x ?? 0) + (title?.width ?? 0) - 20, y: (title?.y ?? 0) + 12 };
  await drag(page, grip, { x: grip.x, y: grip.y + 64 });
  const after = { conv: await middleOf(node(page, 'conv1')), input: await middleOf(node(page, 'input1')) };
  expect(after.conv.y - before.conv.y).toBeGreaterThan(40);
  expect(Math.abs(after.input.y - before.input.y)).toBeLessThan(1);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await middleOf(node(page, 'conv1'))).y).toBeCloseTo(before.conv.y, 0);
  await expect(frame).toContainText('Branch');
});

test('a note, and tidy after a mess', async ({ page }) => {
  await openDocument(page, documentOf(graph, { direction: 'right', positions: { input1: [0, 0], conv1: [300, 120], bn1: [200, -60], output1: [600, 40] } }));
  await node(page, 'conv1').click();
  await page.keyboard.press('Shift+Alt+T');
  await page.keyboard.press('Escape');
  const [input, conv, bn] = [await middleOf(node(page, 'input1')), await middleOf(node(page, 'conv1')), await middleOf(node(page, 'bn1'))];
  expect(Math.abs(input.y - conv.y)).toBeLessThan(1);
  expect(Math.abs(conv.y - bn.y)).toBeLessThan(1);
  expect(bn.x).toBeGreaterThan(conv.x);

  await page.keyboard.press('Shift+S');
  await page.keyboard.type('mind the strides');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.react-flow__node-note')).toContainText('mind the strides');
  await page.keyboard.press('Delete');
  await expect(page.locator('.react-flow__node-note')).toHaveCount(0);
});
