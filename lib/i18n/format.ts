/** Renders problems and other coded texts outside React: command line, feedback, tests. */
import { createTranslator } from 'use-intl/core';
import type { Texts } from '@/lib/graph/fields';
import type { Repair } from '@/lib/graph/inference';
import type { Problem } from '@/lib/util/problem';
import type { Language } from './define';
import { messages } from './messages';

/** `translator('en')('common.close')`: the same formatter as on the page. */
export function translator(language: Language) {
  return createTranslator({ locale: language, messages: messages[language] });
}

function formatted(text: string, language: Language, values: Problem['values']): string {
  return createTranslator<{ readonly text: string }>({ locale: language, messages: { text } })('text', values);
}

/** One sentence for a problem; a code without one (a defect) is shown as it is, so that nothing is hidden. */
export function problemSentence(problem: Problem & { readonly text?: Texts<string> }, language: Language): string {
  const texts: Readonly<Record<string, string>> = messages[language].problems;
  const text = problem.text?.[language] ?? texts[problem.code];
  return text === undefined ? problem.code : formatted(text, language, problem.values);
}

/** What a repair does, in a few words. */
export function repairLabel(repair: Repair, language: Language): string {
  const texts: Readonly<Record<string, string>> = messages[language].repairs;
  const text = texts[repair.code];
  return text === undefined ? repair.code : formatted(text, language, repair.values);
}
