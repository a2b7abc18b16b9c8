'use client';
/** All shortcuts of a net as they stand now, found once for each change of the graphs. */
import type { Graphs } from '@/lib/graph/graph';
import { commonPolicy } from '@/lib/graph/policy-options';
import type { ShortcutPolicy } from '@/lib/graph/shortcut-form';
import { shortcutPlaces, type ShortcutPlace } from '@/lib/graph/shortcut-places';
import { useNotebook } from './notebook-context';

const byGraphs = new WeakMap<Graphs, Map<string, readonly ShortcutPlace[]>>();
const nowhere: readonly ShortcutPlace[] = [];

export function placesOf(graphs: Graphs, root: string): readonly ShortcutPlace[] {
  if (!Object.hasOwn(graphs, root)) return nowhere;
  const known = byGraphs.get(graphs) ?? new Map<string, readonly ShortcutPlace[]>();
  byGraphs.set(graphs, known);
  const places = known.get(root) ?? shortcutPlaces(graphs, root);
  known.set(root, places);
  return places;
}

/** The option that the shortcuts of a net follow: `own` where none of them follows one, `mixed` where they differ; null without shortcuts. */
export function usePolicy(root: string): ShortcutPolicy | 'own' | 'mixed' | null {
  return useNotebook((document) => {
    const places = placesOf(document.graphs, root).filter(({ form }) => form !== 'layer');
    if (places.length === 0) return null;
    return commonPolicy(places) ?? (places.every(({ policy }) => policy === null) ? 'own' : 'mixed');
  });
}
