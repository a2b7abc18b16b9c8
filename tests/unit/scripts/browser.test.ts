/** Which browser the tests take: the one that the environment names, else one on the path that starts. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const script = resolve(import.meta.dirname, '../../../scripts/browser.mjs');

function program(name: string, text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'skipbook-browser-')), name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

function ask(what: 'findBrowser' | 'ensureBrowser', environment: Record<string, string>): { readonly path: string; readonly said: string } {
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', `import { ${what} } from ${JSON.stringify(`file://${script}`)}; process.stdout.write(String(${what}()))`], {
    encoding: 'utf8',
    env: { NODE_ENV: 'test', HOME: tmpdir(), ...environment },
  });
  return { path: run.stdout, said: run.stderr };
}

test.skipIf(process.platform === 'win32')('one on the path is taken if it starts, not one that only tells to install another', () => {
  const works = program('google-chrome', 'echo "Google Chrome 156.0.1"');
  const tells = program('chromium', 'echo "install the snap" >&2; exit 1');
  const path = [tells, works].map((file) => resolve(file, '..')).join(':');
  expect(ask('findBrowser', { PATH: path }).path).toBe(works);
});

test.skipIf(process.platform === 'win32')('the environment has the first word, and a wrong one is said to be so', () => {
  const named = program('my-browser', 'echo "Browser 1.0"');
  expect(ask('ensureBrowser', { PATH: '/usr/bin:/bin', SKIPBOOK_BROWSER: named })).toEqual({ path: named, said: '' });
  const wrong = ask('ensureBrowser', { PATH: '/usr/bin:/bin', CHROME_PATH: '/nowhere/chrome' });
  expect(wrong.path).toBe('null');
  expect(wrong.said).toMatch(/^The environment names the browser "\/nowhere\/chrome", which does not start: .+\n$/);
});
