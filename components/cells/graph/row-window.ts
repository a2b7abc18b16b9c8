'use client';
/** Of a long table only the rows that are in view are made, and the one that holds the focus. */
import { useEffect, useState, type RefObject } from 'react';
import { rowPlaces } from './row-scroll';

type Range = { readonly from: number; readonly to: number; /** Of one row, px. */ readonly height: number };

/** Fewer rows are simply all made. */
const FEW = 80;
const BEYOND = 12;

/** Rows to make, or the height of those that are left out. */
export type RowPiece = { readonly kind: 'rows'; readonly from: number; readonly to: number } | { readonly kind: 'gap'; readonly at: number; readonly height: number };

/** `kept` is made wherever it lies, so that it does not lose the focus; -1 for none. */
export function useRowWindow(scroll: RefObject<HTMLElement | null>, count: number, kept: number): readonly RowPiece[] {
  const [range, setRange] = useState<Range>({ from: 0, to: FEW, height: 0 });
  useEffect(() => {
    const element = scroll.current;
    if (!element || count <= FEW) return undefined;
    const follow = (): void => {
      const { height, top, bottom } = rowPlaces(element);
      const from = Math.max(0, Math.floor(top / height) - BEYOND);
      const to = Math.ceil(bottom / height) + BEYOND;
      setRange((before) => (before.from === from && before.to === to && before.height === height ? before : { from, to, height }));
    };
    follow();
    element.addEventListener('scroll', follow, { passive: true });
    const observer = new ResizeObserver(follow);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', follow);
      observer.disconnect();
    };
  }, [scroll, count]);
  return count <= FEW ? [{ kind: 'rows', from: 0, to: count }] : rowPieces(range, count, kept);
}

export function rowPieces({ from: first, to: last, height }: Range, count: number, kept: number): readonly RowPiece[] {
  const to = Math.min(count, last);
  const from = Math.min(first, to);
  const pieces: RowPiece[] = [];
  let done = 0;
  const put = (begin: number, end: number): void => {
    if (begin >= end) return;
    if (begin > done) pieces.push({ kind: 'gap', at: done, height: (begin - done) * height });
    pieces.push({ kind: 'rows', from: begin, to: end });
    done = end;
  };
  if (kept >= 0 && kept < from) put(kept, kept + 1);
  put(from, to);
  if (kept >= to && kept < count) put(kept, kept + 1);
  if (done < count) pieces.push({ kind: 'gap', at: done, height: (count - done) * height });
  return pieces;
}
