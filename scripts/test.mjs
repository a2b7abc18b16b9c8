/**
 * `npm test`: all tests, those in the browser included; finds or gets a browser by itself.
 * The last line sums both runners: `N passed, N failed`. `--browser` runs those in the browser alone; what follows goes to Playwright.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureBuilt } from './build.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @param {string} what @param {readonly string[]} command Arguments of Node. @param {Record<string, string>} environment */
function run(what, command, environment) {
  console.log(`\n== ${what}`);
  return spawnSync(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment } }).status === 0;
}

/** @param {string} file @returns {any} */
function report(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** A runner that fails without a failed test (a file that does not load) counts as one failure. @param {Count} count @param {boolean} good @returns {Count} */
function honest(count, good) {
  return good || count.failed > 0 ? count : { ...count, failed: 1 };
}

/** @returns {Count} */
function unitTests() {
  const file = join('.cache', 'vitest.json');
  rmSync(file, { force: true });
  const good = run('Unit, contract and architecture tests', ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], {});
  const result = report(file);
  const broken = (result?.testResults ?? []).filter((/** @type {any} */ suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length;
  return honest({ passed: result?.numPassedTests ?? 0, failed: (result?.numFailedTests ?? 0) + broken, skipped: (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0) }, good);
}

/** A port that nobody uses at this moment. @returns {Promise<number>} */
function freePort() {
  return new Promise((settle, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() => settle(typeof address === 'object' && address !== null ? address.port : 4173));
    });
  });
}

/** @param {readonly string[]} chosen Arguments for Playwright. @returns {Promise<Count>} */
async function browserTests(chosen) {
  const browser = ensureBrowser();
  if (browser === null) return { passed: 0, failed: 1, skipped: 0 };
  if (!ensureBuilt()) {
    console.error('The app could not be built; the reason stands above.');
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const file = join('.cache', 'playwright.json');
  rmSync(file, { force: true });
  const good = run(`Browser tests in ${browser}`, ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json', ...chosen], {
    SKIPBOOK_BROWSER: browser,
    SKIPBOOK_TEST_PORT: process.env.SKIPBOOK_TEST_PORT ?? String(await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const stats = report(file)?.stats;
  return honest({ passed: stats?.expected ?? 0, failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0), skipped: stats?.skipped ?? 0 }, good);
}

mkdirSync('.cache', { recursive: true });
const onlyBrowser = process.argv[2] === '--browser';
const unit = onlyBrowser ? { passed: 0, failed: 0, skipped: 0 } : unitTests();
const browser = await browserTests(onlyBrowser ? process.argv.slice(3) : []);
const passed = unit.passed + browser.passed;
const failed = unit.failed + browser.failed;
const skipped = unit.skipped + browser.skipped;
if (skipped > 0) console.log(`\n${skipped} skipped (they want data that is not here, see CONTRIBUTING.md)`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
