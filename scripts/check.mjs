/** `npm run check`: everything that can be said about the code without running it, one line a check, two at a time. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const folders = ['app', 'components', 'lib'].filter((folder) => existsSync(folder));
/** @type {readonly { name: string, command: readonly string[], hint: string }[]} */
const checks = [
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'], hint: 'The code does not compile.' },
  { name: 'core', command: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'lib/graph'], hint: 'lib/graph must compile without the DOM and without Node.' },
  { name: 'lint', command: ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'], hint: 'eslint.config.mjs says what is forbidden.' },
  { name: 'imports', command: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', ...folders], hint: 'dependency-rules.mjs says who may import whom.' },
  { name: 'unused', command: ['node_modules/knip/bin/knip.js', '--no-config-hints'], hint: 'Remove what nothing uses, or use it.' },
  { name: 'licences', command: ['scripts/licences.mjs'], hint: 'A package has a licence that is not on the list.' },
  { name: 'files', command: ['scripts/check-files.mjs'], hint: 'A file holds words that have no place here.' },
];

const only = process.argv.slice(2);
const wanted = only.length === 0 ? checks : checks.filter((check) => only.includes(check.name));

/** @param {(typeof checks)[number]} check @returns {Promise<boolean>} */
function run(check) {
  const start = performance.now();
  return new Promise((settle) => {
    const child = spawn(process.execPath, check.command, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' } });
    let output = '';
    child.stdout.on('data', (/** @type {Buffer} */ data) => (output += data.toString()));
    child.stderr.on('data', (/** @type {Buffer} */ data) => (output += data.toString()));
    child.on('close', (code) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const good = code === 0;
      if (good) console.log(`✓ ${check.name} (${seconds} s)`);
      else console.log(`✗ ${check.name} (${seconds} s): ${check.hint}\n\n${output.trimEnd()}\n`);
      settle(good);
    });
  });
}

const queue = [...wanted];
let failed = 0;
await Promise.all(
  [0, 1].map(async () => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) if (!(await run(check))) failed++;
  }),
);
console.log(failed === 0 ? `All ${wanted.length} checks passed.` : `${failed} of ${wanted.length} checks failed.`);
process.exitCode = failed === 0 && wanted.length > 0 ? 0 : 1;
