/** The sentence of a data set's problem, in the language of the screen; a code without a sentence does not compile here. */
import { useLocale } from 'use-intl';
import { problemSentence } from '@/lib/i18n/format';
import type { ProblemCode } from '@/lib/i18n/messages';
import type { Problem } from '@/lib/util/problem';

export function ProblemText({ problem }: { readonly problem: Problem<ProblemCode> }) {
  return <>{problemSentence(problem, useLocale())}</>;
}
