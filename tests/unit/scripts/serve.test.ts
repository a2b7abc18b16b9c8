/** The static server: what it serves, and what it does not. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../../scripts/serve.mjs';

const outside = mkdtempSync(join(tmpdir(), 'skipbook-serve-'));
const root = join(outside, 'out');
const servers: Server[] = [];

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

async function start(options: { readonly base?: string; readonly isolated?: boolean } = {}): Promise<string> {
  const server = await serve({ root, port: 0, host: '127.0.0.1', ...options });
  servers.push(server);
  return `http://127.0.0.1:${portOf(server)}`;
}

/** Asks for a path as it stands: `fetch` would tidy `..` away. */
function raw(origin: string, path: string): Promise<{ readonly status: number; readonly body: string }> {
  const { hostname, port } = new URL(origin);
  return new Promise((settle, reject) => {
    const sent = request({ hostname, port, path }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (body += part));
      response.on('end', () => settle({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

beforeAll(() => {
  mkdirSync(join(root, 'notebook'), { recursive: true });
  mkdirSync(join(root, '_next', 'static'), { recursive: true });
  writeFileSync(join(outside, 'secret.txt'), 'secret');
  writeFileSync(join(root, '.hidden'), 'secret');
  writeFileSync(join(root, 'index.html'), '<p>home</p>');
  writeFileSync(join(root, 'notebook', 'index.html'), '<p>notebook</p>');
  writeFileSync(join(root, '404.html'), '<p>not there</p>');
  writeFileSync(join(root, 'engine.wasm'), new Uint8Array([0, 0x61, 0x73, 0x6d]));
  writeFileSync(join(root, '_next', 'static', 'main.js'), `export const text = '${'a'.repeat(5000)}';`);
  symlinkSync(join(outside, 'secret.txt'), join(root, 'link.txt'));
});

afterAll(async () => {
  await Promise.all(
    servers.map((server) => {
      server.closeAllConnections();
      return new Promise((settle) => server.close(settle));
    }),
  );
  rmSync(outside, { recursive: true, force: true });
});

test('serves pages, with the headers of cross-origin isolation', async () => {
  const origin = await start();
  const home = await fetch(`${origin}/`);
  expect(await home.text()).toBe('<p>home</p>');
  expect(home.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(home.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  expect(home.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const notebook = await fetch(`${origin}/notebook/?id=n1`);
  expect(await notebook.text()).toBe('<p>notebook</p>');
});

test('serves without isolation where asked', async () => {
  const origin = await start({ isolated: false });
  const home = await fetch(`${origin}/`);
  expect(home.headers.get('cross-origin-opener-policy')).toBeNull();
  expect(home.headers.get('cross-origin-embedder-policy')).toBeNull();
});

test('sends a folder to its address with a slash, the query kept', async () => {
  const origin = await start();
  const answer = await fetch(`${origin}/notebook?id=n1`, { redirect: 'manual' });
  expect(answer.status).toBe(308);
  expect(answer.headers.get('location')).toBe('/notebook/?id=n1');
  const elsewhere = await fetch(`${origin}//notebook`, { redirect: 'manual' });
  expect(elsewhere.headers.get('location') ?? '').not.toMatch(/^\/\//);
});

test('knows the types that browsers insist on', async () => {
  const origin = await start();
  const engine = await fetch(`${origin}/engine.wasm`);
  expect(engine.headers.get('content-type')).toBe('application/wasm');
  const script = await fetch(`${origin}/_next/static/main.js`, { headers: { 'accept-encoding': 'gzip' } });
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(script.headers.get('cache-control')).toContain('immutable');
  expect(script.headers.get('content-encoding')).toBe('gzip');
  expect(await script.text()).toContain('a'.repeat(5000));
});

test('answers 304 to a copy that is still current', async () => {
  const origin = await start();
  const first = await fetch(`${origin}/`);
  const again = await fetch(`${origin}/`, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
});

test('has a page for what is not there', async () => {
  const origin = await start();
  const missing = await fetch(`${origin}/nothing/here/`);
  expect(missing.status).toBe(404);
  expect(await missing.text()).toBe('<p>not there</p>');
});

test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/notebook/../../secret.txt', '/..%5csecret.txt', '/.hidden', '/link.txt', '/%00', '/%', '//../secret.txt'])(
  'gives nothing from outside of its folder: %s',
  async (path) => {
    const origin = await start();
    const answer = await raw(origin, path);
    expect(answer.body).not.toContain('secret');
    expect(answer.status).toBe(404);
  },
);

test('refuses to be written to', async () => {
  const origin = await start();
  expect((await fetch(`${origin}/`, { method: 'POST' })).status).toBe(405);
});

test('serves under a sub-path', async () => {
  const origin = await start({ base: '/skipbook' });
  const page = await fetch(`${origin}/skipbook/notebook/`);
  expect(await page.text()).toBe('<p>notebook</p>');
  expect((await fetch(`${origin}/notebook/`)).status).toBe(404);
  const top = await fetch(`${origin}/`, { redirect: 'manual' });
  expect(top.headers.get('location')).toBe('/skipbook/');
});

test('says in one sentence that the port is taken', async () => {
  const server = await serve({ root, port: 0 });
  servers.push(server);
  const script = join(import.meta.dirname, '../../../scripts/serve.mjs');
  const run = spawnSync(process.execPath, [script, '--root', root, '--port', String(portOf(server))], { encoding: 'utf8' });
  expect(run.status).toBe(1);
  expect(run.stderr).toContain('is taken');
  expect(run.stderr.trim().split('\n')).toHaveLength(1);
});
