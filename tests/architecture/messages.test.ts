/** The catalogues: both languages say everything, with the same arguments, in messages that can be read. */
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { expect, test } from 'vitest';
import { cli } from '@/lib/i18n/areas/cli';
import { languages } from '@/lib/i18n/define';
import { messages as ofThePage } from '@/lib/i18n/messages';

const messages = { en: { ...ofThePage.en, cli: cli.en }, zh: { ...ofThePage.zh, cli: cli.zh } };

/** Names of the arguments and tags of a message, by kind; which numbers a plural distinguishes is the language's own business. */
function argumentsOf(elements: readonly MessageFormatElement[]): readonly string[] {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return [];
      case TYPE.tag:
        return [`<${element.value}>`, ...argumentsOf(element.children)];
      case TYPE.select:
        return [`${element.value}: ${Object.keys(element.options).sort().join('|')}`, ...Object.values(element.options).flatMap((option) => argumentsOf(option.value))];
      case TYPE.plural:
        return [element.value, ...Object.values(element.options).flatMap((option) => argumentsOf(option.value))];
      case TYPE.argument:
      case TYPE.number:
      case TYPE.date:
      case TYPE.time:
        return [element.value];
    }
  });
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

const areas = Object.keys(messages.en).sort();

test('both languages have the same areas', () => {
  for (const language of languages) expect(Object.keys(messages[language]).sort()).toEqual(areas);
});

test.each(Object.entries(messages.en))('%s: the same keys and arguments in both languages', (area, english) => {
  const chinese = new Map<string, string>(Object.entries(Object.entries(messages.zh).find(([name]) => name === area)?.[1] ?? {}));
  expect([...chinese.keys()].sort()).toEqual(Object.keys(english).sort());
  for (const [key, text] of Object.entries<string>(english)) {
    const translated = chinese.get(key) ?? '';
    expect(translated.trim(), `${area}.${key} in Chinese`).not.toBe('');
    expect(distinct(argumentsOf(parse(translated))), `${area}.${key}`).toEqual(distinct(argumentsOf(parse(text))));
  }
});

test('multiply-adds are called by their name', () => {
  for (const language of languages) expect(JSON.stringify(messages[language])).not.toMatch(/flop[s]/i);
});
