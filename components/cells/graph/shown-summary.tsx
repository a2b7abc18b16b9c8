'use client';
/** The summary table of what the canvas shows: the cell's graph, or the block that was entered from it, with the sizes that this block has there. */
import { useMemo, type RefObject } from 'react';
import { useShownGraph } from '@/components/canvas/block-travel';
import { passable, RouteContext, sightOf, useEnteredPath, type Route } from '@/lib/stores/entered-blocks';
import { useNotebook } from '@/lib/stores/notebook-context';
import { revealNode } from '@/lib/stores/reveal';
import { SummaryTable } from './summary-table';

type Props = { readonly graphId: string; readonly name: string; readonly canvas: RefObject<HTMLElement | null>; /** Before the canvas is asked to show a layer. */ readonly onReveal: () => void };

export function ShownSummary({ graphId, name, canvas, onReveal }: Props) {
  const wanted = useEnteredPath(graphId);
  const depth = useNotebook((document) => passable(document.graphs, { root: graphId, path: wanted }).path.length);
  const route = useMemo<Route>(() => ({ root: graphId, path: wanted.slice(0, depth) }), [graphId, wanted, depth]);
  const shown = useShownGraph(graphId);
  const scope = useNotebook((document) => sightOf(document.graphs, route)?.options.scope);
  const own = useNotebook((document) => document.graphs[shown]?.name ?? '');

  function reveal(node: string): void {
    onReveal();
    revealNode(shown, node);
  }
  return (
    <RouteContext value={depth === 0 ? null : route}>
      <SummaryTable key={shown} graphId={shown} scope={scope} name={depth === 0 || own === '' ? name : own} canvas={canvas} onReveal={reveal} />
    </RouteContext>
  );
}
