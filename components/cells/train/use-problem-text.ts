'use client';
/** Sentences of problems in the language of the page; layer kinds bring their own. */
import { useCallback } from 'react';
import type { Texts } from '@/lib/graph/fields';
import { problemSentence } from '@/lib/i18n/format';
import { useSettings } from '@/lib/stores/settings';
import type { Problem } from '@/lib/util/problem';

export function useProblemText(): (problem: Problem & { readonly text?: Texts<string> }) => string {
  const language = useSettings((settings) => settings.language);
  return useCallback((problem) => problem.text?.[language] ?? problemSentence(problem, language), [language]);
}
