/** The library: a first visit, and the life of a notebook from new to deleted. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { cells, expectSaved, openEmptyNotebook } from './notebook-helpers';

test('a first visit opens the starter notebook, once', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('textbox', { name: 'Title of the notebook' })).toHaveValue('Your first residual block');
  await expect(cells(page)).toHaveCount(5);
  await expect(page.locator('.katex-display').first()).toBeVisible();
  await page.goto('./');
  await expect(page.getByRole('heading', { name: 'Your notebooks' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Your notebooks' }).getByRole('listitem')).toHaveCount(1);
});

test('a browser that speaks Chinese gets everything in Chinese', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto('./');
  await expect(page.getByRole('textbox', { name: '笔记本标题' })).toHaveValue('第一个残差块');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await context.close();
});

test('new, rename, duplicate, search, delete with undo', async ({ page }) => {
  await openEmptyNotebook(page);
  await page.getByRole('textbox', { name: 'Title of the notebook' }).fill('Degradation');
  await expectSaved(page);
  await page.getByRole('link', { name: 'Notebooks' }).click();
  const list = page.getByRole('list', { name: 'Your notebooks' });
  await expect(list.getByRole('link', { name: 'Degradation' })).toBeVisible();

  await page.getByRole('button', { name: 'Tools of “Degradation”' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  const title = page.getByRole('textbox', { name: 'New title of “Degradation”' });
  await title.fill('Why deeper got worse');
  await title.press('Enter');
  await expect(list.getByRole('link', { name: 'Why deeper got worse' })).toBeVisible();

  await page.getByRole('button', { name: 'Tools of “Why deeper got worse”' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(list.getByRole('link', { name: 'Why deeper got worse (copy)' })).toBeVisible();

  await page.getByRole('searchbox', { name: 'Search your notebooks' }).fill('COPY');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Search your notebooks' }).fill('nothing like it');
  await expect(page.getByText('No notebook is called “nothing like it”.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search your notebooks' }).fill('');

  await page.getByRole('button', { name: 'Tools of “Why deeper got worse (copy)”' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await page.reload();
  await expect(list.getByRole('listitem')).toHaveCount(2);
});

test('a saved file comes back in as it was, beside the notebook it came from', async ({ page }) => {
  // The dialog of the system cannot be driven: without it the file is downloaded.
  await page.addInitScript(() => ['showOpenFilePicker', 'showSaveFilePicker'].forEach((name) => Reflect.deleteProperty(window, name)));
  await page.goto('./');
  await expect(cells(page)).toHaveCount(5);
  await expectSaved(page);
  await page.goto('./');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Tools of “Your first residual block”' }).click();
  await page.getByRole('menuitem', { name: 'Save file' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Your first residual block.skipbook.json');
  const text = readFileSync(await file.path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ format: 'skipbook', version: 1, title: 'Your first residual block' });

  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'again.skipbook.json', { type: 'application/json' }));
    window.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, text);
  await expect(cells(page)).toHaveCount(5);
  await page.getByRole('link', { name: 'Notebooks' }).click();
  await expect(page.getByRole('list', { name: 'Your notebooks' }).getByRole('listitem')).toHaveCount(2);
});

test('runs travel in the file; a second copy has runs of its own', async ({ page }) => {
  await page.addInitScript(() => ['showOpenFilePicker', 'showSaveFilePicker'].forEach((name) => Reflect.deleteProperty(window, name)));
  await openEmptyNotebook(page);
  const text = readFileSync('tests/fixtures/v1/with-run.skipbook.json', 'utf8');
  const files: { readonly id: string; readonly runs: Readonly<Record<string, { readonly result: { readonly testAccuracy: number } }>>; readonly snapshots: object; readonly cells: readonly { readonly runs?: readonly string[] }[] }[] = [];
  for (let copy = 0; copy < 2; copy++) {
    const before = page.url();
    await page.evaluate((content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], 'run.skipbook.json', { type: 'application/json' }));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }, text);
    await expect(page).not.toHaveURL(before);
    await expect(cells(page)).toHaveCount(5);
    const download = page.waitForEvent('download');
    await page.keyboard.press('Control+s');
    files.push(JSON.parse(readFileSync(await (await download).path(), 'utf8')));
  }
  const [first, second] = files;
  expect(first).toEqual(JSON.parse(text));
  expect(second.id).not.toBe(first.id);
  expect(Object.keys(second.runs)).not.toEqual(Object.keys(first.runs));
  expect(second.cells.flatMap((cell) => cell.runs ?? [])).toEqual(Object.keys(second.runs));
  expect(Object.values(second.runs)[0].result).toEqual(Object.values(first.runs)[0].result);
  expect(second.snapshots).toEqual(first.snapshots);
});

test('an earlier version opens as a copy, and the notebook stays as it is', async ({ page }) => {
  const url = await openEmptyNotebook(page);
  await page.getByRole('textbox', { name: 'Title of the notebook' }).fill('Later');
  await expectSaved(page);
  await page.getByRole('button', { name: 'Menu of the notebook' }).click();
  await page.getByRole('menuitem', { name: 'Earlier versions' }).click();
  const versions = page.getByRole('dialog', { name: 'Earlier versions' });
  await expect(versions.getByRole('listitem')).toHaveCount(1);
  await versions.getByRole('button', { name: 'Open as a copy' }).click();
  await expect(page.getByRole('textbox', { name: 'Title of the notebook' })).toHaveValue(/^Untitled \(/);
  await page.goto(url);
  await expect(page.getByRole('textbox', { name: 'Title of the notebook' })).toHaveValue('Later');
});

test('a broken file says what is wrong and where, and changes nothing', async ({ page }) => {
  await openEmptyNotebook(page);
  await page.getByRole('link', { name: 'Notebooks' }).click();
  await expect(page.getByRole('list', { name: 'Your notebooks' })).toBeVisible();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['{"format":"skipbook",\n"version":1,\n"title" 3}'], 'broken.skipbook.json'));
    data.items.add(new File(['{"format":"skipbook","version":1,"id":"n1","title":7,"language":"en","cells":[],"graphs":{},"layout":{}}'], 'title.skipbook.json'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText(/broken\.skipbook\.json: The file is no valid JSON: .* line 3/)).toBeVisible();
  await expect(page.getByText('title.skipbook.json: At title the file has a value of the wrong kind: a text was expected.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Your notebooks' }).getByRole('listitem')).toHaveCount(1);
});

test('a file of a newer version opens for reading, and keeps what is new in it', async ({ page }) => {
  await openEmptyNotebook(page);
  await page.getByRole('link', { name: 'Notebooks' }).click();
  await expect(page.getByRole('list', { name: 'Your notebooks' })).toBeVisible();
  await page.evaluate(() => {
    const data = new DataTransfer();
    const file = { format: 'skipbook', version: 2, id: 'future1', title: 'From tomorrow', language: 'en', cells: [{ id: 'cell1', kind: 'text', markdown: 'Read *me*' }, { id: 'cell2', kind: 'hologram', depth: 3 }], graphs: {}, layout: {} };
    data.items.add(new File([JSON.stringify(file)], 'new.skipbook.json'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(page.getByText('This notebook comes from a newer version of Skipbook.')).toBeVisible();
  await expect(page.getByText('A cell of kind "hologram", which this version of Skipbook does not know.')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Add a cell' })).toBeHidden();
  await page.locator('[data-cell-id="cell1"]').focus();
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await expect(cells(page)).toHaveCount(2);
});

test('clearing the device leaves nothing behind', async ({ page }) => {
  await openEmptyNotebook(page);
  await page.getByRole('textbox', { name: 'Title of the notebook' }).fill('Private');
  await expectSaved(page);
  await page.goto('./');
  await page.getByRole('button', { name: 'Clear this device' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('link', { name: 'Private' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear this device' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete everything' }).click();
  await expect(page.getByText('Nothing of Skipbook is left in this browser.')).toBeVisible();
  await expect(page.getByText('No notebooks yet.')).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('skipbook')))).toEqual([]);
});
