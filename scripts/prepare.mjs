/** Bundles the command line into dist/skipbook.mjs; runs after every `npm ci`, also where development packages are left out. */
import { chmodSync, existsSync } from 'node:fs';

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

const bundler = await loadBundler();
if (bundler === null) console.log('The command line is not bundled: esbuild is not installed (development packages were left out).');
else if (existsSync(entry)) {
  await bundler.build({
    entryPoints: [entry],
    outfile: target,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    tsconfig: 'tsconfig.json',
    banner: { js: '#!/usr/bin/env node\nimport { createRequire as skipbookRequire } from "node:module"; const require = skipbookRequire(import.meta.url);' },
    logLevel: 'warning',
  });
  chmodSync(target, 0o755);
}
