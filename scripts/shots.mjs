/**
 * `npm run shots`: screenshots of all main views, light and dark, 1440 and 390 wide, English and Chinese, into `shots/` with a contact sheet.
 * `npm run shots -- notebook --theme=dark --width=390 --language=zh` takes a part of them.
 */
import { chromium } from '@playwright/test';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { browserFlags, ensureBrowser, installPackages } from './browser.mjs';
import { ensureBuilt } from './build.mjs';
import { serve } from './serve.mjs';
import { views } from './shot-views.mjs';

const folder = 'shots';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { theme: { type: 'string', multiple: true }, width: { type: 'string', multiple: true }, language: { type: 'string', multiple: true } },
});
const themes = /** @type {const} */ (['light', 'dark']).filter((theme) => values.theme?.includes(theme) ?? true);
const widths = [1440, 390].filter((width) => values.width?.includes(String(width)) ?? true);
const languages = ['en', 'zh'].filter((language) => values.language?.includes(language) ?? true);
const chosen = views.filter((view) => positionals.length === 0 || positionals.includes(view.name));

/** Chinese text needs a font; Debian's is fetched where that is possible. */
function ensureChineseFont() {
  const folders = ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/truetype/noto', '/usr/share/fonts/noto-cjk'];
  const there = process.platform !== 'linux' || folders.some((path) => existsSync(path) && readdirSync(path).some((name) => /CJK/i.test(name)));
  if (!there && !installPackages(['fonts-noto-cjk'])) console.log('No Chinese font was found, so the Chinese screenshots may show boxes: install fonts-noto-cjk.');
}

/** @param {import('@playwright/test').Browser} browser @param {string} origin @param {{ theme: 'light' | 'dark', width: number, language: string }} settings */
async function shoot(browser, origin, { theme, width, language }) {
  /** @type {string[]} */
  const failures = [];
  for (const view of chosen) {
    if (view.once === true && (theme !== 'light' || width !== 1440 || language !== 'en')) continue;
    const file = `${view.name}-${theme}-${width}-${language}.png`;
    const phone = width < 600;
    const context = await browser.newContext({
      baseURL: origin,
      viewport: { width, height: phone ? 844 : (view.height ?? 900) },
      deviceScaleFactor: phone ? 2 : 1,
      hasTouch: phone,
      isMobile: phone,
      colorScheme: theme,
      locale: language === 'zh' ? 'zh-CN' : 'en-US',
      reducedMotion: 'reduce',
    });
    if (view.visited === true) {
      const settings = JSON.stringify({ language, theme: 'system', started: true });
      await context.addInitScript((text) => localStorage.setItem('skipbook.settings', text), settings);
    }
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    try {
      await page.goto(view.path);
      await page.locator('.topbar').first().waitFor();
      await view.prepare?.(page, { language, width });
      await page.evaluate(() => document.fonts.ready.then(() => true));
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, file), fullPage: view.fullPage ?? false });
      console.log(`  ${file}`);
    } catch (error) {
      failures.push(`${file}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
      await page.screenshot({ path: join(folder, file) }).catch(() => undefined);
    } finally {
      await context.close();
    }
  }
  return failures;
}

function writeContactSheet() {
  const files = readdirSync(folder).filter((name) => name.endsWith('.png')).sort();
  const figures = files.map((file) => `<figure><a href="${file}"><img src="${file}" loading="lazy" alt=""></a><figcaption>${file.replace('.png', '')}</figcaption></figure>`);
  const style = 'body{font:14px system-ui;margin:24px;background:#f4f4f2}main{display:flex;flex-wrap:wrap;gap:20px}figure{margin:0}img{height:340px;border:1px solid #ccc;background:#fff}';
  writeFileSync(join(folder, 'index.html'), `<!doctype html><meta charset="utf-8"><title>Skipbook</title><style>${style}</style><main>${figures.join('\n')}</main>\n`);
}

async function main() {
  const executablePath = ensureBrowser();
  if (executablePath === null) return 1;
  if (languages.includes('zh')) ensureChineseFont();
  if (!ensureBuilt()) return 1;
  if (positionals.length === 0 && values.theme === undefined && values.width === undefined && values.language === undefined) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const server = await serve({ root: 'out', port: 0 });
  const address = server.address();
  const origin = `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const browser = await chromium.launch({ executablePath, args: browserFlags });
  /** @type {string[]} */
  const failures = [];
  for (const language of languages) for (const width of widths) for (const theme of themes) failures.push(...(await shoot(browser, origin, { theme, width, language })));
  await browser.close();
  server.closeAllConnections();
  server.close();
  writeContactSheet();
  if (failures.length > 0) console.error(`${failures.length} views did not come to stand:\n${failures.map((line) => `  ${line}`).join('\n')}`);
  console.log(`Open ${join(folder, 'index.html')} to see them all.`);
  return failures.length === 0 ? 0 : 1;
}

process.exitCode = await main();
