/** Finds a Chromium for the browser tests and the screenshots, and gets one where there is none. */
import { chromium } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** True if it starts; some systems have a `chromium-browser` that only tells to install another. @param {string} path */
function starts(path) {
  if (process.platform === 'win32') return existsSync(path);
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  return answer.status === 0 && /\d+\.\d+/.test(answer.stdout);
}

function wantedBrowser() {
  const wanted = process.env.SKIPBOOK_BROWSER ?? process.env.CHROME_PATH ?? '';
  return wanted === '' ? null : wanted;
}

/** Path of a browser on this machine, or null. `SKIPBOOK_BROWSER` and `CHROME_PATH` come first. @returns {string | null} */
export function findBrowser() {
  const wanted = wantedBrowser();
  if (wanted !== null) return wanted;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...applications, chromium.executablePath()].find((path) => existsSync(path) && starts(path)) ?? null;
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function isRoot() {
  return process.getuid?.() === 0;
}

/** Installs Debian packages if this is Debian and we are root; says whether it worked. @param {readonly string[]} packages */
export function installPackages(packages) {
  if (!isDebian() || !isRoot()) return false;
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], options);
  return spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options).status === 0;
}

/** Playwright's own browser; on a bare Linux also the libraries that it needs, where we may install them. */
function installOwn() {
  const cli = 'node_modules/@playwright/test/cli.js';
  const run = (/** @type {string} */ command) => spawnSync(process.execPath, [cli, command, 'chromium'], { stdio: ['ignore', 'inherit', 'inherit'] });
  run('install');
  const own = chromium.executablePath();
  if (process.platform === 'linux' && isRoot() && existsSync(own) && !starts(own)) run('install-deps');
}

/** Why there is none, and what to do. */
function explanation() {
  const own = chromium.executablePath();
  if (existsSync(own)) return `The browser that Playwright downloaded does not start; it wants libraries of the system: run "sudo npx playwright install-deps chromium", or name another browser in the environment variable SKIPBOOK_BROWSER.`;
  return 'No browser could be found or installed: install Chromium or Chrome, or name one in the environment variable SKIPBOOK_BROWSER.';
}

/** A browser's path, installed if need be; null if none could be had, and then says what to do. @returns {string | null} */
export function ensureBrowser() {
  const wanted = wantedBrowser();
  if (wanted !== null && !(existsSync(wanted) && starts(wanted))) {
    console.error(`The environment names the browser "${wanted}", which does not start: correct SKIPBOOK_BROWSER or CHROME_PATH, or unset it to use any that is there.`);
    return null;
  }
  const found = findBrowser();
  if (found !== null) return found;
  console.log('No Chromium or Chrome found: installing one.');
  if (installPackages(['chromium'])) {
    const installed = findBrowser();
    if (installed !== null) return installed;
  }
  installOwn();
  const installed = findBrowser();
  if (installed === null) console.error(explanation());
  return installed;
}

/** Flags under which pages behave alike on machines with and without a GPU or a sandbox. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];
