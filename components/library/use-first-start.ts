'use client';
/** Sends a first visit on to the starter notebook, once. */
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useLocale } from 'use-intl';
import type { Language } from '@/lib/i18n/define';
import type { NotebookSummary } from '@/lib/storage/database';
import { changeSettings, useSettings } from '@/lib/stores/settings';
import type { StartKind } from './ways-to-start';

/** What notebooks are made of comes when the first one is made: the list does without. */
export async function startNotebook(kind: StartKind, language: Language): Promise<string> {
  const ways = await import('./start-notebook');
  return ways.startNotebook(kind, language);
}

/** True while the page is being left. */
export function useFirstStart(notebooks: readonly NotebookSummary[] | null, cleared: boolean): boolean {
  const router = useRouter();
  const language = useLocale();
  const started = useSettings((settings) => settings.started);
  const begun = useRef(false);
  const first = notebooks !== null && notebooks.length === 0 && !started && !cleared;
  useEffect(() => {
    if (!first || begun.current) return;
    begun.current = true;
    void startNotebook('starter', language).then((id) => {
      changeSettings({ started: true, starter: id });
      router.replace(`/notebook/?id=${id}`);
    });
  }, [first, language, router]);
  return first;
}
