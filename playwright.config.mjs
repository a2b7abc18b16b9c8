/** The browser tests: against the static export in `out/`, on a port of their own (SKIPBOOK_TEST_PORT). */
import { defineConfig } from '@playwright/test';
import { cpus } from 'node:os';
import { browserFlags, findBrowser } from './scripts/browser.mjs';

const port = Number(process.env.SKIPBOOK_TEST_PORT ?? 4173);
const executablePath = findBrowser() ?? undefined;

const config = defineConfig({
  testDir: './tests/browser',
  outputDir: './test-results',
  fullyParallel: false,
  // A training takes a core and a half, so fewer workers than cores.
  workers: Number(process.env.SKIPBOOK_TEST_WORKERS ?? Math.max(1, Math.min(4, Math.floor(cpus().length / 2)))),
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    trace: 'retain-on-failure',
    launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args: browserFlags },
  },
  webServer: {
    command: `node scripts/serve.mjs --port ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});

export default config;
