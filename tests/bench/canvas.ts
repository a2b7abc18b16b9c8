/** Dragging and panning big graphs in a browser: frames, script time, and how much is rendered and inferred a frame. */
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { browserFlags, ensureBrowser } from '../../scripts/browser.mjs';
import { ensureBuilt } from '../../scripts/build.mjs';
import { serve } from '../../scripts/serve.mjs';
import { zooNotebook } from '@/lib/zoo/notebook';
import type { BenchModule, Figures } from './measure';
import { residualChain } from './nets';

const FRAMES = 60;
const SETTINGS = { language: 'en', theme: 'light', started: true };

type Counters = { readonly inferences: number; readonly nodeRenders: number; readonly edgeRenders: number };
type Point = { readonly x: number; readonly y: number };

function readCounters(page: Page): Promise<Counters> {
  return page.evaluate(() => {
    const held: unknown = Reflect.get(window, 'skipbookCounters');
    const read = (name: string) => (typeof held === 'object' && held !== null ? Number(Reflect.get(held, name)) : Number.NaN);
    return { inferences: read('inferences'), nodeRenders: read('nodeRenders'), edgeRenders: read('edgeRenders') };
  });
}

async function milliseconds(session: CDPSession): Promise<{ readonly script: number; readonly task: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const read = (name: string) => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? 0);
  return { script: read('ScriptDuration'), task: read('TaskDuration') };
}

/** A notebook with one graph of so many nodes. */
function gridDocument(nodes: number): object {
  const net = residualChain(nodes);
  // In rows, so that all of it is on the screen at once: the worst case.
  const columns = Math.ceil(Math.sqrt(2 * nodes));
  const positions = Object.fromEntries(Object.keys(net.nodes).map((id, index) => [id, [180 * (index % columns), 180 * Math.floor(index / columns)]]));
  return { format: 'skipbook', version: 1, id: `bench${nodes}`, title: `${nodes} layers`, language: 'en', cells: [{ id: 'drawing', kind: 'graph', graph: 'net', height: 640 }], graphs: { net }, layout: { net: { direction: 'right', positions } } };
}

async function openNotebook(page: Page, origin: string, document: object): Promise<void> {
  await page.goto(`${origin}/`);
  await page.locator('.start-card').first().waitFor();
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'bench.skipbook.json', { type: 'application/json' }));
    return data;
  }, JSON.stringify(document));
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await page.waitForURL(/\/notebook\/\?id=/);
  await page.goto(`${page.url()}&counters`);
  await page.locator('.react-flow').first().waitFor();
  await page.waitForTimeout(2000);
}

/** The middle of the node that is nearest to the middle of the canvas, or null if none is drawn as a card. */
function middleNode(page: Page): Promise<Point | null> {
  return page.evaluate(() => {
    const canvas = document.querySelector('.react-flow')?.getBoundingClientRect();
    if (canvas === undefined) return null;
    const centre = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
    const points = [...document.querySelectorAll('.react-flow__node')].map((node) => node.getBoundingClientRect()).map((box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }));
    const distance = (point: { x: number; y: number }) => Math.hypot(point.x - centre.x, point.y - centre.y);
    return points.sort((a, b) => distance(a) - distance(b))[0] ?? null;
  });
}

/** Presses at a point and moves the pointer a little in each of sixty frames. */
async function gesture(page: Page, session: CDPSession, from: Point): Promise<Figures> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 6, from.y + 6);
  const figures = await measured(page, session, (index) => page.mouse.move(from.x + 6 + 2 * index * Math.sign(Math.sin(index / 10) || 1), from.y + 6 + (index % 20)));
  await page.mouse.up();
  return figures;
}

/** Turns the wheel with Ctrl, in for thirty frames and out again. */
async function wheelZoom(page: Page, session: CDPSession, at: Point): Promise<Figures> {
  await page.mouse.move(at.x, at.y);
  await page.keyboard.down('Control');
  const figures = await measured(page, session, (index) => page.mouse.wheel(0, index <= FRAMES / 2 ? -60 : 60));
  await page.keyboard.up('Control');
  return figures;
}

