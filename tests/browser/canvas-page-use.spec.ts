/** Canvases in a page of text: the wheel scrolls, Ctrl and wheel zoom, keys reach only the focused canvas; nothing serious for axe. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { documentOf, node, openDocument } from './canvas-page';

const graph = {
  name: 'Basic block',
  nodes: { input1: { kind: 'input', config: { channels: 16 } }, conv1: { kind: 'conv2d' }, add1: { kind: 'add' }, output1: { kind: 'output' } },
  edges: [['input1', 'conv1'], ['conv1', 'add1:0'], ['input1', 'add1:1'], ['add1', 'output1']] as const,
};

function twice() {
  const one = documentOf(graph);
  return { ...one, cells: [...one.cells, { id: 'cell2', kind: 'graph', graph: 'graph2', title: 'Another' }], graphs: { ...one.graphs, graph2: graph } };
}

test('several canvases on a page keep to themselves', async ({ page }) => {
  await openDocument(page, twice());
  const [first, second] = [page.locator('[data-cell-id="cell1"]'), page.locator('[data-cell-id="cell2"]')];
  await first.locator('.react-flow__node[data-id="conv1"]').click();
  await page.keyboard.press('Delete');
  await expect(first.locator('.react-flow__node[data-id="conv1"]')).toHaveCount(0);
  await second.scrollIntoViewIfNeeded();
  await expect(second.locator('.react-flow__node[data-id="conv1"]')).toHaveCount(1);

  const canvas = await first.locator('.layer-canvas').boundingBox();
  const zoom = first.locator('.zoom .num');
  const before = await zoom.textContent();
  await page.evaluate(() => scrollTo(0, 0));
  await page.mouse.move((canvas?.x ?? 0) + 700, 420);
  await page.mouse.wheel(0, 120);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  expect(await zoom.textContent()).toBe(before);
  await page.mouse.move((canvas?.x ?? 0) + 720, 400);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect(zoom).not.toHaveText(before ?? '');
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on the canvas (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await openDocument(page, twice());
    await node(page, 'conv1').first().click();
    await expect(page.locator('.formula .katex').first()).toBeVisible();
    const results = await new AxeBuilder({ page }).include('.layer-canvas').analyze();
    expect(results.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
}
