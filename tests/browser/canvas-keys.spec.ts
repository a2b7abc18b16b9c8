/** The block built with the keyboard only; the outline says the same as the picture. */
import { expect, test } from '@playwright/test';
import { documentOf, node, openDocument } from './canvas-page';

test('a residual block by keys, and its outline', async ({ page }) => {
  await openDocument(page, documentOf({ name: 'Basic block', nodes: { input1: { kind: 'input', config: { channels: 16 } }, output1: { kind: 'output' } }, edges: [] }));
  await node(page, 'input1').focus();
  await page.keyboard.press('Enter');
  const add = async (query: string, id: string) => {
    await page.keyboard.press('n');
    await expect(page.getByPlaceholder('Find')).toBeFocused();
    await page.keyboard.type(query);
    await page.keyboard.press('Enter');
    await expect(node(page, id)).toBeFocused();
  };
  await add('conv', 'conv1');
  await add('bn', 'bn1');
  await add('relu', 'relu1');
  await add('jj', 'conv2'); // pinyin initials of 卷积
  await add('批归一化', 'bn2');
  await add('add', 'add1');
  const link = async (query: string) => {
    await page.keyboard.press('l');
    await page.keyboard.type(query);
    await page.keyboard.press('Enter');
  };
  await link('output1');
  await expect(node(page, 'output1')).toBeFocused();
  // Along the chain back to the input, and from there past the branch.
  for (let step = 0; step < 7; step++) await page.keyboard.press('ArrowLeft');
  await expect(node(page, 'input1')).toBeFocused();
  await link('add1');
  await expect(page.locator('[data-cell-head]')).toContainText('Shapes agree');
  await expect(page.locator('.arc')).toHaveCount(1);

  const tree = page.getByRole('tree');
  await page.locator('.toc').first().hover();
  await expect(tree).toMatchAriaSnapshot(`
    - tree "Layers of Basic block in the order in which they compute":
      - treeitem "Input (input1), out 32×32×16" [level=1]
      - treeitem "Conv 3×3 (conv1), from Input (input1), out 32×32×16" [level=2]
      - treeitem "BN (bn1), from Conv 3×3 (conv1), out 32×32×16" [level=2]
      - treeitem "ReLU (relu1), from BN (bn1), out 32×32×16" [level=2]
      - treeitem "Conv 3×3 (conv2), from ReLU (relu1), out 32×32×16" [level=2]
      - treeitem "BN (bn2), from Conv 3×3 (conv2), out 32×32×16" [level=2]
      - treeitem "Add (add1), from BN (bn2), shortcut from Input (input1), out 32×32×16" [level=1] [selected]
      - treeitem "Output (output1), from Add (add1), out 32×32×16" [level=1]
  `);
  await tree.getByRole('treeitem', { name: /^ReLU/ }).click();
  await expect(node(page, 'relu1')).toBeFocused();
  await expect(node(page, 'relu1')).toHaveAccessibleName(/ReLU \(relu1\).*from BN \(bn1\)/);
});

test('moving, bypassing and choosing by keys', async ({ page }) => {
  await openDocument(page, documentOf({ name: '', nodes: { input1: { kind: 'input' }, conv1: { kind: 'conv2d' }, relu1: { kind: 'reLU' }, output1: { kind: 'output' } }, edges: [['input1', 'conv1'], ['conv1', 'relu1'], ['relu1', 'output1']] }));
  await node(page, 'conv1').focus();
  await page.keyboard.press('ArrowRight');
  await expect(node(page, 'relu1')).toBeFocused();
  const before = await node(page, 'relu1').boundingBox();
  for (let press = 0; press < 3; press++) await page.keyboard.press('Alt+ArrowDown');
  const after = await node(page, 'relu1').boundingBox();
  expect((after?.y ?? 0) - (before?.y ?? 0)).toBeGreaterThan(20);
  // A burst of nudges is one step.
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await node(page, 'relu1').boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
  await page.keyboard.press('d');
  await expect(node(page, 'relu1').locator('.node')).toHaveClass(/bypassed/);
  await page.keyboard.press('Control+a');
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(4);
  await page.keyboard.press('Escape');
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(0);
});

test('a wire is led elsewhere, and away, by keys; what cannot be says why', async ({ page }) => {
  await openDocument(page, documentOf({ name: '', nodes: { input1: { kind: 'input', config: { channels: 16 } }, conv1: { kind: 'conv2d', config: { filters: 16 } }, relu1: { kind: 'reLU' }, add1: { kind: 'add' }, output1: { kind: 'output' } }, edges: [['input1', 'conv1'], ['conv1', 'relu1'], ['relu1', 'add1:0'], ['conv1', 'add1:1'], ['add1', 'output1']] }));
  const choose = async (...queries: readonly string[]) => {
    await page.keyboard.press('w');
    for (const query of queries) {
      await page.keyboard.type(query);
      await page.keyboard.press('Enter');
    }
  };
  await node(page, 'add1').focus();
  await expect(node(page, 'add1')).toHaveAccessibleName(/from ReLU \(relu1\), Conv 3×3 \(conv1\)/);
  await choose('from conv 3×3 (conv1): begin', 'input1');
  await expect(node(page, 'add1')).toHaveAccessibleName(/from ReLU \(relu1\), Input \(input1\)/);
  await expect(node(page, 'add1')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(node(page, 'add1')).toHaveAccessibleName(/from ReLU \(relu1\), Conv 3×3 \(conv1\)/);
  // A cycle is refused with its reason, and the wire stays.
  await choose('from conv 3×3 (conv1): begin', 'output1');
  await expect(page.locator('.canvas-menu [data-refused="true"]').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await node(page, 'add1').focus();
  await choose('from relu (relu1): remove');
  await expect(node(page, 'add1')).toHaveAccessibleName(/from Conv 3×3 \(conv1\)/);
  await expect(node(page, 'add1')).not.toHaveAccessibleName(/ReLU/);
});

test('the help sheet names the keys that the canvas hears', async ({ page }) => {
  await openDocument(page, documentOf({ name: '', nodes: { input1: { kind: 'input' }, relu1: { kind: 'reLU' } }, edges: [['input1', 'relu1']] }));
  await page.keyboard.press('?');
  const lines = page.getByRole('dialog').locator('section', { hasText: 'Canvas' });
  await expect(lines.locator('.sumline', { hasText: 'Lead its wires elsewhere' })).toContainText('W');
  await expect(lines.locator('.sumline', { hasText: 'Select or deselect the layer' })).toContainText('Space');
  await page.keyboard.press('Escape');
  await node(page, 'relu1').focus();
  await page.keyboard.press('Space');
  await expect(node(page, 'relu1')).toHaveClass(/selected/);
  await page.keyboard.press('Space');
  await expect(node(page, 'relu1')).not.toHaveClass(/selected/);
});
