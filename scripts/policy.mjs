/**
 * The content security policy. Each exported page holds its own, with the hashes of its inline scripts, so that it holds on every host;
 * the server of `npm start` sends it with scripts too, since workers go by the headers of their own files.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The engine's modules are compiled at run time (`wasm-unsafe-eval`); styles are set on elements and by libraries (`unsafe-inline`);
 * pictures are drawn into blobs.
 * @param {readonly string[]} hashes Of inline scripts.
 */
export function policy(hashes = []) {
  return [
    `default-src 'self'`,
    `script-src 'self' 'wasm-unsafe-eval'${hashes.map((hash) => ` '${hash}'`).join('')}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/** Of the scripts that stand in the page itself, once each. @param {string} html */
export function inlineScriptHashes(html) {
  const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? '');
  return [...new Set(scripts.map((text) => `sha256-${createHash('sha256').update(text).digest('base64')}`))];
}

/** Puts the policy first in the head, before anything that it is about. @param {string} html */
export function withPolicy(html) {
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(inlineScriptHashes(html))}"/>`;
  if (html.includes(meta)) return html;
  if (!html.includes('<head>')) throw new Error('A page without a head cannot hold a policy.');
  return html.replace('<head>', () => `<head>${meta}`);
}

/** @param {string} folder Of the export. */
export function writePolicies(folder) {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
  for (const page of pages) {
    const file = join(folder, page);
    writeFileSync(file, withPolicy(readFileSync(file, 'utf8')));
  }
}
