/** A block made of a selection, opened, repeated, unpacked and all of it undone; and a whole net of the zoo, looked into. */
import { expect, test, type Page } from '@playwright/test';
import { residualNet } from '@/lib/notebook/starter/graphs';
import { zooNotebook } from '@/lib/zoo/notebook';
import { documentOf, node, openDocument } from './canvas-page';

const block = ['conv2', 'bn2', 'relu2', 'conv3', 'bn3', 'shortcut1', 'add1', 'relu3'];

function head(page: Page) {
  return page.locator('[data-cell-head]');
}

async function selectBlock(page: Page): Promise<void> {
  await node(page, block[0]).focus();
  await page.keyboard.press('Space');
  for (const id of block.slice(1)) {
    await node(page, id).focus();
    await page.keyboard.press('Space');
  }
}

test('a selection becomes a block: opened, left, repeated, undone', async ({ page }) => {
  await openDocument(page, documentOf(residualNet('Net')));
  await expect(head(page)).toContainText('12,698');
  await selectBlock(page);
  await page.keyboard.press('Control+g');
  await expect(node(page, 'block1')).toContainText('Block 1');
  await expect(node(page, 'conv2')).toHaveCount(0);
  await expect(head(page)).toContainText('12,698');
  await expect(head(page)).toContainText('Shapes agree');

  // Two convolutions of 3·3·16·16 without bias, two BN of 2·16.
  await expect(node(page, 'block1')).toHaveAccessibleName(/out 28×28×16, 4,672 parameters/);
  await node(page, 'block1').dblclick();
  await expect(node(page, 'conv2')).toBeVisible();
  const path = page.getByRole('navigation', { name: 'Open blocks' });
  await expect(path).toContainText('Block 1');
  await expect(node(page, 'conv2')).toHaveAccessibleName(/out 28×28×16/);
  await page.keyboard.press('Escape');
  await expect(path).toHaveCount(0);
  await expect(node(page, 'block1')).toBeVisible();

  const inspector = page.getByRole('region', { name: 'Settings of Block 1' });
  await inspector.getByLabel('Repeat', { exact: true }).fill('3');
  await expect(node(page, 'block1')).toContainText('× 3');
  await expect(head(page)).toContainText('22,042');

  // The keyboard alone: Enter leads to the button, and again through it.
  await node(page, 'block1').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(node(page, 'conv2')).toBeVisible();
  await path.getByRole('button', { name: 'Basic block' }).click();
  await expect(node(page, 'block1')).toBeVisible();

  await node(page, 'block1').focus();
  await page.keyboard.press('Control+Shift+g');
  await expect(page.getByRole('status').filter({ hasText: `unpacked into ${3 * block.length} layers` })).toHaveCount(1);
  await expect(node(page, 'block1')).toHaveCount(0);
  await expect(head(page)).toContainText('22,042');

  await page.keyboard.press('Control+z');
  await expect(node(page, 'block1')).toContainText('× 3');
  await page.keyboard.press('Control+z');
  await expect(node(page, 'block1')).not.toContainText('× 3');
  await page.keyboard.press('Control+z');
  await expect(node(page, 'conv2')).toBeVisible();
  await expect(head(page)).toContainText('12,698');
});

test('what cannot be a block is refused with the reason', async ({ page }) => {
  await openDocument(page, documentOf(residualNet('Net')));
  await node(page, 'conv2').focus();
  await page.keyboard.press('Space');
  await node(page, 'add1').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+g');
  await expect(page.getByRole('status').filter({ hasText: 'lies between the selected layers' })).toBeVisible();
  await expect(node(page, 'conv2')).toBeVisible();
});

test('ResNet-20 of the zoo: a stage opened has the shapes of its first block', async ({ page }) => {
  const notebook = zooNotebook('resnet-20');
  if (notebook === null) throw new Error('resnet-20');
  await openDocument(page, { ...notebook, modified: '2026-01-01T00:00:00.000Z' });
  await expect(head(page)).toContainText('269,722');
  await expect(node(page, 'stage2')).toContainText('× 3');
  await expect(node(page, 'stage2')).toHaveAccessibleName(/repeated 3 times, filters 32/);
  await node(page, 'stage2').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Open blocks' })).toBeVisible();
  await expect(page.locator('.react-flow__node[aria-labelledby]').filter({ hasText: 'BN' }).first()).toHaveAccessibleName(/16×16×32/);
  await expect(head(page)).toContainText('269,722');
});
