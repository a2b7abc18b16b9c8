/** What cannot be joined says why, at the pointer and aloud, and offers what would mend it. */
import { expect, test } from '@playwright/test';
import { documentOf, middleOf, node, openDocument, port } from './canvas-page';

const branch = {
  input1: { kind: 'input', config: { channels: 16 } },
  conv1: { kind: 'conv2d', config: { filters: 32, strides: 2 } },
  bn1: { kind: 'batchNormalization' },
  add1: { kind: 'add' },
  output1: { kind: 'output' },
} as const;

test('an impossible wire gives its reason and a repair', async ({ page }) => {
  await openDocument(page, documentOf({ name: '', nodes: branch, edges: [['input1', 'conv1'], ['conv1', 'bn1'], ['bn1', 'add1:0'], ['add1', 'output1']] }));
  const [from, to] = [await middleOf(port(page, 'input1', 'source')), await middleOf(port(page, 'add1', 'target'))];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x - 60, to.y - 60, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await expect(page.locator('.reason')).toContainText('16×16×32');
  await expect(page.locator('.reason')).toContainText('32×32×16');
  await page.mouse.up();
  await expect(page.locator('.said')).toContainText('32×32×16');
  await expect(page.locator('.arc')).toHaveCount(0);

  await page.locator('.canvas-menu').getByText(/projection/i).click();
  await expect(page.locator('.arc')).toHaveCount(2);
  await expect(page.locator('[data-cell-head]')).toContainText('Shapes agree');
  await expect(node(page, 'proj1').or(page.locator('.react-flow__node', { hasText: 'Projection' })).first()).toContainText('576');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.arc')).toHaveCount(0);
  await expect(page.locator('.react-flow__node')).toHaveCount(5);
});

test('a loop and a taken place are refused by name', async ({ page }) => {
  await openDocument(page, documentOf({ name: '', nodes: { input1: { kind: 'input' }, conv1: { kind: 'conv2d' }, conv2: { kind: 'conv2d' } }, edges: [['input1', 'conv1'], ['conv1', 'conv2']] }));
  const [from, to] = [await middleOf(port(page, 'conv2', 'source')), await middleOf(port(page, 'conv1', 'target'))];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y - 40, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await expect(page.locator('.reason')).toBeVisible();
  await page.mouse.up();
  await expect(page.locator('.react-flow__edge')).toHaveCount(2);
});

test('a mismatch is met in place, with ghosts and their price; Enter takes the first', async ({ page }) => {
  await openDocument(page, documentOf({ name: '', nodes: branch, edges: [['input1', 'conv1'], ['conv1', 'bn1'], ['bn1', 'add1:0'], ['input1', 'add1:1'], ['add1', 'output1']] }));
  const chip = page.locator('[data-cell-head] .chip:not(.policy-chip)');
  await expect(chip).toContainText('1 problem');
  await expect(page.locator('.arc .wire.bad')).toHaveCount(1);
  await chip.click();
  await page.getByRole('menuitem').first().click();
  await expect(node(page, 'add1')).toHaveClass(/selected/);
  await expect(page.locator('.node.ghost')).toHaveCount(2);
  await expect(page.locator('.node.ghost').first()).toContainText('+576');
  await expect(page.locator('.problem-card')).toContainText('equal shapes');
  await expect(node(page, 'add1')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(chip).toContainText('Shapes agree');
  await expect(page.locator('.node.ghost')).toHaveCount(0);
});
