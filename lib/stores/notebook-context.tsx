'use client';
/** Gives the open notebook's store to the components below, with the selectors that they use. */
import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Graph } from '@/lib/graph/graph';
import type { Cell, Layout, NotebookDocument } from '@/lib/notebook/document';
import type { NotebookStore } from './notebook-store';

const NotebookContext = createContext<NotebookStore | null>(null);

export function NotebookProvider({ store, children }: { readonly store: NotebookStore; readonly children: ReactNode }) {
  return <NotebookContext value={store}>{children}</NotebookContext>;
}

export function useNotebookStore(): NotebookStore {
  const store = useContext(NotebookContext);
  if (!store) throw new Error('No notebook is open here.');
  return store;
}

/** A part of the document; renders when that part changes. */
export function useNotebook<T>(select: (document: NotebookDocument) => T): T {
  return useStore(useNotebookStore().store, (state) => select(state.document));
}

export function useReadOnly(): boolean {
  return useStore(useNotebookStore().store, (state) => state.readOnly !== null);
}

export function useCell(id: string): Cell | undefined {
  return useNotebook((document) => document.cells.find((cell) => cell.id === id));
}

export function useGraph(id: string): Graph | undefined {
  return useNotebook((document) => document.graphs[id]);
}

export function useLayout(id: string): Layout | undefined {
  return useNotebook((document) => document.layout[id]);
}
