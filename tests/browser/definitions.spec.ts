/** A block's definition on the screen: parameters, fields that refer to them, ports; blocks in the palette, copied, listed and deleted. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import type { NotebookDocument } from '@/lib/notebook/document';
import { residualNet } from '@/lib/notebook/starter/graphs';
import { zooNotebook } from '@/lib/zoo/notebook';
import { documentOf, drag, middleOf, node, openDocument, port } from './canvas-page';

function resnet(): NotebookDocument {
  const notebook = zooNotebook('resnet-20');
  if (notebook === null) throw new Error('resnet-20');
  return { ...notebook, modified: '2026-01-01T00:00:00.000Z' };
}

function head(page: Page) {
  return page.locator('[data-cell-head]').first();
}

async function openStage(page: Page): Promise<void> {
  await node(page, 'stage2').focus();
  for (let times = 0; times < 3; times++) await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Open blocks' })).toBeVisible();
}

async function expectAccessible(page: Page, part: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

test('a parameter is renamed, refused, and removed by its default; one history for all', async ({ page }) => {
  await openDocument(page, resnet());
  await openStage(page);
  await page.getByRole('navigation', { name: 'Open blocks' }).getByRole('button', { name: 'Edit the block' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit the block' });
  await expect(dialog).toContainText('Used in 3 places');
  await expectAccessible(page, '.definition');

  const fieldOf = (part: string, name: string) => dialog.getByLabel(`${part} of ${name}`);
  await fieldOf('Name', 'filters').fill('Width');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('begins with a small letter');
  await fieldOf('Name', 'filters').fill('width');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await fieldOf('Default', 'width').fill('0');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('a whole number, at least 1');
  await fieldOf('Default', 'width').fill('16');

  await dialog.getByRole('button', { name: 'Remove strides' }).click();
  await expect(dialog.getByRole('alert')).toContainText('strides is used in 2 fields: conv1 · strides, shortcut · strides');
  await dialog.getByRole('button', { name: 'Put 1 there and remove it' }).click();
  await expect(fieldOf('Name', 'strides')).toHaveCount(0);

  await dialog.getByRole('button', { name: 'Add a parameter' }).click();
  await expect(fieldOf('Name', 'parameter1')).toBeFocused();
  await dialog.getByLabel('Name of the block').fill('My block');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('navigation', { name: 'Open blocks' })).toContainText('My block');
  await expect(head(page)).toContainText('269,722');
  await page.keyboard.press('Escape');
  await expect(node(page, 'stage2')).toHaveAccessibleName(/width 32/);

  for (let times = 0; times < 4; times++) await page.keyboard.press('Control+z');
  await expect(node(page, 'stage2')).toHaveAccessibleName(/filters 32/);
  await expect(node(page, 'stage2')).toContainText('Basic block');
});

test('a field is bound to an expression, and a value becomes a parameter that each place can set', async ({ page }) => {
  await openDocument(page, resnet());
  await openStage(page);
  await node(page, 'conv2').focus();
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('region', { name: 'Settings of Conv2D' });
  await inspector.getByRole('button', { name: 'What Kernel refers to' }).click();
  await page.getByRole('button', { name: 'Make this value a parameter' }).click();
  await expect(inspector.getByLabel('Kernel', { exact: true })).toHaveValue('=kernelSize');
  await expect(inspector).toContainText('= 3 here');

  await inspector.getByRole('button', { name: 'What Filters refers to' }).click();
  const panel = page.getByRole('dialog', { name: 'What Filters refers to' });
  await expectAccessible(page, '.bind-panel');
  await panel.getByLabel('Or an expression').fill('filters * 4');
  await expect(panel).toContainText('= 128 here');
  await panel.getByLabel('Or an expression').fill('filters * width');
  await expect(panel.getByRole('button', { name: 'Take', exact: true })).toBeDisabled();
  await panel.getByLabel('Or an expression').fill('filters * 4 // 4');
  await page.keyboard.press('Enter');
  await expect(inspector.getByLabel('Filters', { exact: true })).toHaveValue('=filters * 4 // 4');
  await expect(head(page)).toContainText('269,722');

  await page.getByRole('navigation', { name: 'Open blocks' }).getByRole('button', { name: 'ResNet-20' }).click();
  await node(page, 'stage1').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Settings of Basic block' }).getByLabel('kernelSize', { exact: true }).fill('1');
  // Three convolutions of 16·16 weights lose 8 of their 9 places.
  await expect(head(page)).toContainText(new Intl.NumberFormat('en').format(269_722 - 3 * 8 * 16 * 16));
});

test('ready blocks come with their definition: by click, by drag, in the menu; a linked copy changes with them', async ({ page }) => {
  await openDocument(page, documentOf(residualNet('Net')));
  const palette = page.getByRole('toolbar', { name: 'Layers' });
  const entry = palette.getByRole('button', { name: 'Add Basic block' });
  await entry.scrollIntoViewIfNeeded();
  await node(page, 'relu1').focus();
  await page.keyboard.press('Space');
  await entry.click();
  await expect(node(page, 'block1')).toContainText('Basic block');
  await expect(head(page)).toContainText('Shapes agree');

  await entry.scrollIntoViewIfNeeded();
  const canvas = await middleOf(page.locator('.layer-canvas'));
  await drag(page, await middleOf(entry), { x: canvas.x, y: canvas.y - 140 });
  await expect(node(page, 'block2')).toContainText('Basic block');
  await page.keyboard.press('Delete');

  // Copied and pasted it is the same block: what is changed in one changes in the other.
  await node(page, 'block1').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+d');
  await expect(node(page, 'block3').or(node(page, 'block2'))).toContainText('Basic block');
  await node(page, 'block1').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Edit the block' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit the block' });
  await dialog.getByLabel('Name of the block').fill('Shared');
  await page.keyboard.press('Escape');
  await expect(page.locator('.react-flow__node .node.c-block').filter({ hasText: 'Shared' })).toHaveCount(2);
});

test('the list names who uses a block, and deletes it by unpacking; nothing doubled in another notebook', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openDocument(page, resnet());
  await node(page, 'stage1').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+c');
  await page.getByRole('toolbar', { name: 'Layers' }).getByRole('button', { name: 'All blocks …' }).click();
  const list = page.getByRole('dialog', { name: 'Blocks of this notebook' });
  await expect(list).toContainText('used 3 times');
  await expectAccessible(page, '.definition');
  await list.getByRole('button', { name: 'Delete Basic block' }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete Basic block?' });
  await expect(question).toContainText('stage2 in the cell ResNet-20');
  await expectAccessible(page, '.remove-question');
  await question.getByRole('button', { name: 'Unpack it there' }).click();
  await expect(list).toContainText('None yet.');
  await page.keyboard.press('Escape');
  await expect(head(page)).toContainText('269,722');
  await expect(node(page, 'stage1')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(node(page, 'stage1')).toBeVisible();

  await openDocument(page, documentOf(residualNet('Net')));
  await page.locator('.layer-canvas').focus();
  await page.keyboard.press('Control+v');
  await expect(node(page, 'block1')).toContainText('Basic block');
  await page.locator('.layer-canvas').focus();
  await page.keyboard.press('Control+v');
  await expect(node(page, 'block2')).toContainText('Basic block');
  await page.getByRole('toolbar', { name: 'Layers' }).getByRole('button', { name: 'All blocks …' }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(list).toContainText('used 2 times');
});

test('the graph of a cell is used as a block; a block with two inputs has a port for each', async ({ page }) => {
  const two: NotebookDocument['graphs'][string] = {
    name: 'Joined',
    nodes: { a: { kind: 'input', title: 'left' }, b: { kind: 'input', title: 'right' }, add1: { kind: 'add' }, out: { kind: 'output' } },
    edges: [['a', 'add1:0'], ['b', 'add1:1'], ['add1', 'out']],
  };
  const base = documentOf(residualNet('Net'));
  await openDocument(page, { ...base, graphs: { ...base.graphs, joined: two }, cells: [...base.cells, { id: 'cell2', kind: 'graph', graph: 'joined', title: 'Joined' }] });
  await page.locator('[data-cell-id="cell2"]').getByRole('button', { name: 'Tools of this cell' }).click();
  await page.getByRole('menuitem', { name: 'Use as a block' }).click();
  await expect(page.getByText('Joined is offered as a block now')).toBeVisible();

  const first = page.locator('[data-cell-id="cell1"]');
  const entry = first.getByRole('button', { name: 'Add Joined' });
  await entry.scrollIntoViewIfNeeded();
  const canvas = await middleOf(first.locator('.layer-canvas'));
  await drag(page, await middleOf(entry), { x: canvas.x, y: canvas.y - 150 });
  const block = first.locator('.react-flow__node[data-id="block1"]');
  await expect(block.locator('.react-flow__handle.target')).toHaveCount(2);
  await expect(block.locator('.port-name')).toHaveText(['left', 'right']);
  await drag(page, await middleOf(port(page, 'relu1', 'source').first()), await middleOf(block.locator('.react-flow__handle.target').nth(1)));
  await expect(page.getByRole('status').filter({ hasText: 'linked to Joined' })).toHaveCount(1);
});

test('what cannot be a block offers the nearest that can; unpacking nothing is said on the canvas', async ({ page }) => {
  await openDocument(page, documentOf(residualNet('Net')));
  for (const id of ['conv2', 'add1']) {
    await node(page, id).focus();
    await page.keyboard.press('Space');
  }
  await page.keyboard.press('Control+Shift+g');
  await expect(page.getByRole('status').filter({ hasText: 'None of the selected layers is a block' })).toBeVisible();
  await page.keyboard.press('Control+g');
  await expect(page.getByText('Make a block of these', { exact: false })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(node(page, 'block1')).toBeVisible();
  await expect(head(page)).toContainText('12,698');
});
