'use client';
/** The width of an element as it is laid out, so that plots are drawn pixel for pixel at every size. */
import { useCallback, useState } from 'react';

export function useWidth(initial: number): readonly [(element: Element | null) => (() => void) | undefined, number] {
  const [width, setWidth] = useState(initial);
  const attach = useCallback((element: Element | null) => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(160, Math.round(entry.contentRect.width))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [attach, width];
}
