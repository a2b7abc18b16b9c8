'use client';
/** Whether the window is too narrow for a table, as the style sheets say it: a list stands in its place. */
import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 720px)';

function subscribe(changed: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches, () => false);
}
