/**
 * Serves a folder of static files as a careful host would: MIME types, compression, cross-origin isolation, a 404 page.
 * `node scripts/serve.mjs [--root out] [--port 3000] [--base /skipbook] [--no-isolation]`; PORT and HOST are read from the environment too.
 */
import { createReadStream, existsSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { createGzip } from 'node:zlib';
import { policy } from './policy.mjs';

/** @type {Readonly<Record<string, string>>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.gz': 'application/gzip',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const compressed = /^(text\/|application\/(json|wasm|manifest)|image\/svg)/;

/**
 * The file that a request's path names, or null; never one outside of the folder.
 * @param {string} root
 * @param {string} path
 */
function fileOf(root, path) {
  let decoded;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.split(/[/\\]/).some((part) => part.startsWith('.') && part !== '.')) return null;
  const wanted = resolve(root, `.${decoded}`);
  const candidates = [wanted, join(wanted, 'index.html'), `${wanted}.html`];
  const file = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  if (file === undefined) return null;
  const real = realpathSync(file);
  return real.startsWith(root + sep) ? real : null;
}

/**
 * @param {{ root: string, port: number, host?: string, base?: string, isolated?: boolean }} options
 * @returns {Promise<import('node:http').Server>} Settles when it listens; rejects if the port is not to be had.
 */
export function serve({ root, port, host, base = '', isolated = true }) {
  const folder = realpathSync(resolve(root));
  /** @type {Record<string, string>} */
  const common = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' };
  if (isolated) Object.assign(common, { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-resource-policy': 'same-origin' });

  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...common, allow: 'GET, HEAD' }).end();
      return;
    }
    const [rawPath = '/', query] = (request.url ?? '/').split('?', 2);
    if (base !== '' && rawPath === '/') {
      response.writeHead(302, { ...common, location: `${base}/` }).end();
      return;
    }
    const inside = base === '' || rawPath === base || rawPath.startsWith(`${base}/`);
    const path = inside ? rawPath.slice(base.length) || '/' : null;
    const found = path === null ? null : fileOf(folder, path);
    if (found !== null && found.endsWith(`${sep}index.html`) && !rawPath.endsWith('/') && !rawPath.endsWith('.html')) {
      response.writeHead(308, { ...common, location: `/${rawPath.replace(/^[/\\]+/, '')}/${query === undefined ? '' : `?${query}`}` }).end();
      return;
    }
    const file = found ?? fileOf(folder, '/404.html');
    if (file === null) {
      response.writeHead(404, { ...common, 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
      return;
    }
    const { size, mtimeMs } = statSync(file);
    const tag = `W/"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`;
    const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream';
    const headers = {
      ...common,
      'content-type': type,
      // Pages hold their own.
      ...(type.startsWith('text/javascript') ? { 'content-security-policy': policy() } : {}),
      etag: tag,
      vary: 'accept-encoding',
      'cache-control': rawPath.includes('/_next/static/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    if (found !== null && request.headers['if-none-match'] === tag) {
      response.writeHead(304, headers).end();
      return;
    }
    const gzip = compressed.test(type) && size > 1024 && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    response.writeHead(found === null ? 404 : 200, { ...headers, ...(gzip ? { 'content-encoding': 'gzip' } : { 'content-length': size }) });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const done = () => undefined; // A visitor who leaves early is no error.
    if (gzip) pipeline(createReadStream(file), createGzip({ level: 5 }), response, done);
    else pipeline(createReadStream(file), response, done);
  });
  return new Promise((settle, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => settle(server));
  });
}

/** Serves by the command line's arguments, and says where. @param {readonly string[]} args */
export async function serveFromCommandLine(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      root: { type: 'string', default: 'out' },
      port: { type: 'string', default: process.env.PORT ?? '3000' },
      base: { type: 'string', default: process.env.SKIPBOOK_BASE_PATH ?? '' },
      'no-isolation': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error(`The port must be a number from 0 to 65535, not "${values.port}".`);
    return 2;
  }
  if (!existsSync(values.root)) {
    console.error(`There is no folder "${values.root}" to serve: run "npm run build" first.`);
    return 2;
  }
  try {
    const server = await serve({ root: values.root, port, host: process.env.HOST, base: values.base, isolated: !values['no-isolation'] });
    const address = server.address();
    console.log(`Skipbook is at http://localhost:${typeof address === 'object' && address !== null ? address.port : port}${values.base}/ (Ctrl+C stops it)`);
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
      process.once(signal, () => {
        server.close(() => process.exit(0));
        server.closeAllConnections();
      });
    }
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EADDRINUSE') console.error(`Port ${port} is taken: stop what runs there, or choose another, for example "PORT=${port + 1} npm start".`);
    else if (code === 'EACCES') console.error(`Port ${port} needs more rights: choose one above 1023, for example "PORT=3000 npm start".`);
    else console.error(`The server could not start: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const code = await serveFromCommandLine(process.argv.slice(2));
  if (code !== null) process.exitCode = code;
}
