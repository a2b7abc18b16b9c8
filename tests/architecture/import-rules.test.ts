/** The import rules hold only if they catch what they forbid: each violation is planted in a small project of its own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '../..');
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** What dependency-cruiser says about a project that consists of these files. */
function check(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'skipbook-rules-'));
  folders.push(folder);
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
  const compilerOptions = { module: 'esnext', moduleResolution: 'bundler', jsx: 'react-jsx', paths: { '@/*': ['./*'] } };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts', '**/*.tsx'] }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const tool = join(project, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const run = spawnSync(process.execPath, [tool, '--config', join(project, '.dependency-cruiser.mjs'), '--output-type', 'err', '.'], { cwd: folder, encoding: 'utf8' });
  return `${run.stdout}${run.stderr}`;
}

const leaf = 'export const leaf = 1;\nexport type Leaf = typeof leaf;\n';

test('a project that keeps the rules passes', () => {
  const answer = check({ 'lib/util/leaf.ts': leaf, 'lib/graph/infer.ts': "import { leaf } from '@/lib/util/leaf';\nexport const twice = 2 * leaf;\n" });
  expect(answer).toContain('no dependency violations found');
});

test.each([
  ['the core imports a store', 'lib/graph-imports', { 'lib/stores/leaf.ts': leaf, 'lib/graph/a.ts': "import { leaf } from '@/lib/stores/leaf';\nexport const a = leaf;\n" }],
  ['a type is an import as well', 'lib/graph-imports', { 'lib/training/leaf.ts': leaf, 'lib/graph/a.ts': "import type { Leaf } from '@/lib/training/leaf';\nexport type A = Leaf;\n" }],
  ['a library that the folder may not use', 'lib/graph-libraries', { 'lib/graph/a.ts': "import { useState } from 'react';\nexport const a = useState;\n" }],
  ['the types of such a library', 'lib/notebook-libraries', { 'lib/notebook/a.ts': "import type { ReactNode } from 'react';\nexport type A = ReactNode;\n" }],
  ['Node in the browser', 'lib/storage-without-node', { 'lib/storage/a.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n" }],
  [
    'one cell kind knows another',
    'cells-apart',
    { 'components/cells/graph/leaf.ts': leaf, 'components/cells/train/a.ts': "import { leaf } from '@/components/cells/graph/leaf';\nexport const a = leaf;\n" },
  ],
  [
    'the page imports the worker',
    'lib/stores-leaves-out',
    { 'lib/training/worker/leaf.ts': leaf, 'lib/stores/a.ts': "import { leaf } from '@/lib/training/worker/leaf';\nexport const a = leaf;\n" },
  ],
  ['a folder without a row', 'every-folder-has-a-row', { 'lib/stray/leaf.ts': leaf, 'lib/stray/a.ts': "import { leaf } from './leaf';\nexport const a = leaf;\n" }],
  ['a circle', 'no-cycles', { 'lib/util/a.ts': "import { b } from './b';\nexport const a = () => b;\n", 'lib/util/b.ts': "import { a } from './a';\nexport const b = () => a;\n" }],
  [
    'TensorFlow.js over three files',
    'unreachable-3',
    {
      'lib/training/worker/c.ts': "import '@tensorflow/tfjs';\nexport const c = 1;\n",
      'lib/training/b.ts': "import { c } from './worker/c';\nexport const b = c;\n",
      'app/page.tsx': "import { b } from '@/lib/training/b';\nexport const a = b;\n",
    },
  ],
])('%s: caught', (_, rule, files) => {
  expect(check(files)).toContain(`${rule}:`);
});
