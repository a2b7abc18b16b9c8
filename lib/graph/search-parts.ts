/** Finds parts of a net by name, kind or path: `conv1`, `stage3 block2 conv1`, `stage3/block2/conv1`, `stage3.1.conv1`. */
import type { Part } from './parts';
import { kindOf } from './registry';

type Words = { readonly id: string; readonly path: string; readonly steps: readonly string[]; readonly numbers: ReadonlySet<string>; readonly names: string };

const known = new WeakMap<Part, Words>();

function wordsOf(part: Part, blockName: (part: Part) => string): Words {
  const before = known.get(part);
  if (before) return before;
  const kind = kindOf(part.node.kind);
  const offers = kind?.palette.flatMap(({ text }) => [text.en.name, ...text.en.aliases, text.zh.name, ...text.zh.aliases]) ?? [];
  const titles = kind && part.config ? [kind.text.en.title(part.config), kind.text.zh.title(part.config)] : [];
  // Numbers of repeats are those that people count by: the second one is `block2`.
  const numbers = part.homes.flatMap((home) => (home === null ? [] : [String(home.index + 1), `block${home.index + 1}`]));
  const words: Words = {
    id: part.id.replace(/\.\d+$/, '').toLowerCase(),
    path: part.path.toLowerCase(),
    steps: part.steps.map((step) => step.replace(/\.\d+$/, '').toLowerCase()),
    numbers: new Set(numbers),
    names: [part.node.title ?? '', blockName(part), part.node.kind, ...offers, ...titles].join('\n').toLowerCase(),
  };
  known.set(part, words);
  return words;
}

const NAMED = 1;
const HOLDS = 2;
const BEGINS = 4;
const EXACT = 8;

/** Higher is better, 0 for no match. */
function scoreOf(words: Words, tokens: readonly string[]): number {
  let score = 0;
  for (const token of tokens) {
    const own = words.id === token ? EXACT : words.id.startsWith(token) ? BEGINS : words.id.includes(token) ? HOLDS : 0;
    const onTheWay = words.numbers.has(token) || words.steps.includes(token) ? BEGINS : words.steps.some((step) => step.startsWith(token)) ? HOLDS : 0;
    const found = Math.max(own, onTheWay, words.names.includes(token) ? NAMED : 0);
    if (found === 0) return 0;
    score += found;
  }
  return score;
}

/** The best first, equals in the order of the net. Without a query nothing. `blockName` is the name of the definition behind a part. */
export function searchParts(parts: readonly Part[], query: string, blockName: (part: Part) => string): readonly Part[] {
  const text = query.trim().toLowerCase();
  if (text === '') return [];
  const exact = parts.filter((part) => part.path.toLowerCase() === text);
  const tokens = text.split(/[\s/.›>,，、]+/).filter((token) => token !== '');
  // A path as layers have it counts repeats from 0.
  if (/\.\d/.test(text)) {
    const inside = parts.filter((part) => part.path.toLowerCase() !== text && part.path.toLowerCase().startsWith(text));
    return [...exact, ...inside];
  }
  return parts
    .map((part) => ({ part, score: scoreOf(wordsOf(part, blockName), tokens) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ part }) => part);
}
