/** What a page loads before anything is done with it, in bytes: the tensor library and the formulas come later, or not at all. */
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Scripts and styles that the page's HTML names, but for those that only browsers without modules load. */
function assetsOf(page: string): readonly { readonly path: string; readonly data: Buffer }[] {
  const html = readFileSync(join('out', page, 'index.html'), 'utf8');
  const paths = new Set([...html.matchAll(/\/_next\/static\/[^"'\\\s]+\.(?:js|css)/g)].map((match) => match[0]));
  const old = [...html.matchAll(/<script src="([^"]+)"[^>]*\snoModule/g)].map((match) => match[1]);
  return [...paths].filter((path) => !old.includes(path)).map((path) => ({ path, data: readFileSync(join('out', path)) }));
}

for (const [page, limit] of [
  ['', 290_000],
  ['notebook', 400_000],
  ['datasets', 305_000],
] as const) {
  test(`/${page}: at most ${limit / 1000} kB, compressed, without TensorFlow.js and KaTeX`, () => {
    const assets = assetsOf(page);
    expect(assets.length).toBeGreaterThan(3);
    const scripts = assets.filter(({ path }) => path.endsWith('.js')).map(({ data }) => data.toString('utf8'));
    for (const script of scripts) {
      expect(script).not.toMatch(/tensorflow/i);
      expect(script).not.toContain('KaTeX parse error');
    }
    expect(assets.reduce((sum, { data }) => sum + gzipSync(data).length, 0)).toBeLessThan(limit);
  });
}
