'use client';
/** Marks the row of the layer that the pointer is on in the canvas, from outside React: nothing is rendered for it, however large the graph is. */
import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import { bringRow } from './row-scroll';
import { rowIndexOf } from './summary';

/** How long the pointer rests on a layer before a row that is out of view is brought into it, ms: who crosses the canvas leaves the table as it is. */
const REST = 350;

type Table = {
  readonly canvas: RefObject<HTMLElement | null>;
  readonly scroll: RefObject<HTMLElement | null>;
  readonly rows: readonly { readonly id: string }[];
};

export function usePointedRow({ canvas, scroll, rows }: Table): void {
  const node = useRef<string | null>(null);
  const marked = useRef<Element | null>(null);

  /** Rows come and go, so the mark is set anew after each of the table's own renders. */
  function mark(): void {
    const index = node.current === null ? -1 : rowIndexOf(rows, node.current);
    const row = index < 0 ? null : (scroll.current?.querySelector(`[data-row="${CSS.escape(rows[index].id)}"]`) ?? null);
    if (row === marked.current) return;
    marked.current?.removeAttribute('data-pointed');
    row?.setAttribute('data-pointed', '');
    marked.current = row;
  }
  useEffect(mark);
  const markNow = useEffectEvent(mark);
  const bring = useEffectEvent(() => {
    const index = node.current === null ? -1 : rowIndexOf(rows, node.current);
    if (index >= 0 && scroll.current) bringRow(scroll.current, index, true);
  });

  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    let rest: ReturnType<typeof setTimeout> | undefined;
    function point(next: string | null): void {
      if (next === node.current) return;
      node.current = next;
      markNow();
      clearTimeout(rest);
      if (next !== null) rest = setTimeout(() => bring(), REST);
    }
    function onPointerOver({ target, pointerType, buttons }: PointerEvent): void {
      if (pointerType === 'touch' || buttons !== 0) return;
      const over = target instanceof Element ? target.closest<HTMLElement>('.react-flow__node') : null;
      point(over?.dataset.id ?? null);
    }
    const onPointerLeave = (): void => point(null);
    element.addEventListener('pointerover', onPointerOver);
    element.addEventListener('pointerleave', onPointerLeave);
    return () => {
      clearTimeout(rest);
      element.removeEventListener('pointerover', onPointerOver);
      element.removeEventListener('pointerleave', onPointerLeave);
    };
  }, [canvas]);
}
