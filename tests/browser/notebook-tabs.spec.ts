/** One notebook in two tabs, and a browser that keeps nothing. */
import { expect, test } from '@playwright/test';
import { cells, cellTexts, expectSaved, openEmptyNotebook, writeTexts } from './notebook-helpers';

test('the second tab reads along, takes over, and the first one reads from then on', async ({ page, context }) => {
  const url = await openEmptyNotebook(page);
  await writeTexts(page, ['by the first']);
  await expectSaved(page);

  const second = await context.newPage();
  await second.goto(url);
  await expect(second.getByText('This notebook is open in another tab. Here you read along.')).toBeVisible();
  await expect(second.getByRole('group', { name: 'Add a cell' })).toBeHidden();
  await writeTexts(page, ['written meanwhile']);
  await expect(cells(second)).toHaveCount(2);

  await second.getByRole('button', { name: 'Take over' }).click();
  await expect(second.getByRole('group', { name: 'Add a cell' })).toBeVisible();
  await expect(page.getByText('This notebook is open in another tab. Here you read along.')).toBeVisible();
  await writeTexts(second, ['by the second']);
  await expect(cells(page)).toHaveCount(3);
  expect(await cellTexts(page)).toEqual(['by the first', 'written meanwhile', 'by the second']);

  await second.close();
  await expect(page.getByRole('group', { name: 'Add a cell' })).toBeVisible();
  await page.reload();
  await expect(cells(page)).toHaveCount(3);
});

test('what is typed and not yet saved is not lost when another tab takes over', async ({ page, context }) => {
  const url = await openEmptyNotebook(page);
  const second = await context.newPage();
  await second.goto(url);
  await expect(second.getByRole('button', { name: 'Take over' })).toBeVisible();
  await writeTexts(page, ['last words']);
  await second.getByRole('button', { name: 'Take over' }).click();
  await expect(second.getByRole('group', { name: 'Add a cell' })).toBeVisible();
  await expect(cells(second)).toHaveCount(1);
  expect(await cellTexts(second)).toEqual(['last words']);
});

test('where the browser keeps nothing, everything works, and it says so', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('storage is blocked', 'SecurityError');
    };
  });
  await page.goto('notebook/');
  await expect(page.getByText('This browser keeps nothing for this page')).toBeVisible();
  await expect(page.locator('[data-save-state="unsaved"]')).toHaveText('Not saved');
  await writeTexts(page, ['kept for now']);
  await page.getByRole('link', { name: 'Notebooks' }).click();
  await page.getByRole('list', { name: 'Your notebooks' }).getByRole('link').click();
  await expect(cells(page)).toHaveCount(1);
  expect(await cellTexts(page)).toEqual(['kept for now']);
});

test('an address of no notebook says so, with a way on', async ({ page }) => {
  await page.goto('notebook/?id=nowhere');
  await expect(page.getByText('There is no notebook at this address in this browser.')).toBeVisible();
  await page.getByRole('link', { name: 'To your notebooks' }).click();
  await expect(page.getByRole('main')).toBeVisible();
});
