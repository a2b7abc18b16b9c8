/** A network of some four hundred layers, zoomed out: it is drawn as one picture, and a click leads into it. */
import { expect, test } from '@playwright/test';
import type { GraphEdge, GraphNode } from '@/lib/graph/graph';
import { documentOf, middleOf, openDocument } from './canvas-page';

function deep(blocks: number): { readonly name: string; readonly nodes: Record<string, GraphNode>; readonly edges: GraphEdge[] } {
  const nodes: Record<string, GraphNode> = { input1: { kind: 'input', config: { channels: 16 } } };
  const edges: GraphEdge[] = [];
  let last = 'input1';
  for (let block = 0; block < blocks; block++) {
    const [conv, bn, relu, add] = ['conv', 'bn', 'relu', 'add'].map((stem) => `${stem}${block}`);
    Object.assign(nodes, { [conv]: { kind: 'conv2d' }, [bn]: { kind: 'batchNormalization' }, [relu]: { kind: 'reLU' }, [add]: { kind: 'add' } });
    edges.push([last, conv], [conv, bn], [bn, relu], [relu, `${add}:0`], [last, `${add}:1`]);
    last = add;
  }
  nodes.output1 = { kind: 'output' };
  edges.push([last, 'output1']);
  return { name: 'Deep', nodes, edges };
}

test('four hundred layers are a picture from far, and a click leads to its layers', async ({ page }) => {
  await openDocument(page, documentOf(deep(100)));
  const canvas = page.locator('.layer-canvas');
  await canvas.focus();
  await page.keyboard.press('1');
  for (let step = 0; step < 12; step++) await page.getByRole('button', { name: 'Zoom out' }).click();
  await expect(canvas).toHaveAttribute('data-lod', 'far');
  await expect(page.locator('.react-flow__node')).toHaveCount(0);
  const boxes = page.locator('.react-flow .picture-box');
  await expect(boxes.first()).toBeVisible();
  // One path for the layers of a kind in each stretch of the graph.
  const drawn = await boxes.evaluateAll((paths) => paths.map((path) => (path.getAttribute('d') ?? '').split('M').length - 1));
  expect(drawn.reduce((sum, layers) => sum + layers, 0)).toBe(402);
  // On the chain, in the middle of the canvas.
  const [pane, chain] = [await middleOf(page.locator('.react-flow__pane')), await middleOf(boxes.nth(4))];
  await page.mouse.click(pane.x, chain.y);
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await expect(page.locator('.react-flow .picture-box')).toHaveCount(0);
});

test('a click beside the chain leads to the layer that is nearest to it', async ({ page }) => {
  await openDocument(page, documentOf(deep(100)));
  const canvas = page.locator('.layer-canvas');
  await canvas.focus();
  await page.keyboard.press('1');
  for (let step = 0; step < 12; step++) await page.getByRole('button', { name: 'Zoom out' }).click();
  await expect(canvas).toHaveAttribute('data-lod', 'far');
  const chain = await middleOf(page.locator('.react-flow .picture-box').nth(4));
  const pane = await page.locator('.react-flow__pane').boundingBox();
  if (pane === null) throw new Error('no canvas');
  const click = { x: pane.x + pane.width / 2, y: pane.y + pane.height * 0.75 };
  expect(Math.abs(click.y - chain.y)).toBeGreaterThan(40);
  await page.mouse.click(click.x, click.y);
  const layer = page.locator('.react-flow__node').first();
  await expect(layer).toBeVisible();
  const places = await page.locator('.react-flow__node').evaluateAll((nodes) =>
    nodes.map((one) => {
      const { left, right, bottom } = one.getBoundingClientRect();
      return { left, right, bottom };
    }),
  );
  expect(places.some(({ left, right, bottom }) => left - 1 <= click.x && right + 1 >= click.x && Math.abs(bottom - click.y) < 4)).toBe(true);
});
