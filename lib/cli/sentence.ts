/** Turns coded problems into sentences: those of the command line itself, and those of the parts below it. */
import { createTranslator } from 'use-intl/core';
import { cli } from '@/lib/i18n/areas/cli';
import type { Language } from '@/lib/i18n/define';
import { problemSentence } from '@/lib/i18n/format';
import type { Problem, ProblemValues } from '@/lib/util/problem';
import { problem } from '@/lib/util/problem';

export type CliCode = keyof (typeof cli)['en'];

/** A message of the command line. */
export function say(language: Language, code: CliCode, values: ProblemValues = {}): string {
  const texts: Readonly<Record<string, string>> = cli[language];
  const format = createTranslator<{ cli: Readonly<Record<string, string>> }>({ locale: language, messages: { cli: texts } });
  return format(`cli.${code}`, values);
}

export function cliProblem(code: CliCode, values: ProblemValues = {}): Problem<CliCode> {
  return problem(code, {}, values);
}

function isCliCode(code: string): code is CliCode {
  return code in cli.en;
}

/** Kinds of layers bring their own texts; all others stand in the catalogues. */
export function sentenceOf(failure: Parameters<typeof problemSentence>[0], language: Language): string {
  return isCliCode(failure.code) ? say(language, failure.code, failure.values) : problemSentence(failure, language);
}
