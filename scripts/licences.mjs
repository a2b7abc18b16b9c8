/**
 * Checks the licences of all packages in package-lock.json, and writes the notices of those that reach users.
 * `node scripts/licences.mjs` checks; with a file's name it writes the notices there as well.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const shipped = new Set(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD', 'MPL-2.0', 'CC0-1.0', 'OFL-1.1', 'Unlicense', 'BlueOak-1.0.0', 'Python-2.0']);
/** Build tools never reach users, so any open licence will do. */
const tools = new Set([...shipped, 'LGPL-3.0-or-later', 'CC-BY-4.0', 'CC-BY-3.0']);
/** Tables that the build reads, by package. */
const buildData = new Set(['caniuse-lite']);

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [license]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 */

/** True if every licence of an expression such as `(MIT OR Apache-2.0)` or `MIT AND ISC` is met. @param {string} expression @param {ReadonlySet<string>} allowed */
function allows(expression, allowed) {
  const plain = expression.replace(/[()]/g, '');
  return plain.split(/\s+AND\s+/).every((part) => part.split(/\s+OR\s+/).some((name) => allowed.has(name.trim())));
}

/** @param {string} folder */
function licenceText(folder) {
  if (!existsSync(folder)) return '';
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name) && !/\.(js|ts|json)$/.test(name));
  return names.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n');
}

/** @type {{ packages: Record<string, LockedPackage> }} */
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
/** @type {string[]} */
const complaints = [];
/** @type {string[]} */
const notices = [];
let count = 0;

for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '') continue;
  count++;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  // Optional packages are native tools of the build (image and CSS compilers); the static export holds none of them.
  const reachesUsers = entry.dev !== true && entry.optional !== true && entry.devOptional !== true && !buildData.has(name);
  const licence = entry.license;
  if (licence === undefined) complaints.push(`${name} ${entry.version}: the lock file names no licence`);
  else if (!allows(licence, reachesUsers ? shipped : tools)) complaints.push(`${name} ${entry.version}: ${licence}`);
  if (reachesUsers) notices.push(`${name} ${entry.version} (${licence})\n\n${licenceText(path)}`.trim());
}

const target = process.argv[2];
if (target !== undefined) {
  mkdirSync(dirname(target), { recursive: true });
  const rule = `\n\n${'-'.repeat(78)}\n\n`;
  writeFileSync(target, `Skipbook is under the MIT licence. It contains or is built with these packages:${rule}${notices.join(rule)}\n`);
}
if (complaints.length > 0) {
  console.error(`These licences are not on the list of scripts/licences.mjs:\n${complaints.map((line) => `  ${line}`).join('\n')}`);
  process.exitCode = 1;
} else {
  console.log(`${count} packages, all under licences on the list.`);
}
