'use client';
/** Gives the open notebook's session (saving, other tabs) to the notebook page. */
import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { NotebookProvider } from './notebook-context';
import type { NotebookSession, SessionStatus } from './notebook-session';

const SessionContext = createContext<NotebookSession | null>(null);

export function SessionProvider({ session, children }: { readonly session: NotebookSession; readonly children: ReactNode }) {
  return (
    <SessionContext value={session}>
      <NotebookProvider store={session.notebook}>{children}</NotebookProvider>
    </SessionContext>
  );
}

export function useSession(): NotebookSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('No notebook is open here.');
  return session;
}

export function useSessionStatus(): SessionStatus {
  return useStore(useSession().status);
}
