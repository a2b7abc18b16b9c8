/** Changing what is there: a layer of another kind in its place, a wire's end led elsewhere, layers pinned, frames and notes in Markdown. */
import { expect, test, type Locator } from '@playwright/test';
import { documentOf, drag, middleOf, node, openDocument, port } from './canvas-page';

const chain = {
  name: '',
  nodes: { input1: { kind: 'input', config: { channels: 16 } }, conv1: { kind: 'conv2d' }, relu1: { kind: 'reLU', title: 'bend' }, add1: { kind: 'add' }, output1: { kind: 'output' } },
  edges: [['input1', 'conv1'], ['conv1', 'relu1'], ['relu1', 'add1:0'], ['input1', 'add1:1'], ['add1', 'output1']] as const,
};
const places = { direction: 'right', positions: { input1: [0, 200], conv1: [160, 180], relu1: [400, 198], add1: [620, 194], output1: [780, 200] } } as const;

test('R puts another kind in the place of a layer, with its title and wires', async ({ page }) => {
  await openDocument(page, documentOf(chain));
  await node(page, 'relu1').click();
  await page.keyboard.press('r');
  await expect(page.locator('.canvas-menu')).not.toContainText('Dense');
  await page.keyboard.type('gelu');
  await page.keyboard.press('Enter');
  await expect(node(page, 'relu1')).toHaveAccessibleName(/^bend, Leaky ReLU .*from Conv 3×3/);
  await expect(page.locator('.cell-head')).toContainText('Shapes agree');
  await page.keyboard.press('Control+z');
  await expect(node(page, 'relu1')).not.toHaveAccessibleName(/Leaky/);
});

test('the end of a wire is led to another layer in one step; on nothing it stays', async ({ page }) => {
  await openDocument(page, documentOf(chain, { direction: 'right', positions: Object.fromEntries(Object.entries(places.positions).map(([id, [x, y]]): [string, [number, number]] => [id, [x, y]])) }));
  await page.locator('.zoom .num').click();
  const wires = page.locator('.react-flow__edge');
  await expect(wires).toHaveCount(4);
  const grip = page.locator('.react-flow__edge[data-id="relu1"] .react-flow__edgeupdater-source');
  const nothing = async (from: Locator) => drag(page, await outer(from), { x: (await middleOf(node(page, 'conv1'))).x, y: (await middleOf(node(page, 'conv1'))).y + 120 });

  await nothing(grip);
  await expect(node(page, 'relu1')).toHaveAccessibleName(/from Conv 3×3/);
  await expect(page.locator('.canvas-menu')).toHaveCount(0);

  await drag(page, await outer(grip), await middleOf(port(page, 'add1', 'source')));
  await expect(page.locator('.said')).toContainText('circle');
  await expect(node(page, 'relu1')).toHaveAccessibleName(/from Conv 3×3/);

  await drag(page, await outer(grip), await middleOf(port(page, 'input1', 'source')));
  await expect(node(page, 'relu1')).toHaveAccessibleName(/from Input/);
  await page.keyboard.press('Control+z');
  await expect(node(page, 'relu1')).toHaveAccessibleName(/from Conv 3×3/);

  // The shortcut's start.
  await drag(page, await middleOf(page.locator('.arc .arc-end[data-end="source"]')), await middleOf(port(page, 'conv1', 'source')));
  await expect(node(page, 'add1')).toHaveAccessibleName(/from bend, Conv 3×3/);
  await page.keyboard.press('Control+z');
  await expect(node(page, 'add1')).toHaveAccessibleName(/from bend, Input/);
});

/** The outer half of a grip; the port covers the other one. */
async function outer(grip: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await grip.boundingBox();
  if (!box) throw new Error('No grip is drawn.');
  return { x: box.x + box.width * 0.8, y: box.y + box.height / 2 };
}

test('tidy leaves pinned layers where they are', async ({ page }) => {
  await openDocument(page, documentOf({ ...chain, edges: [...chain.edges] }, { direction: 'right', positions: { input1: [0, 200], conv1: [160, 80], relu1: [400, 300], add1: [620, 194], output1: [780, 200] } }));
  await node(page, 'conv1').click();
  await page.locator('.inspector').getByRole('button', { name: 'Pin in place' }).click();
  await expect(node(page, 'conv1').locator('.pin-mark')).toHaveCount(1);
  await expect(node(page, 'conv1')).toHaveAccessibleName(/pinned/);
  const height = async (id: string) => (await middleOf(node(page, id))).y;
  const before = await height('conv1');
  await node(page, 'conv1').focus();
  await page.keyboard.press('Shift+Alt+T');
  await expect.poll(async () => Math.abs((await height('relu1')) - (await height('conv1')))).toBeLessThan(1);
  expect(await height('conv1')).toBeCloseTo(before, 0);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(node(page, 'conv1').locator('.pin-mark')).toHaveCount(0);
});

test('frames and notes are Markdown with formulas, sanitised, and edited as text', async ({ page }) => {
  const positions = { input1: [0, 200], conv1: [160, 180], relu1: [400, 198], add1: [620, 194], output1: [780, 200] } satisfies Record<string, [number, number]>;
  const frames = [{ id: 'frame1', title: '# Branch $F(x)$ <b onclick="x">raw</b>', box: [140, 120, 440, 160] satisfies [number, number, number, number] }];
  const notes = [{ id: 'note1', markdown: '**Mind** $x$\n\n- the strides', position: [160, 330] satisfies [number, number] }];
  await openDocument(page, documentOf(chain, { direction: 'right', positions, frames, notes }));
  const frame = page.locator('.react-flow__node-frame');
  const note = page.locator('.react-flow__node-note');
  await expect(frame.locator('.katex')).toHaveCount(1);
  await expect(frame.locator('h1, [onclick]')).toHaveCount(0);
  await expect(note.locator('strong')).toHaveText('Mind');
  await expect(note.locator('li')).toHaveText('the strides');
  await note.locator('.annotation-text').dblclick();
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toHaveValue('**Mind** $x$\n\n- the strides');
  await page.keyboard.press('Escape');
  await expect(note.locator('strong')).toHaveText('Mind');
});
