/** The sentence of a data set's problem, in the language of the screen. */
import { useLocale } from 'use-intl';
import type { DatasetProblem } from '@/lib/datasets/failure';
import { problemSentence } from '@/lib/i18n/format';

export function ProblemText({ problem }: { readonly problem: DatasetProblem }) {
  return <>{problemSentence(problem, useLocale())}</>;
}
