/** Which block's definition is being edited, and whether the list of blocks is open; ephemeral. */
import { create } from 'zustand';

type DefinitionPanels = {
  /** Id of the graph. */
  readonly editing: string | null;
  readonly list: boolean;
};

export const useDefinitionPanels = create<DefinitionPanels>()(() => ({ editing: null, list: false }));

export function editDefinition(graph: string): void {
  useDefinitionPanels.setState({ editing: graph });
}

export function listDefinitions(): void {
  useDefinitionPanels.setState({ list: true });
}
