'use client';
/** Of a long table only the rows that are in view are made; rows have one height. */
import { useEffect, useState, type RefObject } from 'react';

export type RowWindow = { readonly from: number; readonly to: number; /** Of one row, px. */ readonly height: number };

/** Fewer rows are simply all made. */
const FEW = 80;
const BEYOND = 12;
const USUAL = 41;

export function useRowWindow(scroll: RefObject<HTMLElement | null>, count: number): RowWindow {
  const [range, setRange] = useState<RowWindow>({ from: 0, to: FEW, height: USUAL });
  useEffect(() => {
    const element = scroll.current;
    if (!element || count <= FEW) return undefined;
    const follow = (): void => {
      const height = element.querySelector('tbody tr[data-row]')?.getBoundingClientRect().height ?? USUAL;
      const from = Math.max(0, Math.floor(element.scrollTop / height) - BEYOND);
      const to = Math.ceil((element.scrollTop + element.clientHeight) / height) + BEYOND;
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
  return count <= FEW ? { from: 0, to: count, height: range.height } : { ...range, to: Math.min(count, range.to) };
}
