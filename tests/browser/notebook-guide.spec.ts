/** The guided first build, followed click by click from the empty notebook until the block stands. */
import { expect, test, type Page } from '@playwright/test';
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

/** Values of a data attribute of all elements that the guide marks. */
function marked(page: Page, attribute: string): Promise<readonly string[]> {
  return page.evaluate(
    (name) => [...document.querySelectorAll(`[${name}]`)].filter((element) => getComputedStyle(element).outlineStyle === 'dashed').flatMap((element) => element.getAttribute(name) ?? []),
    attribute,
  );
}

test('who follows the marks, and nothing else, has a block that fits and a net with an output', async ({ page }) => {
  await openEmptyNotebook(page);
  await page.getByRole('button', { name: /Guided first build/ }).click();
  const guide = page.getByRole('region', { name: 'Guided first build' });
  await expect(page.locator('[data-palette-entry="conv2d"]')).toBeVisible();
  const parts: string[] = [];
  for (let part = await guide.getAttribute('data-guide-part'); part !== null && part !== 'done' && parts.length < 15; part = await guide.getAttribute('data-guide-part')) {
    parts.push(part);
    await expect.poll(async () => (await marked(page, 'data-node-id')).length).toBe(part === 'shortcut' ? 2 : 1);
    const [[entry], nodes] = [await marked(page, 'data-palette-entry'), await marked(page, 'data-node-id')];
    const node = (id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
    if (entry === undefined) {
      await node(nodes[0]).locator('.react-flow__handle.source').first().click({ force: true });
      await node(nodes[1]).locator('.react-flow__handle.target').last().click({ force: true });
    } else {
      await node(nodes[0]).click();
      await page.locator(`[data-palette-entry="${entry}"]`).click();
    }
    await expect(guide).not.toHaveAttribute('data-guide-part', part);
  }
  expect(parts).toEqual(['conv1', 'norm1', 'relu', 'conv2', 'norm2', 'addition', 'shortcut', 'relu2', 'pool', 'flatten', 'dense', 'output']);
  await expect(guide).toContainText('The block stands');
  await expect(page.getByText('Shapes agree')).toBeVisible();
});
