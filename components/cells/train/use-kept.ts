'use client';
/** What storage keeps of a run beside its record: weights, and the graphs that it was made from. */
import { useCallback, useEffect, useState } from 'react';
import type { Snapshot } from '@/lib/runs/record';
import type { CheckpointName } from '@/lib/storage/database';
import { keptWeights, loadSnapshot } from '@/lib/storage/runs';

type Kept<T> = { readonly key: string; readonly value: T };

/** Names of the weights kept; null until storage has answered. `revision` changes when they may have changed. */
export function useKeptWeights(run: string | null, revision: string): readonly [readonly CheckpointName[] | null, () => void] {
  const [kept, setKept] = useState<Kept<readonly CheckpointName[]> | null>(null);
  const [asked, setAsked] = useState(0);
  const key = `${run} ${revision} ${asked}`;
  useEffect(() => {
    if (run === null) return undefined;
    let current = true;
    void keptWeights(run).then((names) => {
      if (current) setKept({ key, value: names.ok ? names.value : [] });
    });
    return () => {
      current = false;
    };
  }, [run, key]);
  const again = useCallback(() => setAsked((count) => count + 1), []);
  return [kept?.key.startsWith(`${run} `) ? kept.value : null, again];
}

export function useSnapshot(hash: string | null): Snapshot | null {
  const [kept, setKept] = useState<Kept<Snapshot | null> | null>(null);
  useEffect(() => {
    if (hash === null) return undefined;
    let current = true;
    void loadSnapshot(hash).then((loaded) => {
      if (current) setKept({ key: hash, value: loaded.ok ? loaded.value : null });
    });
    return () => {
      current = false;
    };
  }, [hash]);
  return kept?.key === hash ? kept.value : null;
}
