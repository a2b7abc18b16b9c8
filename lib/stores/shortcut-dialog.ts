'use client';
/** Of which graph the shortcuts are being chosen; asked for by chip, menu, key, command palette and inspector. */
import { create } from 'zustand';

type ShortcutDialog = { readonly graph: string | null };

export const useShortcutDialog = create<ShortcutDialog>()(() => ({ graph: null }));

export function askForShortcuts(graph: string | null): void {
  useShortcutDialog.setState({ graph });
}
