/** Which repeated blocks are unrolled to be looked at, and from where; ephemeral: the document knows nothing of it. */
import { create } from 'zustand';
import type { Route } from './entered-blocks';

type Place = { readonly x: number; readonly y: number; readonly zoom: number };
type Looks = {
  /** Unrolled blocks by `lookKey` of the graph that they stand in. */
  readonly unrolled: Readonly<Record<string, readonly string[]>>;
  /** Where the canvas stood that was left for the one that is made now, so that things unroll in place. */
  readonly start: { readonly key: string; readonly viewport: Place } | null;
};

export const useLooks = create<Looks>()(() => ({ unrolled: {}, start: null }));

const none: readonly string[] = [];

export function lookKey({ root, path }: Route): string {
  return [root, ...path].join(' ');
}

export function useUnrolled(route: Route): readonly string[] {
  return useLooks((state) => state.unrolled[lookKey(route)] ?? none);
}

export function setUnrolled(route: Route, blocks: readonly string[], viewport: Place | null): void {
  const key = lookKey(route);
  useLooks.setState(({ unrolled }) => ({ unrolled: { ...unrolled, [key]: blocks }, start: viewport && { key, viewport } }));
}

/** Taken once, by the canvas that stands in the place of the other. */
export function takeStart(route: Route): Place | null {
  const { start } = useLooks.getState();
  if (start?.key !== lookKey(route)) return null;
  useLooks.setState({ start: null });
  return start.viewport;
}

export function unrolledAt(route: Route): readonly string[] {
  return useLooks.getState().unrolled[lookKey(route)] ?? none;
}
