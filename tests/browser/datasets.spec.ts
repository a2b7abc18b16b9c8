/** Data sets as a person imports them: a CIFAR-10 file, pictures, broken files; the contact sheet, and deleting. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { cifar, gzip, png, tar, zip } from '../unit/datasets/files';

type Upload = { readonly name: string; readonly data: Uint8Array };

/** Chooses files as by the dialog that the button opens. */
async function choose(page: Page, files: readonly Upload[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(files.map(({ name, data }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(data) })));
}

function archive(): Upload {
  const labels = Array.from({ length: 100 }, (_, i) => i % 10);
  return {
    name: 'cifar-10-binary.tar.gz',
    data: gzip(tar([
      { path: 'cifar-10-batches-bin/batches.meta.txt', data: new TextEncoder().encode('airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n') },
      { path: 'cifar-10-batches-bin/data_batch_1.bin', data: cifar(labels) },
      { path: 'cifar-10-batches-bin/test_batch.bin', data: cifar([3, 5]) },
    ])),
  };
}

/** What is drawn in the middle of a tile: red, green and blue. */
function middle(page: Page, name: string): Promise<readonly number[]> {
  return page.getByRole('img', { name, exact: true }).evaluate((tile) => {
    if (!(tile instanceof HTMLCanvasElement)) return [];
    return [...(tile.getContext('2d')?.getImageData(tile.width >> 1, tile.height >> 1, 1, 1).data.slice(0, 3) ?? [])];
  });
}

test.beforeEach(async ({ page }) => {
  await page.goto('/datasets/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Data sets');
});

test('the shipped set can be looked at, by class and page', async ({ page }) => {
  const details = page.getByRole('region', { name: 'Fashion-MNIST' });
  await expect(details.getByRole('img')).toHaveCount(40);
  await expect(details.getByRole('img', { name: 'Image 1: Ankle boot', exact: true })).toBeVisible();
  await details.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(details.getByRole('status')).toHaveText('1–40 of 2,000');
  await details.getByRole('combobox', { name: 'Class' }).selectOption({ index: 2 });
  await expect(details.getByRole('img').first()).toHaveAccessibleName(/: Trouser$/);
  await details.getByRole('group', { name: /Contact sheet of Fashion-MNIST/ }).press('End');
  await expect(details.getByRole('button', { name: 'Next page' })).toBeDisabled();
});

test('a CIFAR-10 archive is imported, looked at, kept and deleted', async ({ page }) => {
  await choose(page, [archive()]);
  await expect(page.getByText('CIFAR-10 is imported: 100 training and 2 test images.')).toBeVisible();
  const details = page.getByRole('region', { name: 'CIFAR-10' });
  await expect(details.getByRole('img')).toHaveCount(40);
  // Image 8 of the file has planes filled with 7, 8 and 9.
  await expect.poll(() => middle(page, 'Image 8: horse')).toEqual([7, 8, 9]);
  await page.reload();
  await page.getByRole('list', { name: 'Data sets in this browser' }).getByRole('button', { name: /CIFAR-10/ }).click();
  await expect(details.getByText('100 training, 2 test')).toBeVisible();
  await details.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name of the data set' }).fill('Hundred pictures');
  await page.keyboard.press('Enter');
  const renamed = page.getByRole('region', { name: 'Hundred pictures' });
  await renamed.getByRole('button', { name: 'Delete Hundred pictures' }).click();
  await renamed.getByRole('alert').getByRole('button', { name: 'Delete Hundred pictures' }).click();
  await expect(page.getByRole('list', { name: 'Data sets in this browser' }).getByRole('listitem')).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('list', { name: 'Data sets in this browser' }).getByRole('listitem')).toHaveCount(1);
});

test('files that are dropped are imported too', async ({ page }) => {
  const data = [...cifar([4, 2, 4])];
  const transfer = await page.evaluateHandle((bytes) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([Uint8Array.from(bytes)], 'data_batch_1.bin'));
    return dropped;
  }, data);
  const zone = page.getByText('Drop files or a folder here');
  await zone.dispatchEvent('dragover', { dataTransfer: transfer });
  await page.getByText('Let go to import').dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.getByText('CIFAR-10 is imported: 3 training images, without a test split.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'CIFAR-10' }).getByText('3 training, no test split')).toBeVisible();
});

