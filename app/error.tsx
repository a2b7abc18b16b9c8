'use client';
/** What a route shows when it fails as a whole. */
import { useEffect } from 'react';
import { CrashNote } from '@/components/ui/crash-note';
import { logError } from '@/lib/util/log';

export default function RouteError({ error, reset }: { readonly error: Error; readonly reset: () => void }) {
  useEffect(() => logError('route', error), [error]);
  return (
    <main className="library">
      <CrashNote message="crashedPage" retry={reset} />
    </main>
  );
}
