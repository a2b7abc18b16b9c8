/** Variants of ResNet-20's block: derived, compared, made active for every stage, edited, renamed, deleted, and all of it undone. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { zooNotebook } from '@/lib/zoo/notebook';
import { node, openDocument } from './canvas-page';

const stages = ['stage1', 'stage2', 'stage3'];

async function openResNet20(page: Page): Promise<Locator> {
  const notebook = zooNotebook('resnet-20');
  if (notebook === null) throw new Error('resnet-20');
  await openDocument(page, { ...notebook, modified: '2026-01-01T00:00:00.000Z' });
  await node(page, 'stage1').click();
  return page.getByRole('region', { name: 'Variants', exact: true });
}

async function derive(page: Page, variants: Locator, name: string): Promise<void> {
  await variants.getByRole('button', { name: 'New variant' }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
  await expect(card(variants, name)).toBeVisible();
}

function card(variants: Locator, name: string): Locator {
  return variants.getByRole('listitem', { name, exact: true });
}

function head(page: Page): Locator {
  return page.locator('[data-cell-head]').first();
}

test('ReLU before BN: its costs seen, made active, every stage follows, undone', async ({ page }) => {
  const variants = await openResNet20(page);
  await derive(page, variants, 'ReLU before BN');
  const relu = card(variants, 'ReLU before BN');
  await expect(relu.getByRole('img')).toHaveAccessibleName('Graph of ReLU before BN: Input, Conv 3×3, ReLU (moved), BN, Conv 3×3, ReLU (moved), BN, Shortcut, Add, Output');
  await expect(relu.getByRole('row', { name: 'Parameters' })).toContainText('269,722±0');
  await expect(relu.getByRole('row', { name: 'Parameters' })).toContainText('268,608±0');
  await derive(page, variants, 'Kernel 5×5');
  const wide = card(variants, 'Kernel 5×5');
  // 29,696 pairs of channels, 16 weights more for each.
  await expect(wide.getByRole('row', { name: 'Parameters' })).toContainText('744,858+475,136');
  await expect(wide).toContainText('changed Kernel 3 → 5 · conv1, conv2');

  await relu.getByRole('button', { name: 'Make ReLU before BN the active variant' }).click();
  for (const stage of stages) {
    await expect(node(page, stage)).toContainText('ReLU before BN');
    await expect(node(page, stage)).toHaveAccessibleName(/variant ReLU before BN/);
  }
  await expect(head(page)).toContainText('269,722');
  await expect(card(variants, 'Original')).toContainText('moved ReLU relu1, ReLU relu2');

  await node(page, 'stage1').focus();
  await page.keyboard.press('Control+z');
  for (const stage of stages) await expect(node(page, stage)).toHaveAccessibleName(/variant Original/);
  await page.keyboard.press('Control+z');
  await expect(wide).toHaveCount(0);
  await page.keyboard.press('Control+z');
  for (const stage of stages) await expect(node(page, stage)).not.toHaveAccessibleName(/variant/);
});

test('an opened block shows and edits its active variant alone', async ({ page }) => {
  const variants = await openResNet20(page);
  await derive(page, variants, 'Kernel 5×5');
  await variants.getByRole('button', { name: 'Make Kernel 5×5 the active variant' }).click();
  await expect(head(page)).toContainText('744,858');
  await variants.getByRole('button', { name: 'Compare' }).click();
  await node(page, 'stage2').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Open blocks' })).toContainText('Kernel 5×5');
  await expect(node(page, 'conv1')).toContainText('Conv 5×5');
  await node(page, 'relu1').focus();
  await page.keyboard.press('d');
  await expect(node(page, 'relu1')).toHaveAccessibleName(/bypassed/);
  await page.keyboard.press('Escape');
  await expect(node(page, 'stage2')).toBeVisible();
  await node(page, 'stage3').click();
  await variants.getByRole('button', { name: 'Original' }).click();
  await expect(head(page)).toContainText('269,722');
  await variants.getByRole('button', { name: 'Compare' }).click();
  await expect(card(variants, 'Kernel 5×5')).toContainText('Bypassed no → yes');
});

test('by keyboard: what cannot be made says why; renamed and deleted; the last stays', async ({ page }) => {
  const variants = await openResNet20(page);
  await variants.getByRole('button', { name: 'New variant' }).focus();
  await page.keyboard.press('Enter');
  const same = page.getByRole('menuitem', { name: /^Original order/ });
  await expect(same).toHaveAttribute('aria-disabled', 'true');
  await expect(same).toContainText('The active variant is like that already.');
  await page.keyboard.press('ArrowDown');
  await expect(same).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(same).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  const copy = card(variants, 'Basic block, copy');
  await expect(copy).toContainText('No difference to the active variant.');
  await copy.getByRole('button', { name: 'Rename Basic block, copy' }).press('Enter');
  await page.keyboard.type('Mine');
  await page.keyboard.press('Enter');
  await expect(card(variants, 'Mine')).toBeVisible();
  await card(variants, 'Original').getByRole('button', { name: 'Delete Original' }).press('Enter');
  await expect(card(variants, 'Original')).toHaveCount(0);
  await expect(card(variants, 'Mine').getByRole('button', { name: /^Delete/ })).toHaveCount(0);
  await expect(node(page, 'stage3')).toHaveAccessibleName(/variant Mine/);
  await expect(head(page)).toContainText('269,722');
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious beside the cards (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    const variants = await openResNet20(page);
    await derive(page, variants, 'Exclusive gating');
    await derive(page, variants, '1 convolution');
    const { violations } = await new AxeBuilder({ page }).include('.variants').analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  });
}
