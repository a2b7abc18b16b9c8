/** The zoo: its list on the library page, a net opened from it, and nets put into a notebook. */
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
  await page.getByRole('button', { name: /^Show 22 variants/ }).click();
  await expect(table.locator('tbody tr')).toHaveCount(33);

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
