/** What a drag costs on a network of 198 layers: no node body, at most its wires, and nothing inferred. Counts, never times. */
import { expect, test } from '@playwright/test';
import type { GraphEdge, GraphNode } from '@/lib/graph/graph';
import { countersOf, documentOf, openDocument } from './canvas-page';

/** The residual network of the paper for CIFAR with n = 9: 56 layers, here as 27 blocks of seven nodes and its ends. */
function resnet(n: number): { readonly name: string; readonly nodes: Record<string, GraphNode>; readonly edges: GraphEdge[] } {
  const nodes: Record<string, GraphNode> = { input1: { kind: 'input' } };
  const edges: GraphEdge[] = [];
  let last = 'input1';
  const put = (id: string, kind: string, config: Record<string, number | string>, from: string): string => {
    nodes[id] = { kind, config };
    edges.push([from, kind === 'add' ? `${id}:0` : id]);
    return id;
  };
  last = put('relu0', 'reLU', {}, put('bn0', 'batchNormalization', {}, put('conv0', 'conv2d', { filters: 16 }, last)));
  for (let block = 0; block < 3 * n; block++) {
    const stage = Math.floor(block / n);
    const strides = stage > 0 && block % n === 0 ? 2 : 1;
    const filters = 16 << stage;
    const start = last;
    last = put(`conv${block}a`, 'conv2d', { filters, strides }, start);
    last = put(`bn${block}a`, 'batchNormalization', {}, last);
    last = put(`relu${block}a`, 'reLU', {}, last);
    last = put(`conv${block}b`, 'conv2d', { filters }, last);
    last = put(`bn${block}b`, 'batchNormalization', {}, last);
    last = put(`add${block}`, 'add', {}, last);
    const shortcut = strides === 2 ? put(`proj${block}`, 'shortcut', { type: 'projection', filters, strides }, start) : start;
    edges.push([shortcut, `add${block}:1`]);
    last = put(`relu${block}b`, 'reLU', {}, last);
  }
  put('output1', 'output', {}, put('dense1', 'dense', { units: 10 }, put('gap1', 'globalAveragePooling2d', {}, last)));
  return { name: 'ResNet-56', nodes, edges };
}

test('a drag frame renders no node body, at most three wires, and infers nothing', async ({ page }) => {
  const graph = resnet(9);
  expect(Object.keys(graph.nodes).length).toBeGreaterThan(190);
  await openDocument(page, documentOf(graph), '&counters');
  await page.locator('.zoom .num').click();
  await expect(page.locator('.layer-canvas')).toHaveAttribute('data-lod', 'near');
  const counts = () => countersOf(page);
  const middles = await page.locator('.react-flow__node').evaluateAll((nodes) => nodes.map((element) => element.getBoundingClientRect()).map((box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })));
  const from = middles.find(({ x }) => x > 500 && x < 900) ?? { x: 0, y: 0 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 6, from.y + 6);
  await page.mouse.move(from.x + 12, from.y + 8);
  await page.waitForTimeout(300);
  const before = await counts();
  expect(before.inferences).toBeGreaterThan(0);
  const frames = 20;
  for (let frame = 0; frame < frames; frame++) {
    await page.mouse.move(from.x + 20 + frame * 4, from.y + 10 + frame * 2);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  const after = await counts();
  await page.mouse.up();
  expect(after.nodeRenders - before.nodeRenders).toBe(0);
  expect(after.inferences - before.inferences).toBe(0);
  expect((after.edgeRenders - before.edgeRenders) / frames).toBeLessThanOrEqual(3);

  // The move's end is a step of the history that infers nothing either.
  await page.waitForTimeout(200);
  expect(await counts()).toMatchObject({ inferences: after.inferences, nodeRenders: after.nodeRenders });
});
