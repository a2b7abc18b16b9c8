'use client';
/** What storage keeps of a run beside its record: weights, and the graphs that it was made from. */
import { useEffect, useState } from 'react';
import type { Snapshot } from '@/lib/runs/record';
import type { CheckpointName } from '@/lib/storage/database';
import { keptWeights, loadSnapshot } from '@/lib/storage/runs';
import type { RunEntry } from '@/lib/stores/runs';

type Kept<T> = { readonly key: string; readonly value: T };

/** Names of the weights of a run that are kept; null until storage has answered. */
export function useKeptWeights(entry: RunEntry | null): readonly CheckpointName[] | null {
  const [kept, setKept] = useState<Kept<readonly CheckpointName[]> | null>(null);
  const run = entry?.record.id ?? null;
  const revision = entry?.weightsSaved ?? 0;
  useEffect(() => {
    if (run === null) return undefined;
    let current = true;
    void keptWeights(run).then((names) => {
      if (current) setKept({ key: run, value: names.ok ? names.value : [] });
    });
    return () => {
      current = false;
    };
  }, [run, revision]);
  return kept?.key === run ? kept.value : null;
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
