/**
 * Builds the app into `out/`: notices, Next's static export, and the policy of each page. `ensureBuilt` does so only if the sources have changed,
 * by their contents, since a checkout gives all files a new date.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writePolicies } from './policy.mjs';

const sources = ['app', 'components', 'lib', 'public', 'instrumentation-client.ts', 'scripts/policy.mjs', 'next.config.js', 'postcss.config.mjs', 'package-lock.json', 'tsconfig.json'];
const made = new Set([join('public', 'notices.txt')]);
const record = join('.cache', 'build.json');

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !made.has(file))
    .sort();
}

function hashOfSources() {
  const hash = createHash('sha256').update(process.env.SKIPBOOK_BASE_PATH ?? '');
  for (const file of sources.flatMap(filesBelow)) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** @param {readonly string[]} command Arguments of Node. @param {boolean} quiet */
function node(command, quiet) {
  const run = spawnSync(process.execPath, command, {
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    encoding: 'utf8',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (quiet && run.status !== 0) process.stderr.write(`${run.stdout}${run.stderr}`);
  return run.status === 0;
}

/** @returns {boolean} Whether the build succeeded. */
function build() {
  const hash = hashOfSources();
  if (!node(['scripts/licences.mjs', 'public/notices.txt'], true)) return false;
  if (!node(['node_modules/next/dist/bin/next', 'build'], false)) return false;
  writePolicies(process.env.SKIPBOOK_OUT ?? 'out');
  mkdirSync('.cache', { recursive: true });
  writeFileSync(record, JSON.stringify({ hash }));
  return true;
}

/** Builds unless `out/` holds these very sources. @returns {boolean} Whether `out/` is there and current. */
export function ensureBuilt() {
  if (existsSync(join('out', 'index.html')) && existsSync(record)) {
    /** @type {unknown} */
    const last = JSON.parse(readFileSync(record, 'utf8'));
    if (typeof last === 'object' && last !== null && 'hash' in last && last.hash === hashOfSources()) return true;
  }
  console.log('Building the app …');
  return build();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = build() ? 0 : 1;