test('a long import shows how far it is, and can be cancelled', async ({ page }) => {
  // 300,000 black airplanes: seconds of work from a file of a megabyte.
  const member = Buffer.from(gzip(new Uint8Array(3073 * 10_000)));
  await choose(page, [{ name: 'data_batch_1.bin.gz', data: Buffer.concat(Array.from({ length: 30 }, () => member)) }]);
  await expect(page.getByRole('progressbar', { name: 'Reading data_batch_1.bin.gz' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible();
  await expect(page.getByRole('progressbar')).toBeHidden();
  await expect(page.getByRole('list', { name: 'Data sets in this browser' }).getByRole('listitem')).toHaveCount(1);
});

test('axe finds nothing serious, light and dark', async ({ page }) => {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await expect(page.getByRole('img')).toHaveCount(40);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  }
});

test('broken and wrong files get a sentence', async ({ page }) => {
  const failure = page.getByRole('region', { name: 'Import' }).getByRole('alert');
  await choose(page, [{ name: 'data_batch_1.bin', data: cifar([1, 2]).subarray(0, 5000) }]);
  await expect(failure).toContainText('data_batch_1.bin has 5,000 bytes: 1 whole record of 3,073, and 1,927 bytes left over.');
  const { name, data } = archive();
  await choose(page, [{ name, data: data.subarray(0, data.length >> 1) }]);
  await expect(failure).toContainText('cifar-10-binary.tar.gz ends too early');
  await choose(page, [{ name: 'notes.txt', data: new TextEncoder().encode('hello') }]);
  await expect(failure).toContainText('No data set was recognised in notes.txt.');
  await failure.getByRole('button', { name: 'Dismiss' }).click();
  await expect(failure).toBeHidden();
  await expect(page.getByRole('list', { name: 'Data sets in this browser' }).getByRole('listitem')).toHaveCount(1);
});

test('a zip of pictures becomes a set of the chosen size', async ({ page }) => {
  const red = png(40, 30, () => [255, 0, 0]);
  const blue = png(30, 40, () => [0, 0, 255]);
  // JPEG comes from the browser itself, so that its decoder is asked too.
  const jpeg = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(50, 40);
    const context = canvas.getContext('2d');
    if (context !== null) {
      context.fillStyle = 'rgb(0, 255, 0)';
      context.fillRect(0, 0, 50, 40);
    }
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 })).arrayBuffer())];
  });
  await choose(page, [{ name: 'shapes.zip', data: zip({ 'shapes/blue/1.png': blue, 'shapes/green/1.jpg': Uint8Array.from(jpeg), 'shapes/red/1.png': red, 'shapes/red/2.png': red }) }]);
  await page.getByRole('combobox', { name: 'Height and width' }).selectOption('16 × 16');
  await page.getByRole('button', { name: 'Import 1 file' }).click();
  const details = page.getByRole('region', { name: 'shapes' });
  await expect(details.getByText('16 × 16, colour')).toBeVisible();
  await expect.poll(() => middle(page, 'Image 1: blue')).toEqual([0, 0, 255]);
  await expect.poll(() => middle(page, 'Image 3: red')).toEqual([255, 0, 0]);
  const [, green] = await middle(page, 'Image 2: green');
  expect(green).toBeGreaterThan(250);
});

test('a folder of pictures is read with its folders', async ({ page }, testInfo) => {
  const folder = testInfo.outputPath('garden');
  for (const [path, shade] of [['train/leaf/1.png', 90], ['train/stone/1.png', 180], ['test/leaf/2.png', 100]] as const) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), png(8, 8, () => [shade, shade, shade]));
  }
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await (await chooser).setFiles(folder);
  await page.getByRole('button', { name: 'Grey' }).click();
  await page.getByRole('button', { name: 'Import 3 files' }).click();
  await expect(page.getByText('garden is imported: 2 training and 1 test images.')).toBeVisible();
  await expect.poll(() => middle(page, 'Image 2: stone')).toEqual([180, 180, 180]);
});

test('real CIFAR-10 files', async ({ page }) => {
  const folder = join(process.env.SKIPBOOK_DATA ?? '', 'cifar-10-batches-bin');
  test.skip(process.env.SKIPBOOK_DATA === undefined || !existsSync(folder), 'SKIPBOOK_DATA does not name a folder with CIFAR-10.');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(['data_batch_1.bin.gz', 'test_batch.bin.gz'].map((file) => join(folder, file)));
  await expect(page.getByText('CIFAR-10 is imported: 10,000 training and 10,000 test images.')).toBeVisible({ timeout: 60_000 });
});
