/** Opens a document as the notebook page finds it in the browser's storage, and finds things on its canvas. */
import type { Locator, Page } from '@playwright/test';
import { z } from 'zod';
import type { NotebookDocument } from '@/lib/notebook/document';

/** Puts the document into the page's own database, then opens it. */
export async function openDocument(page: Page, document: NotebookDocument, query = ''): Promise<void> {
  await page.goto('/notebook/');
  await page.waitForURL(/\?id=/);
  await page.evaluate(async (stored) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('skipbook');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('no database'));
    });
    const transaction = database.transaction(['notebooks', 'summaries'], 'readwrite');
    transaction.objectStore('notebooks').put({ id: stored.id, revision: 1, document: stored });
    transaction.objectStore('summaries').put({ id: stored.id, title: stored.title, modified: stored.modified, cells: stored.cells.length, picture: { nodes: [], arcs: [] } });
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = reject;
    });
    database.close();
  }, document);
  await page.goto(`/notebook/?id=${document.id}${query}`);
  await page.locator('.react-flow__node').first().waitFor();
}

export function documentOf(graph: NotebookDocument['graphs'][string], layout?: NotebookDocument['layout'][string], title = 'Canvas'): NotebookDocument {
  return {
    format: 'skipbook',
    version: 1,
    id: 'canvastest1',
    title,
    language: 'en',
    modified: '2026-01-01T00:00:00.000Z',
    cells: [{ id: 'cell1', kind: 'graph', graph: 'graph1', title: 'Basic block' }],
    graphs: { graph1: graph },
    layout: layout === undefined ? {} : { graph1: layout },
  };
}

export function node(page: Page, id: string): Locator {
  return page.locator(`.react-flow__node[data-id="${id}"]`);
}

export function port(page: Page, id: string, side: 'source' | 'target'): Locator {
  return node(page, id).locator(`.react-flow__handle.${side}`);
}

/** The middle of a thing once it stands still: the view may be on its way to it, and a hand would wait for that too. */
export async function middleOf(locator: Locator): Promise<{ readonly x: number; readonly y: number }> {
  let before = await locator.boundingBox();
  for (;;) {
    await locator.page().waitForTimeout(50);
    const box = await locator.boundingBox();
    if (!box) throw new Error('Nothing is drawn there.');
    if (before && box.x === before.x && box.y === before.y) return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    before = box;
  }
}

/** By mouse from one place to another, in steps as a hand would. */
export async function drag(page: Page, from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
}

const countersSchema = z.object({ inferences: z.number(), nodeRenders: z.number(), edgeRenders: z.number() });

/** How often things were inferred and rendered, of a page that was opened with `&counters`. */
export async function countersOf(page: Page): Promise<z.infer<typeof countersSchema>> {
  return countersSchema.parse(await page.evaluate((): unknown => ('skipbookCounters' in window ? window.skipbookCounters : null)));
}
