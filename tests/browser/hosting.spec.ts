/** The static export as hosts serve it: with the headers of cross-origin isolation, and without. */
import { expect, test } from '@playwright/test';
import type { Server } from 'node:http';
import { serve } from '../../scripts/serve.mjs';

let server: Server | null = null;
let origin = '';

test.beforeAll(async () => {
  server = await serve({ root: 'out', port: 0, isolated: false });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  origin = `http://localhost:${address.port}`;
});

test.afterAll(() => {
  server?.closeAllConnections();
  server?.close();
});

test('the pages are isolated, so that threads may share memory', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('the library opens where the host sets no headers', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${origin}/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  expect(errors).toEqual([]);
});

test('an address that does not exist says so', async ({ page }) => {
  const answer = await page.goto('/no/such/page/');
  expect(answer?.status()).toBe(404);
});
