/** An image of one's own in the train cell: chosen in the file dialog, dropped from the desktop, unreadable, blank. */
import { expect, test, type Page } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { openTrainNotebook, trainNotebook } from './train-notebook';

/** A pair of trousers, dark on white as a scan is, or a white page. */
function picture(path: string, drawn: boolean): string {
  const png = new PNG({ width: 120, height: 160 });
  for (let y = 0; y < png.height; y++) {
    for (let x = 0; x < png.width; x++) {
      const trousers = y > 8 && y < 152 && x > 34 && x < 86 && !(y > 40 && x > 58 && x < 63);
      const shade = drawn && trousers ? 60 : 255;
      png.data.set([shade, shade, shade, 255], (y * png.width + x) * 4);
    }
  }
  writeFileSync(path, PNG.sync.write(png));
  return path;
}

/** Drops a file as the desktop does: the browser itself carries it. */
async function dropFile(page: Page, path: string, { x, y }: { readonly x: number; readonly y: number }): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x, y, data });
  await session.detach();
}

test('an image file is chosen or dropped, and judged; one that cannot be read is said to be so', async ({ page }, testInfo) => {
  const trousers = picture(testInfo.outputPath('trousers.png'), true);
  const blank = picture(testInfo.outputPath('blank.png'), false);
  const broken = testInfo.outputPath('broken.png');
  writeFileSync(broken, readFileSync(trousers).subarray(0, 40));

  await openTrainNotebook(page, trainNotebook({ id: 'image1', recipe: { epochs: 1 }, filters: 8 }));
  const cell = page.locator('[data-cell-kind="train"]');
  await cell.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(cell.locator('[data-run-state="done"]')).toBeVisible({ timeout: 60_000 });
  // The workers of the training go a moment after it says that it is done.
  await expect.poll(() => page.workers().length).toBe(0);
  await cell.getByRole('button', { name: 'Try an image' }).click();

  async function choose(path: string): Promise<void> {
    const chooser = page.waitForEvent('filechooser');
    await cell.getByRole('button', { name: 'Open an image' }).click();
    await (await chooser).setFiles(path);
  }
  const rows = cell.getByRole('list', { name: 'Probabilities' }).getByRole('listitem');

  await choose(trousers);
  await expect(rows).toHaveCount(10);
  await expect(rows.first()).toContainText('Trouser');
  const chosen = await rows.allTextContents();
  await expect(cell.getByRole('checkbox', { name: 'Invert' })).toBeChecked();

  await choose(broken);
  await expect(cell.getByText('“broken.png” cannot be read as an image')).toBeVisible();
  await expect(rows).toHaveCount(0);

  const board = cell.getByRole('img', { name: 'Drawing area' });
  await board.scrollIntoViewIfNeeded();
  const box = await board.boundingBox();
  if (box === null) throw new Error('the board is not there');
  const middle = { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  await dropFile(page, trousers, middle);
  await expect(rows).toHaveCount(10);
  expect(await rows.allTextContents()).toEqual(chosen);
  expect(page.workers().length).toBe(1);

  await dropFile(page, blank, middle);
  await expect(cell.getByText('The image is of one colour')).toBeVisible();
  await dropFile(page, broken, middle);
  await expect(cell.getByText('“broken.png” cannot be read as an image')).toBeVisible();

  await cell.getByRole('button', { name: 'Mistakes' }).click();
  await expect.poll(() => page.workers().length).toBe(0);
});
