/** Bundles the command line into dist/skipbook.mjs; runs after every `npm ci`, also where development packages are left out. */
import { chmodSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const entry = 'lib/cli/main.ts';
const target = 'dist/skipbook.mjs';

/** @returns {Promise<typeof import('esbuild') | null>} */
async function loadBundler() {
  try {
    return await import('esbuild');
  } catch {
    return null;
  }
}

/** @param {typeof import('esbuild')} bundler */
async function bundle(bundler) {
  const { outputFiles } = await bundler.build({
    entryPoints: [entry],
    outfile: target,
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    tsconfig: 'tsconfig.json',
    banner: { js: '#!/usr/bin/env node\nimport { createRequire as skipbookRequire } from "node:module"; const require = skipbookRequire(import.meta.url);' },
    logLevel: 'warning',
  });
  // Written aside and renamed, so that nobody meets half of it.
  const aside = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(aside, outputFiles[0].contents);
  chmodSync(aside, 0o755);
  renameSync(aside, target);
}

const bundler = await loadBundler();
if (bundler === null) console.log('The command line is not bundled: esbuild is not installed (development packages were left out).');
else if (existsSync(entry)) {
  try {
    await bundle(bundler);
  } catch {
    console.error('The command line could not be bundled; the reason stands above.');
    // An installation is of use without it.
    process.exitCode = process.env.npm_lifecycle_event === 'prepare' ? 0 : 1;
  }
}
