/** Which panels of the notebook page are open, and what was cut or copied; ephemeral. */
import { create } from 'zustand';
import type { PackedCells } from '@/lib/notebook/clipboard';

export type NotebookUi = {
  readonly commands: boolean;
  readonly help: boolean;
  readonly outline: boolean;
  readonly versions: boolean;
  /** The choice of a net of the zoo. */
  readonly zoo: boolean;
  readonly clipboard: PackedCells | null;
};

export const useNotebookUi = create<NotebookUi>()(() => ({ commands: false, help: false, outline: false, versions: false, zoo: false, clipboard: null }));
