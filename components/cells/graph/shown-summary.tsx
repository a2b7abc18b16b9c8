'use client';
/** The summary table of what the canvas shows: the cell's graph, or the block that was entered from it, with the sizes that this block has there. */
import { useMemo, useState, type RefObject } from 'react';
import { useShownGraph } from '@/components/canvas/block-travel';
import { lookId } from '@/components/canvas/look-repeats';
import type { Part } from '@/lib/graph/parts';
import { passable, RouteContext, sightOf, useEnteredPath, type Route } from '@/lib/stores/entered-blocks';
import { jumpTo } from '@/lib/stores/jump';
import { useUnrolled } from '@/lib/stores/looks';
import { useNotebook } from '@/lib/stores/notebook-context';
import { revealNode } from '@/lib/stores/reveal';
import { SummaryTable } from './summary-table';

type Props = { readonly graphId: string; readonly name: string; readonly canvas: RefObject<HTMLElement | null>; /** Before the canvas is asked to show a layer. */ readonly onReveal: () => void };

const none: ReadonlySet<string> = new Set();

export function ShownSummary({ graphId, name, canvas, onReveal }: Props) {
  const wanted = useEnteredPath(graphId);
  const depth = useNotebook((document) => passable(document.graphs, { root: graphId, path: wanted }).path.length);
  const route = useMemo<Route>(() => ({ root: graphId, path: wanted.slice(0, depth) }), [graphId, wanted, depth]);
  const shown = useShownGraph(graphId);
  const scope = useNotebook((document) => sightOf(document.graphs, route)?.options.scope);
  const own = useNotebook((document) => document.graphs[shown]?.name ?? '');

  const unrolled = useUnrolled(route);
  const drawn = unrolled.length > 0 ? lookId(shown) : shown;
  // Kept while another graph is shown, so that the table is found as it was left.
  const [opened, setOpened] = useState<Readonly<Record<string, ReadonlySet<string>>>>({});
  const place = [...route.path, shown].join(' ');

  function reveal({ id, path, steps, repeat }: Part): void {
    onReveal();
    const block = id.replace(/\.\d+$/, '');
    if (steps.length > 0 || (repeat !== null && !unrolled.includes(block))) jumpTo(graphId, { path: [...route.path, ...steps], node: id, unroll: repeat === null ? null : block }, false);
    else revealNode(drawn, repeat === null && unrolled.includes(id) ? `${path}.0` : id);
  }
  return (
    <RouteContext value={depth === 0 ? null : route}>
      <SummaryTable key={place} graphId={shown} scope={scope} name={depth === 0 || own === '' ? name : own} canvas={canvas} drawn={drawn} open={opened[place] ?? none} onOpen={(open) => setOpened((before) => ({ ...before, [place]: open }))} onReveal={reveal} />
    </RouteContext>
  );
}
