/** A residual block built by mouse alone, everything undone back to the start, and redone. */
import { expect, test } from '@playwright/test';
import { documentOf, drag, middleOf, node, openDocument, port } from './canvas-page';

const start = documentOf(
  { name: 'Basic block', nodes: { input1: { kind: 'input', config: { channels: 16 } }, output1: { kind: 'output' } }, edges: [] },
  { direction: 'right', positions: { input1: [0, 0], output1: [900, 0] } },
);

/** Places along the row of the input, in client px. */
const row = 420;

test('a residual block by mouse, undone to nothing and redone', async ({ page }) => {
  await openDocument(page, start);
  const from = async (entry: string) => middleOf(page.locator(`[data-palette-entry="${entry}"]`));
  const put = async (entry: string, x: number, id: string) => {
    await drag(page, await from(entry), { x, y: row });
    await expect(node(page, id)).toBeVisible();
  };
  await put('conv2d', 520, 'conv1');
  await put('batchNormalization', 680, 'bn1');
  await put('reLU', 800, 'relu1');
  await put('conv2d', 940, 'conv2');
  await put('add', 1090, 'add1');

  const wires = page.locator('.react-flow__edge');
  const join = async (source: string, target: string) => drag(page, await middleOf(port(page, source, 'source')), await middleOf(port(page, target, 'target')));
  await join('input1', 'conv1');
  await expect(wires).toHaveCount(1);
  await join('conv1', 'bn1');
  await join('bn1', 'relu1');
  await join('relu1', 'conv2');
  await expect(wires).toHaveCount(4);
  // On the body of a layer a wire takes its free input.
  await drag(page, await middleOf(port(page, 'conv2', 'source')), await middleOf(node(page, 'add1')));
  await expect(wires).toHaveCount(5);
  await drag(page, await middleOf(port(page, 'input1', 'source')), await middleOf(node(page, 'add1')));
  await expect(page.locator('.arc')).toHaveCount(1);
  await expect(page.locator('.arc')).toContainText('0 parameters');

  // A wire dropped on nothing asks what shall stand there.
  const add = await middleOf(port(page, 'add1', 'source'));
  await drag(page, add, { x: add.x + 70, y: row + 120 });
  await expect(page.getByPlaceholder('Find')).toBeFocused();
  await page.keyboard.type('relu');
  await page.keyboard.press('Enter');
  await expect(node(page, 'relu2')).toBeVisible();
  await drag(page, await middleOf(port(page, 'relu2', 'source')), await middleOf(node(page, 'output1')));

  // Another batch normalisation onto the wire before the addition.
  const [left, right] = [await middleOf(port(page, 'conv2', 'source')), await middleOf(port(page, 'add1', 'target'))];
  await drag(page, await from('batchNormalization'), { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 });
  await expect(node(page, 'bn2')).toBeVisible();

  const head = page.locator('[data-cell-head]');
  await expect(head).toContainText('Shapes agree');
  await expect(head).toContainText('32×32×16');
  await expect(head).toContainText('4,672');

  const undo = page.locator('header').getByRole('button', { name: /^Undo/ });
  let steps = 0;
  while (await undo.isEnabled()) {
    await undo.click();
    steps++;
  }
  expect(steps).toBe(14);
  await expect(page.locator('.react-flow__node')).toHaveCount(2);
  await expect(wires).toHaveCount(0);
  const redo = page.locator('header').getByRole('button', { name: /^Redo/ });
  while (await redo.isEnabled()) await redo.click();
  await expect(head).toContainText('Shapes agree');
  await expect(head).toContainText('4,672');
  await expect(page.locator('.react-flow__node')).toHaveCount(9);
});

test('insert by the plus on a wire makes room, and deleting keeps the chain', async ({ page }) => {
  await openDocument(page, documentOf({ name: '', nodes: { input1: { kind: 'input' }, conv1: { kind: 'conv2d' }, output1: { kind: 'output' } }, edges: [['input1', 'conv1'], ['conv1', 'output1']] }));
  const before = await node(page, 'output1').boundingBox();
  const [left, right] = [await middleOf(port(page, 'conv1', 'source')), await middleOf(port(page, 'output1', 'target'))];
  await page.mouse.move((left.x + right.x) / 2, left.y);
  await page.getByRole('button', { name: 'Insert a layer here' }).click();
  await page.keyboard.type('BN');
  await page.keyboard.press('Enter');
  await expect(node(page, 'bn1')).toBeVisible();
  const after = await node(page, 'output1').boundingBox();
  expect((after?.x ?? 0) - (before?.x ?? 0)).toBeGreaterThan(40);
  await expect(page.locator('.react-flow__edge')).toHaveCount(3);

  await page.keyboard.press('Delete');
  await expect(node(page, 'bn1')).toHaveCount(0);
  await expect(page.locator('.react-flow__edge')).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.react-flow__node')).toHaveCount(3);
});

test('the inspector sets several layers of one kind at once, and a burst of typing is one step', async ({ page }) => {
  await openDocument(page, documentOf({ name: '', nodes: { input1: { kind: 'input' }, conv1: { kind: 'conv2d' }, conv2: { kind: 'conv2d', config: { filters: 24 } }, output1: { kind: 'output' } }, edges: [['input1', 'conv1'], ['conv1', 'conv2'], ['conv2', 'output1']] }));
  await node(page, 'conv1').click();
  await node(page, 'conv2').click({ modifiers: ['Control'] });
  const filters = page.getByLabel('Filters', { exact: true });
  await expect(filters).toHaveAttribute('placeholder', 'mixed');
  await filters.fill('');
  await filters.pressSequentially('128');
  await expect(node(page, 'conv1')).toContainText('128 filters');
  await expect(node(page, 'conv2')).toContainText('128 filters');
  await page.locator('header').getByRole('button', { name: /^Undo/ }).click();
  await expect(node(page, 'conv1')).toContainText('16 filters');
  await expect(node(page, 'conv2')).toContainText('24 filters');

  await node(page, 'conv1').click();
  await expect(page.locator('.derivation')).toContainText('3·3·3·16 = 432');
  await page.keyboard.press('F2');
  await page.keyboard.type('stem');
  await page.keyboard.press('Enter');
  await expect(node(page, 'conv1')).toContainText('stem');
});