/** One step of a gesture in each frame. */
async function measured(page: Page, session: CDPSession, step: (index: number) => Promise<void>): Promise<Figures> {
  const before = { counters: await readCounters(page), times: await milliseconds(session) };
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { benchFrames: frames });
    const record = (now: number) => {
      frames.push(now);
      if (frames.length < 600) requestAnimationFrame(record);
    };
    requestAnimationFrame(record);
  });
  for (let index = 1; index <= FRAMES; index++) {
    await step(index);
    await page.evaluate(() => new Promise((settle) => requestAnimationFrame(settle)));
  }
  const frames = await page.evaluate(() => {
    const held: unknown = Reflect.get(window, 'benchFrames');
    return Array.isArray(held) ? held.map(Number) : [];
  });
  const after = { counters: await readCounters(page), times: await milliseconds(session) };
  const gaps = frames.slice(1).map((time, index) => time - frames[index]).sort((a, b) => a - b);
  const perFrame = (total: number) => Number((total / FRAMES).toFixed(2));
  return {
    frames: frames.length,
    framesPerSecond: Math.round((1000 * (frames.length - 1)) / (frames[frames.length - 1] - frames[0])),
    slowestOfTwentyMilliseconds: Number((gaps[Math.floor(gaps.length * 0.95)] ?? 0).toFixed(1)),
    scriptMillisecondsPerFrame: perFrame(after.times.script - before.times.script),
    taskMillisecondsPerFrame: perFrame(after.times.task - before.times.task),
    nodeRendersPerFrame: perFrame(after.counters.nodeRenders - before.counters.nodeRenders),
    edgeRendersPerFrame: perFrame(after.counters.edgeRenders - before.counters.edgeRenders),
    inferences: after.counters.inferences - before.counters.inferences,
  };
}

/** Zooms in with Ctrl and the wheel until cards are drawn, for graphs so big that the far view is a picture. */
async function zoomToCards(page: Page): Promise<void> {
  const box = await page.locator('.react-flow').first().boundingBox();
  if (box === null) return;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let turn = 0; turn < 40 && (await page.locator('.react-flow__node').count()) === 0; turn++) {
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -120);
    await page.keyboard.up('Control');
    await page.waitForTimeout(60);
  }
}

async function newPage(browser: Browser): Promise<{ readonly page: Page; readonly session: CDPSession }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript((text) => localStorage.setItem('skipbook.settings', text), JSON.stringify(SETTINGS));
  // The runner's compiler marks functions by a name, also those that are sent to the page.
  await page.addInitScript('globalThis.__name = (value) => value;');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return { page, session };
}

async function measureGraph(browser: Browser, origin: string, nodes: number): Promise<Figures> {
  const { page, session } = await newPage(browser);
  await openNotebook(page, origin, gridDocument(nodes));
  await zoomToCards(page);
  const cards = await page.locator('.react-flow__node').count();
  const from = await middleNode(page);
  if (from === null) throw new Error('No node is drawn that could be dragged.');
  const drag = await gesture(page, session, from);
  await page.close();
  return { nodes, cardsInView: cards, drag };
}

/** Pans as far and as near, by gestures on the pane, and wheels in and out: what a net of more than five hundred layers costs to look at. */
async function measureUnrolled(browser: Browser, origin: string, id: string): Promise<Figures> {
  const document = zooNotebook(id);
  if (document === null) throw new Error(`The zoo has no ${id}.`);
  const { page, session } = await newPage(browser);
  await openNotebook(page, origin, document);
  const start = Date.now();
  await page.getByRole('button', { name: 'Unrolled' }).click();
  await page.locator('.layer-canvas[data-look="net"][data-lod="far"]').waitFor();
  const openMilliseconds = Date.now() - start;
  await page.waitForTimeout(1000);
  await page.locator('.layer-canvas').scrollIntoViewIfNeeded();
  const box = await page.locator('.react-flow__pane').boundingBox();
  if (box === null) throw new Error('There is no canvas.');
  // Where rows leave room, so that the gesture begins on the pane.
  const from = { x: box.x + box.width - 60, y: box.y + box.height - 40 };
  const panFar = await gesture(page, session, from);
  const zoom = await wheelZoom(page, session, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  await zoomToCards(page);
  const cards = await page.locator('.react-flow__node').count();
  const panNear = await gesture(page, session, from);
  await page.close();
  return { net: id, openMilliseconds, panFar, zoom, cardsInView: cards, panNear };
}

export const canvasBench: BenchModule = {
  name: 'canvas',
  measure: async () => {
    const executablePath = ensureBrowser();
    if (executablePath === null) throw new Error('There is no browser.');
    if (!ensureBuilt()) throw new Error('The app could not be built.');
    const server = await serve({ root: 'out', port: 0 });
    const address = server.address();
    const origin = `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const browser = await chromium.launch({ executablePath, args: browserFlags });
    try {
      const graphs: Figures[] = [];
      for (const nodes of [200, 1000]) graphs.push(await measureGraph(browser, origin, nodes));
      return { browser: browser.version(), graphs, unrolled: await measureUnrolled(browser, origin, 'resnet-152') };
    } finally {
      await browser.close();
      server.closeAllConnections();
      server.close();
    }
  },
};
