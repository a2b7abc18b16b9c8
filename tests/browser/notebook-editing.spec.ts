/** A notebook by keyboard: modes, Jupyter's keys, text, undo of everything, and what a reload leaves. */
import { expect, test } from '@playwright/test';
import { cells, cellTexts, commandField, expectSaved, openEmptyNotebook, writeTexts } from './notebook-helpers';

test('cells by keys: insert, walk, move, copy, cut, paste, merge, delete', async ({ page }) => {
  await openEmptyNotebook(page);
  await writeTexts(page, ['one', 'two', 'three']);
  expect(await cellTexts(page)).toEqual(['one', 'two', 'three']);

  await page.keyboard.press('k');
  await page.keyboard.press('ArrowUp');
  await expect(cells(page).first()).toBeFocused();
  await page.keyboard.press('Control+Shift+ArrowDown');
  expect(await cellTexts(page)).toEqual(['two', 'one', 'three']);
  await expect(cells(page).nth(1)).toBeFocused();

  await page.keyboard.press('c');
  await page.keyboard.press('j');
  await page.keyboard.press('v');
  await expect(cells(page)).toHaveCount(4);
  expect(await cellTexts(page)).toEqual(['two', 'one', 'three', 'one']);
  await page.keyboard.press('x');
  await expect(cells(page)).toHaveCount(3);

  await page.keyboard.press('k');
  await page.keyboard.press('k');
  await expect(cells(page).first()).toBeFocused();
  await page.keyboard.press('Shift+M');
  await expect(cells(page)).toHaveCount(2);
  expect(await cellTexts(page)).toEqual(['two\n\none', 'three']);
  await page.keyboard.press('z');
  await expect(cells(page)).toHaveCount(3);
  await page.keyboard.press('Shift+Z');
  await expect(cells(page)).toHaveCount(2);

  await cells(page).last().focus();
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await expect(cells(page)).toHaveCount(1);
  await page.keyboard.press('a');
  await page.keyboard.type('above');
  await page.keyboard.press('Shift+Enter');
  await expect(cells(page).nth(1)).toBeFocused();
  expect(await cellTexts(page)).toEqual(['above', 'two\n\none']);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Text in Markdown' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(cells(page).nth(1)).toBeFocused();
});

