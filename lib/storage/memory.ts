/** Notebooks of this page alone, for browsers that refuse IndexedDB: everything works until the page is closed. */
import type { NotebookDocument } from '@/lib/notebook/document';

const notebooks = new Map<string, NotebookDocument>();

export function rememberNotebook(document: NotebookDocument): void {
  notebooks.set(document.id, document);
}

export function recallNotebook(id: string): NotebookDocument | null {
  return notebooks.get(id) ?? null;
}

export function forgetNotebook(id: string): void {
  notebooks.delete(id);
}

export function rememberedNotebooks(): readonly NotebookDocument[] {
  return [...notebooks.values()];
}
