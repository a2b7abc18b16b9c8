'use client';
/** Into a block and out of it again, from wherever on a canvas it is asked for. */
import { useMemo } from 'react';
import { stepsOf } from '@/lib/graph/steps';
import { enterPath, passable, sightOf, useEnteredPath, useRoute } from '@/lib/stores/entered-blocks';
import { jumpTo } from '@/lib/stores/jump';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useCanvas } from './canvas-context';
import { useLook } from './look';
import { useLookTravel } from './look-travel';

export type BlockTravel = {
  /** Into a block; from a layer of an unrolled net to where it is defined. False where the node is nothing that can be looked into. */
  readonly enter: (node: string) => boolean;
  /** False where the canvas shows the cell's own graph. */
  readonly leave: () => boolean;
};

export function useBlockTravel(): BlockTravel {
  const { graphId, narrow, actions } = useCanvas();
  const route = useRoute();
  const look = useLook();
  const { rollUp } = useLookTravel();
  return useMemo(() => {
    const { root, path } = look?.route ?? route ?? { root: graphId, path: [] };
    return {
      enter: (node) => {
        if (look?.kind === 'net') {
          const steps = stepsOf(node);
          jumpTo(root, { path: steps.slice(0, -1), node: steps[steps.length - 1], unroll: null }, narrow);
          return true;
        }
        const inner = [...path, node];
        if (sightOf(look?.graphs ?? actions.document().graphs, { root, path: inner }) === null) return false;
        enterPath(root, inner);
        return true;
      },
      leave: () => {
        if (rollUp(null)) return true;
        if (path.length === 0) return false;
        enterPath(root, path.slice(0, -1));
        return true;
      },
    };
  }, [graphId, narrow, actions, route, look, rollUp]);
}

/** The graph that the canvas of a cell shows now: its own, or the definition of the block that was entered. */
export function useShownGraph(root: string): string {
  const path = useEnteredPath(root);
  return useNotebook((document) => sightOf(document.graphs, passable(document.graphs, { root, path }))?.graph ?? root);
}