test('letters write in fields and do nothing else; turned off, they do nothing at all', async ({ page }) => {
  await openEmptyNotebook(page);
  await page.getByRole('textbox', { name: 'Title of the notebook' }).fill('');
  await page.getByRole('textbox', { name: 'Title of the notebook' }).pressSequentially('abxcdd ?');
  await expect(page.getByRole('textbox', { name: 'Title of the notebook' })).toHaveValue('abxcdd ?');
  await expect(cells(page)).toHaveCount(0);
  await writeTexts(page, ['text']);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help.getByText('Insert a text cell above')).toBeVisible();
  await help.getByRole('checkbox', { name: 'Use letters alone as shortcuts' }).uncheck();
  await page.keyboard.press('Escape');
  await cells(page).first().focus();
  await page.keyboard.press('b');
  await page.keyboard.press('x');
  await expect(cells(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Text in Markdown' })).toBeFocused();
});

test('Markdown with formulas is set, scripts in it are not', async ({ page }) => {
  await openEmptyNotebook(page);
  await writeTexts(page, ['## A *heading*\n\n$$F(x) = H(x) - x$$\n\nand $x$ inline.\n\n<script>window.broken = true</script><img src="x" onerror="window.broken = true">\n\n[click](javascript:window.broken=true)\n\n| a | b |\n|---|---|\n| 1 | 2 |']);
  await expect(page.getByRole('heading', { name: 'A heading' })).toBeVisible();
  await expect(page.locator('.katex-display')).toHaveCount(1);
  await expect(page.locator('.katex')).toHaveCount(2);
  await expect(page.getByRole('cell', { name: '2' })).toBeVisible();
  expect(await page.evaluate(() => Reflect.has(window, 'broken'))).toBe(false);
  expect(await page.locator('.prose [href^="javascript"], .prose script, .prose [onerror]').count()).toBe(0);
});

test('undo leads back to the empty notebook, redo to the end, and a reload keeps it', async ({ page }) => {
  await openEmptyNotebook(page);
  await page.getByRole('textbox', { name: 'Title of the notebook' }).fill('History');
  await writeTexts(page, ['one', 'two']);
  await page.getByRole('group', { name: 'Add a cell' }).getByRole('button', { name: 'Graph' }).click();
  await page.getByRole('group', { name: 'Add a cell' }).getByRole('button', { name: 'Train' }).click();
  await expect(cells(page)).toHaveCount(4);
  await cells(page).first().focus();
  await page.keyboard.press('o');
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await expect(cells(page)).toHaveCount(3);

  const undo = page.getByRole('button', { name: 'Undo' });
  while (await undo.isEnabled()) await undo.click();
  await expect(cells(page)).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Title of the notebook' })).toHaveValue('');
  const redo = page.getByRole('button', { name: 'Redo' });
  while (await redo.isEnabled()) await redo.click();
  await expect(cells(page)).toHaveCount(3);
  await expect(page.getByRole('textbox', { name: 'Title of the notebook' })).toHaveValue('History');
  await expectSaved(page);
  await page.reload();
  await expect(cells(page)).toHaveCount(3);
  expect(await cellTexts(page)).toEqual(['two']);
});

test('what was typed a moment before the page went away is there again', async ({ page }) => {
  await openEmptyNotebook(page);
  await writeTexts(page, ['before']);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Text in Markdown' }).fill('typed at the last moment');
  await page.reload();
  await expect(cells(page)).toHaveCount(1);
  expect(await cellTexts(page)).toEqual(['typed at the last moment']);
});

test('the outline lists headings and cells, and leads to them', async ({ page }) => {
  await openEmptyNotebook(page);
  await writeTexts(page, ['# First\n\ntext', '## Second']);
  await page.getByRole('group', { name: 'Add a cell' }).getByRole('button', { name: 'Graph' }).click();
  await page.keyboard.press('Control+Shift+O');
  const outline = page.getByRole('navigation', { name: 'Outline' });
  await expect(outline.getByRole('button')).toHaveText(['First', 'Second', 'Graph']);
  await expect(outline.getByRole('button', { name: 'Graph' })).toBeFocused();
  await outline.getByRole('button', { name: 'Second' }).click();
  await expect(cells(page).nth(1)).toBeFocused();
  await page.mouse.move(700, 500);
  await page.keyboard.press('Control+Shift+O');
  await expect(outline.getByRole('button', { name: 'First' })).toBeHidden();
  await page.keyboard.press('Control+Shift+O');
  await expect(outline.getByRole('button', { name: 'Second' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(outline.getByRole('button', { name: 'First' })).toBeHidden();
  await expect(cells(page).nth(1)).toBeFocused();
});

test('the command palette finds actions, cells and other notebooks', async ({ page }) => {
  const first = await openEmptyNotebook(page);
  await page.getByRole('textbox', { name: 'Title of the notebook' }).fill('The other one');
  await expectSaved(page);
  await openEmptyNotebook(page);
  await writeTexts(page, ['# Findings']);
  await page.keyboard.press('Control+k');
  await commandField(page).fill('add a graph');
  await page.keyboard.press('Enter');
  await expect(cells(page)).toHaveCount(2);
  await page.keyboard.press('Control+k');
  await commandField(page).fill('findings');
  await page.keyboard.press('Enter');
  await expect(cells(page).first()).toBeFocused();
  await page.keyboard.press('Control+k');
  await commandField(page).fill('the other');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(first);
});

test('the command palette adds layers to the canvas of the active cell', async ({ page }) => {
  await openEmptyNotebook(page);
  await page.getByRole('group', { name: 'Add a cell' }).getByRole('button', { name: 'Graph' }).click();
  await expect(page.locator('.react-flow__node')).toHaveCount(2);
  await page.keyboard.press('Control+k');
  await commandField(page).fill('卷积');
  await page.keyboard.press('Enter');
  await expect(page.locator('.react-flow__node')).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await expect(page.locator('.react-flow__node')).toHaveCount(2);
});

test('the language changes at once, and lasts', async ({ page }) => {
  await openEmptyNotebook(page);
  await page.getByRole('group', { name: 'Language' }).getByRole('button', { name: '中文' }).click();
  await expect(page.getByText('直接书写，或从下面选一个开始。')).toBeVisible();
  await page.reload();
  await expect(page.getByText('直接书写，或从下面选一个开始。')).toBeVisible();
  await page.getByRole('group', { name: '语言' }).getByRole('button', { name: 'English' }).click();
  await expect(page.getByText('Write, or start from one of these.')).toBeVisible();
});
