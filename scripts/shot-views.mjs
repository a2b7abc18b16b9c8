/**
 * The views that `npm run shots` takes, one entry each: a name, the address, and what a person would do until the view stands.
 * `prepare` gets the page, the language (`en` or `zh`) and the width. Texts differ by language, so classes and roles are the handles.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** @typedef {import('@playwright/test').Page} Page */
/**
 * @typedef {object} View
 * @property {string} name
 * @property {string} path
 * @property {(page: Page, settings: { language: string, width: number }) => Promise<void>} [prepare]
 * @property {boolean} [fullPage] The whole page instead of the window.
 * @property {number} [height] Of the window, where it is not the usual one.
 * @property {boolean} [once] Light, wide and English alone: the picture of README.
 * @property {boolean} [visited] Not the first visit, which would go on to the starter notebook.
 */

const notebookAddress = /\/notebook\/\?id=/;

/** @param {Page} page */
async function starter(page) {
  await page.waitForURL(notebookAddress);
  await page.locator('[data-cell-id]').nth(3).waitFor();
  await page.locator('.react-flow__node').first().waitFor();
}

/** Drops notebook files on the page. @param {Page} page @param {readonly string[]} files */
async function dropFiles(page, files) {
  const contents = files.map((file) => ({ name: basename(file), text: readFileSync(file, 'utf8') }));
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, text } of given) data.items.add(new File([text], name, { type: 'application/json' }));
    return data;
  }, contents);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** @param {Page} page @param {string} file */
async function openFile(page, file) {
  await page.locator('.start-card').first().waitFor();
  await dropFiles(page, [file]);
  await page.waitForURL(notebookAddress);
  await page.locator('.react-flow__node').first().waitFor();
}

/** Scrolls a cell to the middle of the window. @param {Page} page @param {string} kind */
async function showCell(page, kind) {
  await page.locator(`[data-cell-kind="${kind}"]`).first().evaluate((cell) => cell.scrollIntoView({ block: 'center' }));
}

/** Trains the starter's net to the end. @param {Page} page */
async function trainStarter(page) {
  await starter(page);
  const cell = page.locator('[data-cell-id]').nth(3);
  await cell.scrollIntoViewIfNeeded();
  await cell.locator('.btn.primary').first().click();
  await cell.locator('[data-run-state="done"]').waitFor({ timeout: 240_000 });
}

