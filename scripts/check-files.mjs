/** Looks at the text of all files: words that have no place in the project, and files that grow too long (a warning only). */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const softLimit = 300;
/** @type {readonly { pattern: RegExp, why: string }[]} */
const forbidden = [
  { pattern: /\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b/, why: 'finish it, or file an issue' },
  { pattern: /lorem [i]psum/i, why: 'write the real text' },
  { pattern: /eslint-[d]isable|@ts-[i]gnore|@ts-[n]ocheck|@ts-expect-[e]rror|knip-[i]gnore/, why: 'mend the cause' },
  { pattern: /(^|[\s'"`(])\/(wor[k]|roo[t]|home\/[a-z]+)\//, why: 'no paths of one machine' },
  { pattern: /(hel[p]er|age[n]t) session|filed by a [s]ession|\bissue [#]?\d+\b/i, why: 'say what it is, not where it was asked for' },
  { pattern: /\bGiga?FLO[P]s?\b|\bFLO[P]s\b/, why: 'say multiply-adds' },
];
const texts = /\.(ts|tsx|js|mjs|css|md|json|yml|html)$/;
const skipped = /^(package-lock\.json|public\/data\/|tests\/fixtures\/)/;

const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' });
const files = listed.status === 0 ? listed.stdout.split('\n').filter((file) => texts.test(file) && !skipped.test(file) && existsSync(file)) : [];
let bad = 0;
/** @type {string[]} */
const long = [];

for (const file of files) {
  const lines = readFileSync(file, 'utf8').split('\n');
  if (/\.(ts|tsx|mjs)$/.test(file) && lines.length > softLimit) long.push(`${file} (${lines.length})`);
  lines.forEach((line, index) => {
    for (const { pattern, why } of forbidden) {
      const match = pattern.exec(line);
      if (match === null) continue;
      console.error(`${file}:${index + 1}: "${match[0].trim()}": ${why}`);
      bad++;
    }
  });
}
if (long.length > 0) console.log(`Longer than ${softLimit} lines, worth a look: ${long.join(', ')}`);
console.log(bad === 0 ? `${files.length} files looked at.` : `${bad} lines to mend.`);
process.exitCode = bad === 0 ? 0 : 1;
