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
