'use client';
/** The notebook page: opens the document that the address names, and closes it when the address changes. */
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { openSession, type NotebookSession } from '@/lib/stores/notebook-session';
import { SessionProvider } from '@/lib/stores/session-context';
import { activateCell } from '@/lib/stores/selection';
import type { Problem } from '@/lib/util/problem';
import { Missing } from './missing';
import { Notebook } from './notebook';
import { NewNotebook } from './new-notebook';
import { Skeleton } from './skeleton';

type Opened = { readonly id: string; readonly session: NotebookSession } | { readonly id: string; readonly problem: Problem };

function OpenNotebook({ id }: { readonly id: string }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    let left = false;
    let session: NotebookSession | null = null;
    activateCell(null);
    void openSession(id).then((result) => {
      if (!result.ok) {
        if (!left) setOpened({ id, problem: result.problem });
        return;
      }
      session = result.value;
      if (left) void session.close();
      else setOpened({ id, session });
    });
    return () => {
      left = true;
      setOpened(null);
      void session?.close();
    };
  }, [id]);
  if (opened === null || opened.id !== id) return <Skeleton />;
  if ('problem' in opened) return <Missing problem={opened.problem} />;
  return (
    <SessionProvider session={opened.session}>
      <Notebook />
    </SessionProvider>
  );
}

export function NotebookPage() {
  const id = useSearchParams().get('id');
  return id === null ? <NewNotebook /> : <OpenNotebook id={id} />;
}
