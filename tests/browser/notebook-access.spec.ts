/** Library and notebook with axe in both themes and languages, and on a phone. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { cells, commandField, openEmptyNotebook, writeTexts } from './notebook-helpers';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing in library and notebook', async ({ page }) => {
      await page.goto('./');
      await expect(cells(page)).toHaveCount(5);
      await expect(page.locator('.katex-display').first()).toBeVisible();
      const notebook = await new AxeBuilder({ page }).analyze();
      expect(notebook.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
      await page.goto('./');
      await expect(page.getByRole('heading', { name: 'Your notebooks' })).toBeVisible();
      const library = await new AxeBuilder({ page }).analyze();
      expect(library.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    });

    test('axe finds nothing in empty notebook, editor, palette and help', async ({ page }) => {
      await openEmptyNotebook(page);
      const check = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
      expect(await check()).toEqual([]);
      await writeTexts(page, ['text']);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('textbox', { name: 'Text in Markdown' })).toBeFocused();
      expect(await check()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await expect(commandField(page)).toBeFocused();
      expect(await check()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
      expect(await check()).toEqual([]);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('nothing is wider than the screen, and the bar at the foot leads to outline and search', async ({ page }) => {
    await page.goto('./');
    await expect(cells(page)).toHaveCount(5);
    await expect(page.locator('.katex-display').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const bar = page.getByRole('navigation', { name: 'Views' });
    await bar.getByRole('button', { name: 'Outline' }).tap();
    await page.getByRole('region', { name: 'Outline' }).getByRole('button', { name: 'Train it' }).tap();
    await expect(page.getByRole('heading', { name: 'Train it' })).toBeInViewport();
    await bar.getByRole('button', { name: 'Search' }).tap();
    await expect(commandField(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.goto('./');
    await expect(page.getByRole('heading', { name: 'Your notebooks' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
