/** What is selected and which mode the notebook is in: ephemeral, outside the document and its history. */
import { create } from 'zustand';

export type SelectionState = {
  readonly activeCell: string | null;
  /** Jupyter's two modes: keys act on cells, or on what is inside the active one. */
  readonly mode: 'command' | 'edit';
  /** Selected nodes by graph. */
  readonly nodes: Readonly<Record<string, readonly string[]>>;
};

export const useSelection = create<SelectionState>()(() => ({ activeCell: null, mode: 'command', nodes: {} }));

const nothing: readonly string[] = [];

export function useSelectedNodes(graph: string): readonly string[] {
  return useSelection((state) => state.nodes[graph] ?? nothing);
}

export function selectNodes(graph: string, nodes: readonly string[]): void {
  useSelection.setState((state) => ({ nodes: { ...state.nodes, [graph]: nodes } }));
}

export function activateCell(cell: string | null, mode: SelectionState['mode'] = 'command'): void {
  useSelection.setState({ activeCell: cell, mode });
}
