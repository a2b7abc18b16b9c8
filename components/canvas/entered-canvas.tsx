'use client';
/** The canvas of a cell's graph or of the block that was entered from it, with the way back; each graph has a canvas of its own. */
import { useEffect, useMemo, useRef } from 'react';
import { enterPath, passable, RouteContext, sightOf, useEnteredPath, type Route } from '@/lib/stores/entered-blocks';
import { revealNode, useReveal } from '@/lib/stores/reveal';
import { jumpDone, useJump } from '@/lib/stores/jump';
import { setUnrolled, useUnrolled } from '@/lib/stores/looks';
import { useNotebook, useNotebookStore } from '@/lib/stores/notebook-context';
import { BlockPath } from './block-path';
import { CanvasRoot, type CanvasRootProps } from './canvas-root';
import { useShownGraph } from './block-travel';
import type { MadeLook } from './look';
import { LookCanvas } from './look-canvas';
import { lookId, repeatsLook } from './look-repeats';

function keyOf(root: string, path: readonly string[], shown: string, look: boolean): string {
  return [root, ...path, shown, look ? 'look' : ''].join(' ');
}

export function EnteredCanvas({ graphId, editable, mode }: CanvasRootProps) {
  const wanted = useEnteredPath(graphId);
  const depth = useNotebook((document) => passable(document.graphs, { root: graphId, path: wanted }).path.length);
  const shown = useShownGraph(graphId);
  const route = useMemo<Route | null>(() => (depth === 0 ? null : { root: graphId, path: wanted.slice(0, depth) }), [graphId, wanted, depth]);
  const made = useRepeats(graphId, route, mode !== 'inline');
  const box = useRef<HTMLDivElement>(null);
  const key = keyOf(graphId, route?.path ?? [], shown, made !== null);
  const entered = useRef(key);
  const asked = useRef<{ readonly graph: string; readonly node: string } | null>(null);
  useEffect(() => {
    if (entered.current === key) return;
    entered.current = key;
    if (asked.current !== null) {
      revealNode(asked.current.graph, asked.current.node);
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
        asked.current = { graph, node };
        enterPath(graphId, []);
      }),
    [graphId, route],
  );
  // A layer anywhere in the net is asked for: the way to it first.
  const jump = useJump(graphId);
  const notebook = useNotebookStore();
  useEffect(() => {
    if (jump === null) return;
    jumpDone(graphId);
    const place: Route = { root: graphId, path: jump.path };
    const sight = sightOf(notebook.store.getState().document.graphs, place);
    if (sight === null) return;
    asked.current = { graph: jump.unroll === null ? sight.graph : lookId(sight.graph), node: jump.node };
    setUnrolled(place, jump.unroll === null ? [] : [jump.unroll], null);
    enterPath(graphId, jump.path);
    if (entered.current !== keyOf(graphId, jump.path, sight.graph, jump.unroll !== null)) return;
    revealNode(asked.current.graph, asked.current.node);
    asked.current = null;
  }, [jump, graphId, notebook]);
  return (
    <div ref={box} className="contents">
      {route && <BlockPath route={route} full={mode === 'full'} />}
      <RouteContext value={route}>
        {made === null ? <CanvasRoot key={key} graphId={shown} editable={editable} mode={mode} /> : <LookCanvas key={key} made={made} mode={mode} />}
      </RouteContext>
    </div>
  );
}

/** What of the graph at the end of the route is unrolled to look at it; null where nothing is. */
function useRepeats(root: string, route: Route | null, narrow: boolean): MadeLook | null {
  const place = useMemo<Route>(() => route ?? { root, path: [] }, [route, root]);
  const blocks = useUnrolled(place);
  const document = useNotebook((whole) => (blocks.length === 0 ? null : whole));
  return useMemo(() => (document === null ? null : repeatsLook(document, place, blocks, narrow)), [document, place, blocks, narrow]);
}
