/** Loads the labels of a split once, and the pixels of the page that is looked at. */
import { useEffect, useState } from 'react';
import type { DatasetProblem } from '@/lib/datasets/failure';
import { DatasetFailure, datasetProblem } from '@/lib/datasets/failure';
import type { SheetSource, SplitName } from '@/lib/datasets/sheet';
import { openSheet } from '@/lib/datasets/sheet';
import { openDataset } from '@/lib/stores/datasets';

export type SheetState =
  | { readonly state: 'loading' }
  | { readonly state: 'missing' }
  | { readonly state: 'failed'; readonly problem: DatasetProblem }
  | { readonly state: 'ready'; readonly source: SheetSource };

async function load(id: string, split: SplitName): Promise<SheetState> {
  try {
    const handle = await openDataset(id);
    return handle === null ? { state: 'missing' } : { state: 'ready', source: await openSheet(handle, split) };
  } catch (error) {
    return { state: 'failed', problem: error instanceof DatasetFailure ? error.problem : datasetProblem('fileUnreadable', id) };
  }
}

export function useSheet(id: string, split: SplitName): SheetState {
  const [loaded, setLoaded] = useState<{ readonly id: string; readonly split: SplitName; readonly sheet: SheetState } | null>(null);
  useEffect(() => {
    let current = true;
    void load(id, split).then((sheet) => current && setLoaded({ id, split, sheet }));
    return () => {
      current = false;
    };
  }, [id, split]);
  return loaded !== null && loaded.id === id && loaded.split === split ? loaded.sheet : { state: 'loading' };
}

/** The bytes of the images at these places; null while they are read. */
export function usePage(source: SheetSource | null, places: readonly number[]): readonly Uint8Array[] | null {
  const [read, setRead] = useState<{ readonly places: readonly number[]; readonly images: readonly Uint8Array[] } | null>(null);
  useEffect(() => {
    let current = true;
    void source?.read(places).then((images) => current && setRead({ places, images }));
    return () => {
      current = false;
    };
  }, [source, places]);
  return read !== null && read.places === places ? read.images : null;
}
