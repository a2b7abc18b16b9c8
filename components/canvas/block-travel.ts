'use client';
/** Into a block and out of it again, from wherever on a canvas it is asked for. */
import { useMemo } from 'react';
import { enterPath, passable, sightOf, useEnteredPath, useRoute } from '@/lib/stores/entered-blocks';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useCanvas } from './canvas-context';

export type BlockTravel = {
  /** False where the node is no block that can be looked into. */
  readonly enter: (node: string) => boolean;
  /** False where the canvas shows the cell's own graph. */
  readonly leave: () => boolean;
};

export function useBlockTravel(): BlockTravel {
  const { graphId, actions } = useCanvas();
  const route = useRoute();
  return useMemo(() => {
    const { root, path } = route ?? { root: graphId, path: [] };
    return {
      enter: (node) => {
        const { graphs } = actions.document();
        const inner = [...path, node];
        if (sightOf(graphs, { root, path: inner }) === null) return false;
        enterPath(root, inner);
        return true;
      },
      leave: () => {
        if (path.length === 0) return false;
        enterPath(root, path.slice(0, -1));
        return true;
      },
    };
  }, [graphId, actions, route]);
}

/** The graph that the canvas of a cell shows now: its own, or the definition of the block that was entered. */
export function useShownGraph(root: string): string {
  const path = useEnteredPath(root);
  return useNotebook((document) => sightOf(document.graphs, passable(document.graphs, { root, path }))?.graph ?? root);
}
