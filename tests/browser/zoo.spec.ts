/** The zoo: its list on the library page, a net opened from it, and nets put into a notebook. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { cells, commandField, expectSaved, openEmptyNotebook } from './notebook-helpers';

/** The library of a browser that has been here before. */
async function openLibrary(page: Page): Promise<void> {
  await openEmptyNotebook(page);
  await page.goto('./');
  await expect(page.getByRole('heading', { name: 'Zoo' })).toBeVisible();
}

test('lists the paper’s nets with their costs, by data, and opens one by keyboard', async ({ page }) => {
  await openLibrary(page);
  const table = page.getByRole('table', { name: 'Zoo' });
  const row = table.getByRole('row', { name: /^ResNet-20 / });
  await expect(row.getByRole('cell')).toHaveText(['CIFAR-10', 'Basic block', /3 3 3$/, '269,722', '40.6 M', '8.75', 'Open']);
  await expect(table.getByRole('row', { name: /^ResNet-152 / })).toContainText('60,192,808');
  await expect(table).toHaveAttribute('aria-busy', 'false');

  const filter = page.getByRole('group', { name: 'Show networks for' });
  await filter.getByRole('button', { name: 'ImageNet' }).click();
  await expect(table.locator('tbody tr')).toHaveCount(7);
  await filter.getByRole('button', { name: 'Fashion-MNIST' }).focus();
  await page.keyboard.press('Enter');
  await expect(table.locator('tbody tr')).toHaveCount(16);
  await filter.getByRole('button', { name: 'CIFAR-10' }).click();
  await expect(table.locator('tbody tr')).toHaveCount(11);
  await page.getByRole('button', { name: /^Show 25 variants/ }).click();
  await expect(table.locator('tbody tr')).toHaveCount(36);

  await table.getByRole('button', { name: 'Open ResNet-20', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Title of the notebook' })).toHaveValue('ResNet-20');
  await expect(cells(page)).toHaveCount(2);
  await expect(page.locator('.react-flow__node[data-id="stage3"]')).toBeVisible();
  await expect(page.locator('[data-cell-kind="graph"]').getByText('269,722').first()).toBeVisible();
  await page.reload();
  await expect(page.locator('[data-cell-kind="graph"]').getByText('269,722').first()).toBeVisible();
});

test('a net for the images that ship comes with a cell that trains it', async ({ page }) => {
  await openLibrary(page);
  await page.getByRole('group', { name: 'Show networks for' }).getByRole('button', { name: 'Fashion-MNIST' }).click();
  await page.getByRole('button', { name: 'Open ResNet-8 for grey images, width 8' }).click();
  await expect(cells(page)).toHaveCount(3);
  await expect(page.locator('[data-cell-kind="train"]').getByRole('button', { name: 'Train' }).first()).toBeEnabled();
});

test('an empty notebook takes a net from the picker, and further ones from the palette', async ({ page }) => {
  await openEmptyNotebook(page);
  await page.getByRole('button', { name: /^A zoo network/ }).click();
  const field = page.getByRole('dialog', { name: 'Insert a network of the zoo' }).getByRole('combobox');
  await field.fill('resnet-56');
  await field.press('Enter');
  const form = page.getByRole('dialog', { name: 'ResNet-56' });
  await expect(form.getByRole('button', { name: 'Insert' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cells(page)).toHaveCount(1);
  await expect(page.getByText('853,018').first()).toBeVisible();

  await page.keyboard.press('Control+k');
  await commandField(page).fill('ResNet-20');
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('option', { name: 'ResNet-20', exact: true }).click();
  await expect(cells(page)).toHaveCount(2);
  await expect(page.getByText('269,722').first()).toBeVisible();
  await expectSaved(page);
  await page.keyboard.press('Control+z');
  await expect(cells(page)).toHaveCount(1);
});

test('a net is adjusted before it is opened, and its costs follow', async ({ page }) => {
  await openLibrary(page);
  await page.getByRole('button', { name: 'Adjust ResNet-20', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('269,722');
  await dialog.getByLabel('Blocks in each stage').fill('5');
  await dialog.getByLabel('Shortcuts where shapes change').selectOption('B');
  await expect(dialog.getByRole('heading', { name: 'ResNet-32' })).toBeVisible();
  // ResNet-32 with option B, as counted with PyTorch.
  await expect(dialog).toContainText('466,906');
  await expect(dialog).toContainText('originally 269,722');

  const width = dialog.getByLabel('Filters in the first stage');
  await width.fill('0');
  await expect(dialog.getByText('“Filters in the first stage” must be a whole number from 1, not “0”.')).toBeVisible();
  await width.press('Enter');
  await expect(dialog).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('.zoo-dialog').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);

  await width.fill('16');
  await dialog.getByLabel('Classes').fill('100');
  await width.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Title of the notebook' })).toHaveValue('ResNet-32');
  // Ninety more units behind 64 channels.
  await expect(page.locator('[data-cell-kind="graph"]').getByText('472,756').first()).toBeVisible();
});

test('ResNet-50 has its strides in either place, ResNeXt its groups', async ({ page }) => {
  await openLibrary(page);
  await page.getByRole('button', { name: 'Adjust ResNet-50', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('4.09 G');
  await dialog.getByLabel('Strides of a bottleneck').selectOption('v1');
  await expect(dialog).toContainText('3.86 G');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Adjust ResNet-50', exact: true })).toBeFocused();
  await page.getByRole('button', { name: /variants/ }).click();
  await page.getByRole('button', { name: 'Adjust ResNeXt-50 (32×4d)' }).click();
  await expect(dialog).toContainText('25,028,904');
  await dialog.getByLabel('Groups').fill('1');
  await dialog.getByLabel('Channels in a group').fill('64');
  await expect(dialog).toContainText('25,557,032');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the zoo is a list, no wider than the screen', async ({ page }) => {
    await openLibrary(page);
    const list = page.getByRole('list', { name: 'Zoo' });
    await expect(list.getByRole('listitem')).toHaveCount(18);
    // The plain net has as many parameters as the residual one with zero-padding.
    await expect(list.getByRole('listitem').filter({ hasText: '269,722 parameters' })).toHaveText([/ResNet-20/, /Plain-20/]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await list.getByRole('button', { name: 'Open ResNet-20', exact: true }).tap();
    await expect(page.getByRole('textbox', { name: 'Title of the notebook' })).toHaveValue('ResNet-20');
  });
});
