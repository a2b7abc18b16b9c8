/** Renders problems and other coded texts outside React: command line, feedback, tests. */
import { createTranslator } from 'use-intl/core';
import type { Problem } from '@/lib/util/problem';
import type { Language } from './define';
import { messages } from './messages';

/** `translator('en')('cli.passed')`: the same formatter as on the page. */
export function translator(language: Language) {
  return createTranslator({ locale: language, messages: messages[language] });
}

/** One sentence for a problem; a code without one (a defect) is shown as it is, so that nothing is hidden. */
export function problemSentence(problem: Problem, language: Language): string {
  const texts: Readonly<Record<string, string>> = messages[language].problems;
  if (!(problem.code in texts)) return problem.code;
  const format = createTranslator<{ problems: Readonly<Record<string, string>> }>({ locale: language, messages: { problems: texts } });
  return format(`problems.${problem.code}`, problem.values);
}
