/** The data sets of this browser, shipped and imported, and the import that is under way: one for all screens. */
import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import type { DatasetHandle, DatasetInfo } from '@/lib/datasets/dataset';
import type { DatasetProblem } from '@/lib/datasets/failure';
import { startImport } from '@/lib/datasets/import-client';
import type { ImportProgress } from '@/lib/datasets/import/import-dataset';
import type { ImportRequest } from '@/lib/datasets/import/messages';
import { findShipped, shippedDatasets } from '@/lib/datasets/registry';
import { deleteDataset, freeBytes, listDatasets, openStoredDataset, renameDataset, saveDataset } from '@/lib/storage/datasets';

export type DatasetItem = {
  readonly info: DatasetInfo;
  readonly origin: 'shipped' | 'imported';
  /** Bytes as it is kept, packed for a shipped one. */
  readonly bytes: number;
};

export type ImportState =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly title: string; /** `performance.now()` at its beginning. */ readonly since: number; readonly progress: ImportProgress; readonly cancel: () => void }
  | { readonly state: 'saving'; readonly title: string }
  | { readonly state: 'failed'; readonly title: string; readonly problem: DatasetProblem }
  | { readonly state: 'done'; readonly info: DatasetInfo };

type DatasetsState = {
  /** Null until the browser's storage has answered. */
  readonly imported: readonly DatasetItem[] | null;
  /** Bytes that the browser still grants; null where it does not say. */
  readonly free: number | null;
  /** Why the imported sets cannot be listed. */
  readonly problem: DatasetProblem | null;
  readonly importing: ImportState;
};

export const useDatasets = create<DatasetsState>()(() => ({ imported: null, free: null, problem: null, importing: { state: 'idle' } }));

const shipped: readonly DatasetItem[] = shippedDatasets.map(({ info, files }) => ({
  info,
  origin: 'shipped',
  bytes: [files.training, files.test].reduce((sum, { images, labels }) => sum + images.bytes + labels.bytes, 0),
}));


/** Reads the list anew; call it when a screen that shows it opens. */
export async function refreshDatasets(): Promise<void> {
  const [listed, free] = await Promise.all([listDatasets(), freeBytes()]);
  if (!listed.ok) {
    useDatasets.setState({ imported: [], problem: listed.problem });
    return;
  }
  useDatasets.setState({ imported: listed.value.map(({ info, bytes }) => ({ info, bytes, origin: 'imported' })), free: Number.isFinite(free) ? free : null, problem: null });
}

/** Shipped sets first, the imported ones once they are known; the first screen that asks has them read. */
export function useDatasetItems(): readonly DatasetItem[] {
  const imported = useDatasets((state) => state.imported);
  useEffect(() => {
    if (imported === null) void refreshDatasets();
  }, [imported]);
  return useMemo(() => [...shipped, ...(imported ?? [])], [imported]);
}

/** What training and contact sheet read a set through; null if this browser does not have it. */
export async function openDataset(id: string): Promise<DatasetHandle | null> {
  if (findShipped(id) === undefined) return openStoredDataset(id);
  return { kind: 'shipped', id, baseUrl: new URL(`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/datasets/${id}/`, location.origin).href };
}

export async function removeDataset(id: string): Promise<void> {
  const removed = await deleteDataset(id);
  if (removed.ok) await refreshDatasets();
  else useDatasets.setState({ problem: removed.problem });
}

export async function giveDatasetName(id: string, name: string): Promise<void> {
  await renameDataset(id, name);
  await refreshDatasets();
}

/** Imports files in a worker and keeps the set; `title` says on the screen what is being read. One at a time. */
export async function importFiles(request: ImportRequest, title: string): Promise<void> {
  const { importing } = useDatasets.getState();
  if (importing.state === 'running' || importing.state === 'saving') return;
  const bytesTotal = request.files.reduce((sum, { blob }) => sum + blob.size, 0);
  const job = startImport(request, (progress) => {
    const now = useDatasets.getState().importing;
    if (now.state === 'running') useDatasets.setState({ importing: { ...now, progress } });
  });
  const progress: ImportProgress = { phase: 'reading', bytesRead: 0, bytesTotal, images: 0 };
  useDatasets.setState({ importing: { state: 'running', title, since: performance.now(), progress, cancel: job.cancel } });
  const result = await job.finished;
  if (!result.ok) {
    const cancelled = result.problem.code === 'importCancelled';
    useDatasets.setState({ importing: cancelled ? { state: 'idle' } : { state: 'failed', title, problem: result.problem } });
    return;
  }
  useDatasets.setState({ importing: { state: 'saving', title } });
  const saved = await saveDataset(result.value);
  useDatasets.setState({ importing: saved.ok ? { state: 'done', info: result.value.info } : { state: 'failed', title, problem: saved.problem } });
  await refreshDatasets();
}

export function dismissImport(): void {
  const { importing } = useDatasets.getState();
  if (importing.state === 'failed' || importing.state === 'done') useDatasets.setState({ importing: { state: 'idle' } });
}
