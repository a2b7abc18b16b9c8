/** The views of a graph cell: summary table in step with the canvas, PyTorch code, and the net held against the paper. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { zooNotebook } from '@/lib/zoo/notebook';
import { countersOf, node, openDocument } from './canvas-page';

const compareLabel = 'Compare with the paper';

async function openStarter(page: Page): Promise<Locator> {
  await page.goto('./');
  const cell = page.locator('[data-cell-kind="graph"]');
  await node(page, 'conv1').waitFor();
  return cell;
}

function views(cell: Locator): Locator {
  return cell.getByRole('group', { name: 'View of the graph' });
}

function row(cell: Locator, id: string): Locator {
  return cell.locator(`[data-row="${id}"]`);
}

async function copied(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('the table has a row a layer and the totals of the starter net, and goes as CSV', async ({ page }) => {
  const cell = await openStarter(page);
  await views(cell).getByRole('button', { name: 'Graph + table' }).click();
  const table = cell.getByRole('treegrid');
  await expect(table.locator('tbody tr')).toHaveCount(16);
  await expect(row(cell, 'dense1')).toContainText('7,850');
  await expect(row(cell, 'dense1')).toContainText('7,840');
  await expect(table.locator('tfoot')).toContainText('12,698');
  await expect(table.locator('tfoot')).toContainText('62 % in Dense');
  await cell.getByRole('button', { name: 'Copy as CSV' }).click();
  await expect(cell.getByRole('button', { name: 'Copied' })).toBeVisible();
  const csv = await copied(page);
  expect(csv.split(/\r?\n/).filter((line) => line !== '')).toHaveLength(18);
  expect(csv).toContain(',12698,96,');
});

test('a row marks its layer by hover and by focus and brings it into view; a selected layer marks its row', async ({ page }) => {
  const cell = await openStarter(page);
  await views(cell).getByRole('button', { name: 'Graph + table' }).click();
  const pointed = cell.locator('.react-flow__node[data-pointed]');
  await row(cell, 'conv1').hover();
  await expect(pointed).toHaveAttribute('data-id', 'conv1');
  await cell.getByRole('heading', { name: 'Summary' }).hover();
  await expect(pointed).toHaveCount(0);

  await row(cell, 'input1').focus();
  await page.keyboard.press('ArrowDown');
  await expect(row(cell, 'conv1')).toBeFocused();
  await expect(pointed).toHaveAttribute('data-id', 'conv1');
  await page.keyboard.press('Enter');
  await expect(node(page, 'conv1')).toHaveClass(/selected/);
  await expect(row(cell, 'conv1')).toHaveAttribute('aria-selected', 'true');
  await expect(node(page, 'conv1')).toBeFocused();

  await row(cell, 'bn1').click();
  await expect(node(page, 'bn1')).toHaveClass(/selected/);
  await expect(row(cell, 'bn1')).toHaveAttribute('aria-selected', 'true');
  await expect(row(cell, 'conv1')).not.toHaveAttribute('aria-selected', 'true');
});

test('a layer under the pointer marks its row and nothing is rendered or inferred for it; a row out of view comes when the pointer rests', async ({ page }) => {
  const net = zooNotebook('resnet-20');
  if (net === null) throw new Error('The zoo has no ResNet-20.');
  await openDocument(page, { ...net, id: 'papernet3' }, '&counters');
  const cell = page.locator('[data-cell-kind="graph"]');
  await views(cell).getByRole('button', { name: 'Graph + table' }).click();
  const pointed = cell.locator('tr[data-pointed]');
  await expect(row(cell, 'stage1')).toBeVisible();
  await page.waitForTimeout(300);
  const before = await countersOf(page);
  await node(page, 'stage1').hover();
  await expect(pointed).toHaveAttribute('data-row', 'stage1');
  await node(page, 'stage2').hover();
  await expect(pointed).toHaveAttribute('data-row', 'stage2');
  await expect(pointed).toHaveCount(1);
  await cell.getByRole('heading', { name: 'Summary' }).hover();
  await expect(pointed).toHaveCount(0);
  expect(await countersOf(page)).toMatchObject({ inferences: before.inferences, nodeRenders: before.nodeRenders });

  const scroll = cell.locator('.summary-scroll');
  await scroll.evaluate((element) => {
    element.style.flex = 'none';
    element.style.height = '150px';
  });
  expect(await scroll.evaluate((element) => element.scrollTop)).toBe(0);
  await node(page, 'stage2').hover();
  await expect(pointed).toHaveAttribute('data-row', 'stage2');
  await expect.poll(() => scroll.evaluate((element) => element.scrollTop)).toBeGreaterThan(0);
});

test('rows open to what is inside by button and by keyboard, point at the block in the canvas, and lead to their layer', async ({ page }) => {
  const net = zooNotebook('resnet-20');
  if (net === null) throw new Error('The zoo has no ResNet-20.');
  await openDocument(page, { ...net, id: 'papernet4' });
  const cell = page.locator('[data-cell-kind="graph"]');
  await views(cell).getByRole('button', { name: 'Graph + table' }).click();
  const total = await cell.locator('tfoot').innerText();
  const pointed = cell.locator('.react-flow__node[data-pointed]');
  await row(cell, 'stage2').getByRole('button', { name: /^What is inside / }).click();
  await expect(row(cell, 'stage2')).toHaveAttribute('aria-expanded', 'true');
  await expect(row(cell, 'stage2.2')).toContainText('3 / 3');
  await row(cell, 'stage2.1').hover();
  await expect(pointed).toHaveAttribute('data-id', 'stage2');
  const { violations } = await new AxeBuilder({ page }).include('.summary').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((found) => found.html)])).toEqual([]);

  await expect(row(cell, 'stage2')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(row(cell, 'stage2.0')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(row(cell, 'stage2.0.conv1')).toContainText('16×16×32');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect(row(cell, 'stage2.0')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(row(cell, 'stage2.0.conv1')).toHaveCount(0);
  expect(await cell.locator('tfoot').innerText()).toBe(total);

  await node(page, 'stage2').hover();
  await expect(row(cell, 'stage2')).toHaveAttribute('data-pointed', '');
  await cell.getByRole('searchbox', { name: 'Filter the rows' }).fill('stage2 conv1');
  await expect(cell.locator('tr[data-row]')).toHaveCount(3);
  await cell.getByRole('button', { name: 'Copy as CSV' }).click();
  expect((await copied(page)).split(/\r?\n/).some((line) => line.startsWith('stage3,'))).toBe(true);
  await row(cell, 'stage2.1.conv1').click();
  await expect(node(page, 'conv1')).toHaveClass(/selected/);
  await expect(row(cell, 'conv1')).toHaveAttribute('aria-selected', 'true');
});

test('the row of a repeat unrolls its block in the canvas and both point at each other there', async ({ page }) => {
  const net = zooNotebook('resnet-20');
  if (net === null) throw new Error('The zoo has no ResNet-20.');
  await openDocument(page, { ...net, id: 'papernet6' });
  const cell = page.locator('[data-cell-kind="graph"]');
  await views(cell).getByRole('button', { name: 'Graph + table' }).click();
  await row(cell, 'stage2').getByRole('button', { name: /^What is inside / }).click();
  await row(cell, 'stage2.1').click();
  await expect(node(page, 'stage2.1')).toHaveClass(/selected/);
  await expect(row(cell, 'stage2.1')).toHaveAttribute('aria-selected', 'true');
  await row(cell, 'stage2.2').hover();
  await expect(cell.locator('.react-flow__node[data-pointed]')).toHaveAttribute('data-id', 'stage2.2');
  await node(page, 'stage2.0').hover();
  await expect(cell.locator('tr[data-pointed]')).toHaveAttribute('data-row', 'stage2.0');
  await row(cell, 'stage1').click();
  await expect(node(page, 'stage1')).toHaveClass(/selected/);
  await row(cell, 'stage2').getByRole('button', { name: /^What is inside / }).click();
  await node(page, 'stage2.0').hover();
  await expect(cell.locator('tr[data-pointed]')).toHaveAttribute('data-row', 'stage2');
});

test('a net of 1202 layers that is wholly open has few rows at a time, and its last is reached by a key', async ({ page }) => {
  const net = zooNotebook('resnet-1202');
  if (net === null) throw new Error('The zoo has no ResNet-1202.');
  await openDocument(page, { ...net, id: 'papernet5' });
  const cell = page.locator('[data-cell-kind="graph"]');
  await views(cell).getByRole('button', { name: 'Graph + table' }).click();
  await cell.getByRole('button', { name: 'Open all' }).click();
  await expect.poll(async () => Number(await cell.getByRole('treegrid').getAttribute('aria-rowcount'))).toBeGreaterThan(3600);
  await cell.locator('tr[data-row]').first().focus();
  await page.keyboard.press('End');
  await expect(cell.locator('tr[data-row]:focus')).toHaveAttribute('aria-rowindex', String(Number(await cell.getByRole('treegrid').getAttribute('aria-rowcount')) - 1));
  expect(await cell.locator('tr[data-row]').count()).toBeLessThan(100);
  await page.keyboard.press('Home');
  await expect(cell.locator('tr[data-row]:focus')).toHaveAttribute('aria-rowindex', '2');
});

test('the code follows the graph, can be copied, and says why there is none', async ({ page }) => {
  const cell = await openStarter(page);
  await views(cell).getByRole('button', { name: 'Code' }).click();
  const code = cell.getByRole('region', { name: /^PyTorch code of / });
  await expect(code).toContainText('def make_model():');
  await cell.getByRole('button', { name: 'Copy the code' }).click();
  await expect(cell.getByRole('button', { name: 'Copied' })).toBeVisible();
  const text = await copied(page);
  expect(text).toContain('nn.Linear(784, 10');
  expect(text).toMatch(/^"""/);

  await views(cell).getByRole('button', { name: 'Graph', exact: true }).click();
  await node(page, 'conv1').click();
  await page.keyboard.press('Delete');
  await views(cell).getByRole('button', { name: 'Code' }).click();
  await expect(cell.getByText(/^There is no code while the graph has \d+ problems?\./)).toBeVisible();
  await expect(code).toHaveCount(0);
});

test('a net of the paper says so by itself and when asked', async ({ page }) => {
  const net = zooNotebook('resnet-20');
  if (net === null) throw new Error('The zoo has no ResNet-20.');
  await openDocument(page, { ...net, id: 'papernet1' });
  const cell = page.locator('[data-cell-kind="graph"]');
  await expect(cell.getByText('Equals the paper: ResNet-20')).toBeVisible();
  await cell.getByRole('button', { name: 'Tools of this cell' }).click();
  await page.getByRole('menuitem', { name: compareLabel }).click();
  const note = cell.getByRole('group', { name: 'Held against the paper' });
  await expect(note).toContainText('This is ResNet-20 of the paper, to the last layer.');
  await note.getByRole('button', { name: 'Close' }).click();
  await expect(note).toHaveCount(0);
});

test('the table shows the block that was entered, with the sizes that it has there', async ({ page }) => {
  const net = zooNotebook('resnet-20');
  if (net === null) throw new Error('The zoo has no ResNet-20.');
  await openDocument(page, { ...net, id: 'papernet2' });
  const cell = page.locator('[data-cell-kind="graph"]');
  await views(cell).getByRole('button', { name: 'Graph + table' }).click();
  await expect(row(cell, 'stage3')).toContainText('203,520');
  await expect(cell.getByRole('treegrid').locator('tfoot')).toContainText('75 % in');
  await node(page, 'stage2').dblclick();
  await expect(row(cell, 'stage3')).toHaveCount(0);
  await expect(cell.getByRole('treegrid').locator('tbody tr').first()).toContainText('32×32×16');
});

test('any other net is compared when asked', async ({ page }) => {
  const starter = await openStarter(page);
  await starter.getByRole('button', { name: 'Tools of this cell' }).click();
  await page.getByRole('menuitem', { name: compareLabel }).click();
  await expect(starter.getByRole('group', { name: 'Held against the paper' })).toContainText(/^Nearest net of the paper: \S+\. This net/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing in table and code', async ({ page }) => {
      const cell = await openStarter(page);
      await cell.getByRole('button', { name: 'Tools of this cell' }).click();
      await page.getByRole('menuitem', { name: compareLabel }).click();
      await expect(cell.getByText(/^Nearest net of the paper/)).toBeVisible();
      for (const [name, shown] of [['Graph + table', 'Summary'], ['Code', 'PyTorch']] as const) {
        await views(cell).getByRole('button', { name }).click();
        await expect(cell.getByRole('heading', { name: shown })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map((found) => found.html)])).toEqual([]);
      }
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('one view at a time, none wider than the screen; a row leads back to the graph', async ({ page }) => {
    const cell = await openStarter(page);
    for (const name of ['Code', 'Table']) {
      await views(cell).getByRole('button', { name, exact: true }).tap();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await expect(node(page, 'conv1')).toBeHidden();
    }
    const total = cell.getByRole('treegrid').locator('tfoot');
    await expect(total).toContainText('12,698');
    expect(await cell.locator('.summary-scroll').evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((found) => found.html)])).toEqual([]);
    await row(cell, 'conv1').tap();
    await expect(node(page, 'conv1')).toBeVisible();
    await expect(node(page, 'conv1')).toHaveClass(/selected/);
  });
});
