'use client';
/** Counts the nets of the zoo one by one while the browser is idle; what was counted stays counted. */
import { useEffect, useState } from 'react';
import { whenIdle } from '@/components/ui/when-idle';
import { costsOf, type ZooCosts } from '@/lib/zoo/facts';
import type { ZooEntry } from '@/lib/zoo/registry';

let counted: ReadonlyMap<string, ZooCosts> = new Map();

export function useZooCosts(entries: readonly ZooEntry[]): ReadonlyMap<string, ZooCosts> {
  const [known, setKnown] = useState(counted);
  useEffect(() => {
    const next = entries.find((entry) => !known.has(entry.id));
    if (next === undefined) return;
    return whenIdle(() => {
      counted = new Map([...counted, [next.id, counted.get(next.id) ?? costsOf(next)]]);
      setKnown(counted);
    });
  }, [entries, known]);
  return known;
}
