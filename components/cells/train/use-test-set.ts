'use client';
/** The test images of a data set, read once a page when a result wants to show them. */
import { useEffect, useState } from 'react';
import type { DatasetInfo, DatasetSplit } from '@/lib/datasets/dataset';
import { readDataset } from '@/lib/datasets/read';
import { openDataset } from '@/lib/stores/datasets';

export type TestSet = { readonly info: DatasetInfo; readonly test: DatasetSplit };

const cache = new Map<string, Promise<TestSet | null>>();

async function read(id: string): Promise<TestSet | null> {
  const handle = await openDataset(id);
  if (handle === null) return null;
  const { info, test } = await readDataset(handle);
  return { info, test };
}

function testSet(id: string): Promise<TestSet | null> {
  const known = cache.get(id);
  if (known !== undefined) return known;
  const reading = read(id).catch(() => {
    cache.delete(id);
    return null;
  });
  cache.set(id, reading);
  return reading;
}

/** Null until it is read, and where this computer does not have it. */
export function useTestSet(id: string): TestSet | null {
  const [set, setSet] = useState<{ readonly id: string; readonly value: TestSet | null } | null>(null);
  useEffect(() => {
    let current = true;
    void testSet(id).then((value) => {
      if (current) setSet({ id, value });
    });
    return () => {
      current = false;
    };
  }, [id]);
  return set?.id === id ? set.value : null;
}
