/** The app under a sub-path of its host, as a page of a university or a project is served. */
import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import type { Server } from 'node:http';
import { serve } from '../../scripts/serve.mjs';

const BASE = '/skipbook';
const OUT = '.cache/sub-path';

let server: Server | null = null;
let origin = '';

test.beforeAll(async () => {
  test.setTimeout(600_000);
  const environment = { ...process.env, SKIPBOOK_BASE_PATH: BASE, SKIPBOOK_OUT: OUT, NEXT_TELEMETRY_DISABLED: '1' };
  const build = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { env: environment, encoding: 'utf8' });
  if (build.status !== 0) throw new Error(`${build.stdout}\n${build.stderr}`);
  server = await serve({ root: OUT, port: 0, base: BASE });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  origin = `http://localhost:${address.port}`;
});

test.afterAll(() => {
  server?.closeAllConnections();
  server?.close();
});

test('pages, data and scripts are found below the sub-path', async ({ page }) => {
  const missing: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.url().endsWith('/favicon.ico')) missing.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(`${origin}${BASE}/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${origin}${BASE}/datasets/`);
  await expect(page.getByRole('heading', { name: 'Fashion-MNIST' }).first()).toBeVisible();
  const sheet = await page.request.get(`${origin}${BASE}/datasets/fashion-mnist/training-images.png`);
  expect(sheet.status()).toBe(200);
  await page.goto(`${origin}${BASE}/notebook/`);
  await expect(page).toHaveURL(new RegExp(`${BASE}/notebook/\\?id=`));
  expect(missing).toEqual([]);
});
