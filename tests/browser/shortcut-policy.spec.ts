/** From one residual block to ResNet-20 by mouse and keys; its shortcuts switched, looked into, edited, left and undone; twins of nets. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { GraphNode } from '@/lib/graph/graph';
import { residualNet } from '@/lib/notebook/starter/graphs';
import type { NotebookDocument } from '@/lib/notebook/document';
import { zooNotebook } from '@/lib/zoo/notebook';
import { cifarResNet } from '../unit/graph/networks';
import { documentOf, node, openDocument } from './canvas-page';
import { commandField } from './notebook-helpers';

const block = ['conv2', 'bn2', 'relu2', 'conv3', 'bn3', 'shortcut1', 'add1', 'relu3'];

/** The starter's one block with the paper's ends: 32×32×3 in, average pooling before the dense layer. */
function oneBlock(): NotebookDocument {
  const { nodes, edges, ...rest } = residualNet('Net');
  const input: GraphNode = { kind: 'input', config: { height: 32, width: 32, channels: 3 } };
  const { pool1: _pool, flatten1: _flatten, ...kept } = nodes;
  return documentOf({
    ...rest,
    nodes: { ...kept, input1: input, pool1: { kind: 'globalAveragePooling2d' } },
    edges: [...edges.filter((edge) => !edge.includes('flatten1')), ['pool1', 'dense1']],
  });
}

/** Parameters of 6n + 2 layers for CIFAR-10, added up from the text of the paper; a projection is 1×1 with BN. `second` is the side of the second kernel of a block. */
function counted(n: number, policy: 'A' | 'B' | 'C', second = 3): string {
  let sum = 27 * 16 + 32 + 64 * 10 + 10;
  let from = 16;
  for (const filters of [16, 32, 64]) {
    for (let index = 0; index < n; index++) {
      sum += 9 * from * filters + second * second * filters * filters + 4 * filters;
      if (policy === 'C' || (policy === 'B' && from !== filters)) sum += from * filters + 2 * filters;
      from = filters;
    }
  }
  return sum.toLocaleString('en');
}

function head(page: Page): Locator {
  return page.locator('[data-cell-head]').first();
}

function zooDocument(id: string): NotebookDocument {
  const notebook = zooNotebook(id);
  if (notebook === null) throw new Error(id);
  return { ...notebook, id: `policy${id.replaceAll('-', '')}`, modified: '2026-01-01T00:00:00.000Z' };
}

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((found) => found.html)])).toEqual([]);
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Shortcuts of the whole net' });