/** @type {readonly View[]} */
export const views = [
  { name: 'starter', path: '/', prepare: starter },
  { name: 'starter-whole', path: '/', fullPage: true, prepare: starter },
  { name: 'library-empty', path: '/', visited: true },
  {
    name: 'library-zoo',
    path: '/',
    visited: true,
    fullPage: true,
    async prepare(page) {
      await page.locator(':is(.zoo-table, .zoo-list)[aria-busy="false"]').waitFor();
    },
  },
  {
    name: 'zoo-adjust',
    path: '/',
    visited: true,
    prepare: async (page) => {
      await page.locator('.zoo-adjust, .zoo-open .ibtn').nth(2).click();
      await page.locator('.zoo-fields input').first().fill('5');
      await page.locator('.zoo-figures dd.muted').first().waitFor();
    },
  },
  {
    name: 'library-full',
    path: '/',
    visited: true,
    prepare: async (page) => {
      await openFile(page, 'tests/fixtures/resnet-20.skipbook.json');
      await page.goto('/');
      await openFile(page, 'tests/fixtures/shape-problem.skipbook.json');
      await page.goto('/');
      await page.locator('.start-card').first().click();
      await starter(page);
      await page.waitForTimeout(1500);
      await page.goto('/');
      await page.locator('.library-list > *').nth(2).waitFor();
    },
  },
  { name: 'notebook-empty', path: '/notebook/', visited: true, prepare: async (page) => page.waitForURL(notebookAddress) },
  {
    name: 'guided-build',
    path: '/',
    visited: true,
    prepare: async (page) => {
      await page.locator('.start-card').nth(1).click();
      await page.waitForURL(notebookAddress);
      await page.locator('.react-flow__pane').first().waitFor();
    },
  },
  {
    name: 'graph-problem',
    path: '/',
    visited: true,
    prepare: async (page) => {
      await openFile(page, 'tests/fixtures/shape-problem.skipbook.json');
      await showCell(page, 'graph');
      await page.locator('.react-flow__node[data-id="add"]').click({ force: true });
    },
  },
  {
    name: 'graph-blocks',
    path: '/',
    visited: true,
    prepare: async (page) => {
      await openFile(page, 'tests/fixtures/resnet-20.skipbook.json');
      await showCell(page, 'graph');
    },
  },
  {
    name: 'graph-table',
    path: '/',
    visited: true,
    prepare: async (page) => {
      await openFile(page, 'tests/fixtures/resnet-20.skipbook.json');
      await showCell(page, 'graph');
      await page.locator('.graph-view-switch button').nth(1).click();
      for (const row of ['stage2', 'stage2.0']) await page.locator(`[data-row="${row}"] .row-toggle`).click();
      await page.locator('[data-row="stage2.0.conv1"]').waitFor();
    },
  },
  {
    name: 'block-definition',
    path: '/',
    visited: true,
    prepare: async (page, { width }) => {
      await openFile(page, 'tests/fixtures/resnet-20.skipbook.json');
      await showCell(page, 'graph');
      if (width < 500) await page.locator('[data-cell-kind="graph"] .open-full').first().click();
      await page.locator('.react-flow__node[data-id="stage1"]').last().click({ force: true });
      await page.locator('.block-tools .btn').nth(1).click();
      await page.locator('.definition').waitFor();
    },
  },
  {
    name: 'graph-variants',
    path: '/',
    visited: true,
    prepare: async (page, { width }) => {
      await openFile(page, 'tests/fixtures/resnet-20.skipbook.json');
      await showCell(page, 'graph');
      if (width < 500) await page.locator('[data-cell-kind="graph"] .open-full').first().click();
      await page.locator('.react-flow__node[data-id="stage1"]').last().click({ force: true });
      for (const item of [2, 9]) {
        await page.locator('.new-variant').click();
        await page.locator('.variant-menu .menu-item').nth(item).click();
      }
      await page.locator('.variant-card').nth(2).waitFor();
    },
  },
  {
    name: 'graph-shortcuts',
    path: '/',
    visited: true,
    prepare: async (page) => {
      await openFile(page, 'tests/fixtures/resnet-20.skipbook.json');
      await showCell(page, 'graph');
      await page.locator('.policy-chip').click();
      await page.locator('.policy-option input[value="B"]').check();
    },
  },
  {
    name: 'graph-repeats',
    path: '/',
    visited: true,
    prepare: async (page) => {
      await openFile(page, 'tests/fixtures/resnet-20.skipbook.json');
      await showCell(page, 'graph');
      await page.locator('.layer-canvas').focus();
      await page.keyboard.press('u');
    },
  },
  {
    name: 'graph-unrolled',
    path: '/',
    visited: true,
    prepare: async (page) => {
      await openFile(page, 'tests/fixtures/resnet-20.skipbook.json');
      await page.locator('.graph-view-switch button').nth(2).click();
      await showCell(page, 'graph');
    },
  },
  {
    name: 'node-selected',
    path: '/',
    prepare: async (page) => {
      await starter(page);
      await showCell(page, 'graph');
      await page.locator('.react-flow__node').nth(1).click({ force: true });
    },
  },
  {
    name: 'commands',
    path: '/',
    prepare: async (page) => {
      await starter(page);
      await page.keyboard.press('Control+K');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'help',
    path: '/',
    prepare: async (page) => {
      await starter(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'outline',
    path: '/',
    prepare: async (page) => {
      await starter(page);
      await page.keyboard.press('Control+Shift+O');
    },
  },
  { name: 'training-done', path: '/', fullPage: true, prepare: trainStarter },
  {
    name: 'overview',
    path: '/',
    height: 1384,
    once: true,
    prepare: async (page) => {
      await trainStarter(page);
      await page.locator('.react-flow__node[data-id="conv2"]').click({ force: true });
      await page.locator('[data-cell-kind="graph"]').first().evaluate((cell) => scrollBy(0, cell.getBoundingClientRect().top - 76));
      await page.mouse.move(720, 10);
    },
  },
  { name: 'datasets', path: '/datasets/', visited: true },
  { name: 'missing-notebook', path: '/notebook/?id=nothing', visited: true },
];
