/** The guided first build, followed click by click from the empty notebook until the block stands. */
import { expect, test } from '@playwright/test';
import { openEmptyNotebook } from './notebook-helpers';

test('the guide marks the next box, and follows what is done and undone', async ({ page }) => {
  await openEmptyNotebook(page);
  await page.getByRole('button', { name: /Guided first build/ }).click();
  const guide = page.getByRole('region', { name: 'Guided first build' });
  await expect(guide).toContainText('The branch F(x) begins with a 3×3 convolution');
  const outline = (selector: string) => page.locator(selector).evaluate((element) => getComputedStyle(element).outlineStyle);
  await expect(page.locator('[data-palette-entry="conv2d"]')).toBeVisible();
  expect(await outline('[data-palette-entry="conv2d"]')).toBe('dashed');
  expect(await outline('[data-palette-entry="add"]')).not.toBe('dashed');
  expect(await outline('[data-node-id="relu1"]')).toBe('dashed');

  await page.locator('.react-flow__node[data-id="relu1"]').click();
  await page.locator('[data-palette-entry="conv2d"]').click();
  await expect(guide).toHaveAttribute('data-guide-part', /norm1|conv1/);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(guide).toHaveAttribute('data-guide-part', 'conv1');

  await page.reload();
  await expect(guide).toHaveAttribute('data-guide-part', 'conv1');
  await guide.getByRole('button', { name: 'End the guide' }).click();
  await expect(guide).toBeHidden();
  await page.reload();
  await expect(page.locator('.react-flow__node[data-id="relu1"]')).toBeVisible();
  await expect(guide).toBeHidden();
});
