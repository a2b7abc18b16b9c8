'use client';
/** The list of notebooks, read again when the page is come back to and after every change made here. */
import { useCallback, useEffect, useState } from 'react';
import type { NotebookSummary } from '@/lib/storage/database';
import { rememberedNotebooks } from '@/lib/storage/memory';
import { listNotebooks, purgeDeleted } from '@/lib/storage/notebook-list';
import { storageUse, type StorageUse } from '@/lib/storage/quota';
import type { Problem } from '@/lib/util/problem';

export type Notebooks = {
  /** Null until they are read. */
  readonly notebooks: readonly NotebookSummary[] | null;
  readonly problem: Problem | null;
  readonly use: StorageUse | null;
  readonly reload: () => Promise<void>;
};

const UNDO_TIME = 60_000;

/** Where the browser keeps nothing, those of this visit. */
async function remembered(): Promise<readonly NotebookSummary[]> {
  const { summaryOf } = await import('@/lib/storage/notebooks');
  return rememberedNotebooks().map(summaryOf);
}

export function useNotebooks(): Notebooks {
  const [state, setState] = useState<Omit<Notebooks, 'reload'>>({ notebooks: null, problem: null, use: null });
  const reload = useCallback(async () => {
    const [listed, use] = await Promise.all([listNotebooks(), storageUse()]);
    const notebooks = listed.ok ? listed.value : await remembered();
    setState({ notebooks, problem: listed.ok ? null : listed.problem, use });
  }, []);
  useEffect(() => {
    const limit = new Date(Date.now() - UNDO_TIME).toISOString();
    void purgeDeleted((summary) => summary.deleted !== undefined && summary.deleted < limit).then(reload);
    const onFocus = () => void reload();
    addEventListener('focus', onFocus);
    return () => removeEventListener('focus', onFocus);
  }, [reload]);
  return { ...state, reload };
}
