/** What the browser tests of the notebook share. */
import { expect, type Locator, type Page } from '@playwright/test';

/** A notebook of its own, empty, in a browser that has been here before. */
export async function openEmptyNotebook(page: Page): Promise<string> {
  await page.goto('notebook/');
  await expect(page.getByRole('textbox', { name: 'Title of the notebook' })).toBeVisible();
  await expect(page).toHaveURL(/id=/);
  return page.url();
}

export function cells(page: Page): Locator {
  return page.locator('[data-cell-id]');
}

/** Text cells one after the other, each left in command mode. */
export async function writeTexts(page: Page, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await page.getByRole('group', { name: 'Add a cell' }).getByRole('button', { name: 'Text' }).click();
    const editor = page.getByRole('textbox', { name: 'Text in Markdown' });
    await editor.fill(text);
    await editor.press('Escape');
    await expect(editor).toBeHidden();
  }
}

export async function cellTexts(page: Page): Promise<readonly string[]> {
  return (await page.locator('[data-cell-kind="text"] .prose').allInnerTexts()).map((text) => text.trim());
}

export async function expectSaved(page: Page): Promise<void> {
  await expect(page.locator('[data-save-state="saved"]')).toBeVisible();
}

/** The field of the open command palette. */
export function commandField(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox');
}