test('one block becomes ResNet-20 in three gestures; shortcuts switched, a layer edited inside, all undone', async ({ page }) => {
  expect(counted(3, 'A')).toBe('269,722');
  await openDocument(page, oneBlock());
  await expect(node(page, 'add1')).toBeVisible();
  const before = await head(page).locator('.facts').innerText();
  await node(page, block[0]).click();
  for (const id of block.slice(1)) await node(page, id).click({ modifiers: ['Control'] });
  await page.keyboard.press('Control+g');
  await expect(node(page, 'block1')).toContainText('Block 1');

  await page.keyboard.press('s');
  const stack = page.getByRole('dialog', { name: 'Stack to stages' });
  await expect(stack.getByRole('spinbutton', { name: 'Blocks in a stage' })).toBeFocused();
  await expect(stack).toContainText('Filters of the stages: 16, 32, 64.');
  await expect(stack).toContainText('269,722');
  await expect(stack).toContainText('20 weighted layers');
  await page.keyboard.press('Enter');
  await expect(stack).toHaveCount(0);
  await expect(head(page)).toContainText('269,722');
  await expect(head(page)).toContainText('Equals the paper: ResNet-20');
  await expect(node(page, 'block3')).toContainText('Stage 3');
  await expect(node(page, 'block3')).toContainText('× 3');
  await expect(node(page, 'block3').locator('.mini-arcs .arc')).toHaveCount(3);
  await expect(node(page, 'block3').locator('.mini-arcs .arc[stroke-dasharray]')).toHaveCount(1);
  await expect(node(page, 'block1').locator('.mini-arcs .arc[stroke-dasharray]')).toHaveCount(0);

  await page.keyboard.press('p');
  await expect(dialog(page)).toContainText('9 shortcuts, 7 identity, 2 zero-padding');
  await expect(dialog(page).getByRole('radio', { name: /^A Zero-padding/ })).toBeChecked();
  await page.keyboard.press('ArrowDown');
  await expect(dialog(page).getByRole('radio', { name: /^B .*\+2,752 .*272,474/ })).toBeChecked();
  await expect(dialog(page)).toContainText('Stage 2, block 1 of 3 zero-padding /2 → projection 1×1 /2');
  await page.keyboard.press('ArrowDown');
  await expect(dialog(page).getByRole('radio', { name: new RegExp(`^C .*${counted(3, 'C')}`) })).toBeChecked();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await expect(head(page)).toContainText(counted(3, 'B'));
  await expect(head(page)).toContainText('Shortcuts: B');

  await node(page, 'block2').dblclick();
  await node(page, 'shortcut1').click();
  const places = page.locator('.shortcut-places');
  await expect(places).toContainText('Stage 2, block 1 of 3: projection 1×1 /2 The shape changes from 32×32×16 to 16×16×32');
  await expect(places).toContainText('Stage 2, block 2–3 of 3: identity');
  await node(page, 'conv3').click();
  await page.getByRole('region', { name: 'Settings of Conv2D' }).getByLabel('Kernel', { exact: true }).fill('1');
  await expect(head(page)).toContainText(counted(3, 'B', 1));
  await page.locator('[data-canvas-root]').focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(node(page, 'block2')).toBeVisible();

  for (const parameters of [counted(3, 'B'), '269,722']) {
    await page.keyboard.press('Control+z');
    await expect(head(page)).toContainText(parameters);
  }
  await page.keyboard.press('Control+z');
  await expect(node(page, 'block2')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(node(page, 'conv3')).toBeVisible();
  expect(await head(page).locator('.facts').innerText()).toBe(before);
});

test('what cannot be stacked says why, before and in the dialog', async ({ page }) => {
  await openDocument(page, oneBlock());
  await node(page, 'conv2').click();
  await page.keyboard.press('s');
  await expect(page.getByRole('status').filter({ hasText: 'Select a block to stack it' })).toBeVisible();
  await node(page, 'bn1').click();
  await node(page, 'relu1').click({ modifiers: ['Control'] });
  await page.keyboard.press('Control+g');
  await page.getByRole('button', { name: 'Stack …' }).click();
  const stack = page.getByRole('dialog', { name: 'Stack to stages' });
  await expect(stack).toContainText('No convolution follows the input of Block 1');
  await expect(stack.getByRole('button', { name: 'Stack', exact: true })).toBeDisabled();
});

test('a net drawn by hand: its own types and bare wires follow, and come back by one undo', async ({ page }) => {
  await openDocument(page, documentOf(cifarResNet(3)));
  await head(page).getByRole('button', { name: 'Shortcuts: own types' }).click();
  await expect(dialog(page).getByRole('checkbox', { name: /Also the 9 shortcuts/ })).toBeChecked();
  await dialog(page).getByRole('radio', { name: /^C / }).check();
  await expect(dialog(page)).toContainText('9 shortcuts change');
  await expect(dialog(page)).toContainText('and 3 more places');
  await dialog(page).getByRole('button', { name: 'Switch to option C' }).click();
  await expect(head(page)).toContainText(counted(3, 'C'));
  await expect(head(page)).toContainText('Shortcuts: C');
  await page.keyboard.press('Control+z');
  await expect(head(page)).toContainText('269,722');
  await expect(head(page)).toContainText('Shortcuts: own types');
});

test('the plain twin of a net stands below it and says what it costs; the residual one of a plain net too', async ({ page }) => {
  await openDocument(page, zooDocument('resnet-18'));
  const cells = page.locator('[data-cell-kind="graph"]');
  await cells.first().getByRole('button', { name: 'Tools of this cell' }).click();
  await page.getByRole('menuitem', { name: 'Make the plain twin below' }).click();
  await expect(cells).toHaveCount(2);
  const twin = cells.nth(1);
  await expect(twin.getByRole('note')).toContainText('Plain twin of ResNet-18: without its 8 shortcuts. 11,515,688 parameters (−173,824 against the original)');
  await expect(page.getByText('Plain twin of ResNet-18: 8 shortcuts with their additions taken away.')).toBeVisible();
  await twin.getByRole('button', { name: 'To the original' }).click();
  await expect(cells.first()).toBeFocused();

  // By the command palette, of the twin: residual again, with option A.
  await twin.getByRole('heading').first().click();
  await page.keyboard.press('Control+k');
  await commandField(page).fill('residual twin');
  await page.keyboard.press('Enter');
  await expect(cells).toHaveCount(3);
  await expect(cells.nth(2).getByRole('note')).toContainText('with 8 shortcuts. 11,515,688 parameters (±0 against the original)');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(cells).toHaveCount(1);
});

test('a block that needs its shortcut says so beside the option', async ({ page }) => {
  await openDocument(page, zooDocument('resnet-20-shortcut-only-gating'));
  await head(page).getByRole('button', { name: 'Shortcuts: A' }).click();
  await expect(dialog(page).getByRole('radio', { name: /No shortcuts: the plain net/ })).toBeDisabled();
  await expect(dialog(page)).toContainText('does not offer to do without a shortcut');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test('axe finds nothing in the choice of shortcuts', async ({ page }) => {
      await openDocument(page, documentOf(cifarResNet(3)));
      await head(page).getByRole('button', { name: 'Shortcuts: own types' }).click();
      await dialog(page).getByRole('radio', { name: /^B / }).check();
      await expectNoViolations(page);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  test('the choice has room, and its figures their names', async ({ page }) => {
    await openDocument(page, zooDocument('resnet-20'));
    await head(page).getByRole('button', { name: 'Shortcuts: A' }).tap();
    await dialog(page).getByText('Projection everywhere').tap();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expect(dialog(page).getByText('Parameters').nth(1)).toBeVisible();
    await expectNoViolations(page);
    await dialog(page).getByRole('button', { name: 'Switch to option C' }).tap();
    await expect(head(page)).toContainText('283,962');
  });
});
