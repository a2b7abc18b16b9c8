'use client';
/** `/notebook/` without an id begins a new notebook and gives it its address. */
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { emptyNotebook } from '@/lib/notebook/create';
import { storeNew } from '@/lib/stores/notebook-session';
import { useSettings } from '@/lib/stores/settings';
import { Skeleton } from './skeleton';

export function NewNotebook() {
  const router = useRouter();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const document = emptyNotebook(useSettings.getState().language);
    void storeNew(document).then(() => router.replace(`/notebook/?id=${document.id}`));
  }, [router]);
  return <Skeleton />;
}
