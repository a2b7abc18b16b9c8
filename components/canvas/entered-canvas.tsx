'use client';
/** The canvas of a cell's graph or of the block that was entered from it, with the way back; each graph has a canvas of its own. */
import { useEffect, useMemo, useRef } from 'react';
import { enterPath, passable, RouteContext, useEnteredPath, type Route } from '@/lib/stores/entered-blocks';
import { revealNode, useReveal } from '@/lib/stores/reveal';
import { useNotebook } from '@/lib/stores/notebook-context';
import { BlockPath } from './block-path';
import { CanvasRoot, type CanvasRootProps } from './canvas-root';
import { useShownGraph } from './block-travel';

export function EnteredCanvas({ graphId, editable, mode }: CanvasRootProps) {
  const wanted = useEnteredPath(graphId);
  const depth = useNotebook((document) => passable(document.graphs, { root: graphId, path: wanted }).path.length);
  const shown = useShownGraph(graphId);
  const route = useMemo<Route | null>(() => (depth === 0 ? null : { root: graphId, path: wanted.slice(0, depth) }), [graphId, wanted, depth]);
  const box = useRef<HTMLDivElement>(null);
  const key = [graphId, ...(route?.path ?? []), shown].join(' ');
  const entered = useRef(key);
  const asked = useRef<string | null>(null);
  useEffect(() => {
    if (entered.current === key) return;
    entered.current = key;
    if (asked.current !== null) {
      revealNode(graphId, asked.current);
      asked.current = null;
      return;
    }
    box.current?.querySelector<HTMLElement>('[data-canvas-root]')?.focus({ preventScroll: true });
  }, [key, graphId]);
  // A layer of the cell's own graph is asked for: out of the block first, then to it.
  useEffect(
    () =>
      useReveal.subscribe(({ graph, node }) => {
        if (graph !== graphId || route === null) return;
        asked.current = node;
        enterPath(graphId, []);
      }),
    [graphId, route],
  );
  return (
    <div ref={box} className="contents">
      {route && <BlockPath route={route} full={mode === 'full'} />}
      <RouteContext value={route}>
        <CanvasRoot key={key} graphId={shown} editable={editable} mode={mode} />
      </RouteContext>
    </div>
  );
}
