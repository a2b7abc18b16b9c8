'use client';
/** The way from a row of the summary table to its layer in the canvas. */
import { useCallback, useEffect, useRef, type RefObject } from 'react';

/** Marks a node of the canvas from outside: nothing is rendered for it, however large the graph is. */
export function usePointing(canvas: RefObject<HTMLElement | null>): (node: string | null) => void {
  const marked = useRef<Element | null>(null);
  const point = useCallback(
    (node: string | null) => {
      marked.current?.removeAttribute('data-pointed');
      marked.current = node === null ? null : drawnNode(canvas.current, node);
      marked.current?.setAttribute('data-pointed', '');
    },
    [canvas],
  );
  useEffect(() => () => point(null), [point]);
  return point;
}

/** A layer, else the block that it is in, else the first of the repeats that the block is drawn as. */
function drawnNode(canvas: HTMLElement | null, path: string): Element | null {
  const find = (id: string): Element | null => canvas?.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`) ?? null;
  for (let id = path; id !== ''; id = id.slice(0, Math.max(0, id.lastIndexOf('.')))) {
    const found = find(id);
    if (found) return found;
  }
  return find(`${path}.0`);
}
