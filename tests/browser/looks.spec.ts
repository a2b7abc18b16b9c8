/** Big nets read well: collapsed they are a dozen boxes, blocks unroll to look, whole nets too, and any layer is found by its name. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { z } from 'zod';
import { zooNotebook } from '@/lib/zoo/notebook';
import { middleOf, node, openDocument } from './canvas-page';

async function openNet(page: Page, id: string, query = ''): Promise<void> {
  const notebook = zooNotebook(id);
  if (notebook === null) throw new Error(id);
  await openDocument(page, { ...notebook, modified: '2026-01-01T00:00:00.000Z' }, query);
}

function views(page: Page) {
  return page.getByRole('group', { name: 'View of the graph' });
}

function path(page: Page) {
  return page.getByRole('navigation', { name: 'Open blocks' });
}

const countersSchema = z.object({ inferences: z.number(), nodeRenders: z.number() });

async function countersOf(page: Page): Promise<z.infer<typeof countersSchema>> {
  return countersSchema.parse(await page.evaluate((): unknown => ('skipbookCounters' in window ? window.skipbookCounters : null)));
}

test('collapsed, ResNet-152 is about a dozen boxes', async ({ page }) => {
  await openNet(page, 'resnet-152');
  expect(await page.locator('.react-flow__node').count()).toBeLessThanOrEqual(13);
});

test('a stage unrolls in place, each repeat with its rule, one is opened, and it rolls up', async ({ page }) => {
  await openNet(page, 'resnet-20');
  await node(page, 'stage2').locator('button.times').click();
  for (const index of [0, 1, 2]) await expect(node(page, `stage2.${index}`)).toBeVisible();
  await expect(node(page, 'stage2')).toHaveCount(0);
  await expect(node(page, 'stage2.0')).toHaveAccessibleName(/repeat 1 of 3, strides 2 · filters 32.*out 16×16×32/);
  await expect(node(page, 'stage2.1')).toHaveAccessibleName(/repeat 2 of 3, strides 1/);
  await expect(node(page, 'stage2.0').locator('.repeat-rule')).toContainText('strides 2');
  await expect(node(page, 'stage2.0').locator('.repeat-rule')).toContainText('32×32×16 → 16×16×32');
  await expect(node(page, 'stage2.0').locator('.repeat-rule')).toContainText('zero-padding');
  await expect(node(page, 'stage2.2').locator('.repeat-rule')).toContainText('identity shortcut');
  const { violations } = await new AxeBuilder({ page }).include('[data-cell-kind="graph"]').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((found) => found.html)])).toEqual([]);

  await node(page, 'stage2.2').dblclick();
  await expect(path(page)).toContainText('3 of 3');
  await expect(node(page, 'conv1')).toHaveAccessibleName(/out 16×16×32, 9,216 parameters/);
  await path(page).getByRole('button', { name: 'Repeat before this one' }).click();
  await path(page).getByRole('button', { name: 'Repeat before this one' }).click();
  // Sixteen channels come in where the stage begins.
  await expect(node(page, 'conv1')).toHaveAccessibleName(/out 16×16×32, 4,608 parameters/);
  await expect(path(page)).toContainText('1 of 3');
  await page.keyboard.press('Escape');
  await expect(node(page, 'stage2.0')).toBeVisible();
  await page.getByRole('button', { name: /stage2.*Roll up/ }).click();
  await expect(node(page, 'stage2')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo' }).first()).toBeDisabled();
});

test('the key U unrolls all stages and Escape rolls them up', async ({ page }) => {
  await openNet(page, 'resnet-20');
  await page.locator('.layer-canvas').focus();
  await page.keyboard.press('u');
  await expect(page.locator('.region-label')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(node(page, 'stage3')).toBeVisible();
  await expect(page.locator('.region-label')).toHaveCount(0);
});

test('unrolled, ResNet-152 is a picture from far that leads to its layers, and a pan renders no node body', async ({ page }) => {
  await openNet(page, 'resnet-152', '&counters');
  await views(page).getByRole('button', { name: 'Unrolled' }).click();
  const canvas = page.locator('.layer-canvas[data-look="net"]');
  await expect(canvas).toHaveAttribute('data-lod', 'far');
  await expect(page.locator('.react-flow__node')).toHaveCount(0);
  const boxes = page.locator('.react-flow .picture-box');
  await expect(boxes.first()).toBeVisible();
  const drawn = await boxes.evaluateAll((paths) => paths.map((shape) => (shape.getAttribute('d') ?? '').split('M').length - 1));
  expect(drawn.reduce((sum, layers) => sum + layers, 0)).toBeGreaterThan(500);
  await expect(page.locator('.region-label')).toHaveCount(4);

  await canvas.focus();
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Find a layer' }).fill('stage3/block12/add');
  await page.keyboard.press('Enter');
  await expect(node(page, 'stage3.11.add')).toBeVisible();
  await expect(canvas).toHaveAttribute('data-lod', 'near');
  await page.keyboard.press('Escape');
  const { x, y } = await middleOf(page.locator('.react-flow__pane'));
  await page.mouse.move(x, y + 100);
  await page.mouse.down();
  await page.mouse.move(x + 8, y + 100);
  await page.waitForTimeout(300);
  const before = await countersOf(page);
  for (let frame = 0; frame < 8; frame++) {
    await page.mouse.move(x + 8 + frame, y + 100);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  const after = await countersOf(page);
  await page.mouse.up();
  expect(after.nodeRenders - before.nodeRenders).toBe(0);
  expect(after.inferences - before.inferences).toBe(0);
});

test('a layer is found by kind and path from anywhere, and the way to it says which repeat', async ({ page }) => {
  await openNet(page, 'resnet-152');
  await page.locator('.layer-canvas').focus();
  await page.keyboard.press('Control+f');
  const field = page.getByRole('combobox', { name: 'Find a layer' });
  await field.fill('stage3/block2/conv');
  await expect(page.getByRole('option')).toHaveCount(3);
  await expect(page.getByRole('option').first()).toContainText('stage3 › block 2 of 36 › conv1');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(path(page)).toContainText('2 of 36');
  await expect(node(page, 'conv2')).toHaveClass(/selected/);
  await expect(node(page, 'conv2')).toHaveAccessibleName(/out 14×14×256, 589,824 parameters/);

  await page.locator('.layer-canvas').focus();
  await page.keyboard.press('Control+f');
  await field.fill('stage2 block8');
  await page.getByRole('option').filter({ hasText: 'stage2 › block 8 of 8' }).first().click();
  await expect(node(page, 'stage2.7')).toBeVisible();
  await expect(node(page, 'stage2.7')).toHaveClass(/selected/);
});

test('ResNet-1202 opens, and unrolls to its four thousand layers', async ({ page }) => {
  await openNet(page, 'resnet-1202');
  await expect(node(page, 'stage3')).toContainText('× 200');
  await views(page).getByRole('button', { name: 'Unrolled' }).click();
  await expect(page.locator('.layer-canvas[data-look="net"]')).toHaveAttribute('data-lod', 'far');
  await expect(page.locator('.region-label')).toHaveCount(3);
});
