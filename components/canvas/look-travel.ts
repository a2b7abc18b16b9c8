'use client';
/** Unrolling repeated blocks to look at them, and rolling them up again, with the view staying where it is. */
import { useStoreApi } from '@xyflow/react';
import { useMemo } from 'react';
import { BLOCK } from '@/lib/graph/blocks';
import { repeatsOf } from '@/lib/graph/unroll';
import { scopeSeen, sightOf, useRoute, type Route } from '@/lib/stores/entered-blocks';
import { showGraphView } from '@/lib/stores/graph-view';
import { setUnrolled, unrolledAt } from '@/lib/stores/looks';
import { useCanvas } from './canvas-context';
import { useLook } from './look';

export type LookTravel = {
  /** Of these nodes the repeated blocks, of none all that there are; false where nothing can be unrolled. */
  readonly unroll: (nodes: readonly string[]) => boolean;
  /** The given block or all; false where nothing is unrolled. */
  readonly rollUp: (block: string | null) => boolean;
};

export function useLookTravel(): LookTravel {
  const { graphId, actions } = useCanvas();
  const look = useLook();
  const route = useRoute();
  const store = useStoreApi();
  return useMemo(() => {
    const place: Route = look?.route ?? route ?? { root: graphId, path: [] };
    const viewport = () => {
      const [x, y, zoom] = store.getState().transform;
      return { x, y, zoom };
    };
    return {
      unroll: (nodes) => {
        const graphs = look?.graphs ?? actions.document().graphs;
        const sight = sightOf(graphs, place);
        if (sight === null || look?.kind === 'net') return false;
        const all = graphs[sight.graph].nodes;
        const scope = scopeSeen(graphs, sight.graph, place);
        const wanted = (nodes.length > 0 ? nodes : Object.keys(all)).filter((id) => id in all && all[id].kind === BLOCK && repeatsOf(graphs, all[id], scope) !== null);
        const before = unrolledAt(place);
        const fresh = wanted.filter((id) => !before.includes(id));
        if (fresh.length === 0) return false;
        setUnrolled(place, [...before, ...fresh], viewport());
        return true;
      },
      rollUp: (block) => {
        if (look === null) return false;
        if (look.kind === 'net') showGraphView(place.root, 'graph');
        else setUnrolled(place, block === null ? [] : unrolledAt(place).filter((id) => id !== block), viewport());
        return true;
      },
    };
  }, [graphId, actions, look, route, store]);
}
