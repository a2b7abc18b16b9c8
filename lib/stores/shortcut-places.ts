'use client';
/** All shortcuts of a net as they stand now, found once for each change of the graphs. */
import type { Graphs } from '@/lib/graph/graph';
import { commonPolicy } from '@/lib/graph/policy-options';
import type { ShortcutPolicy } from '@/lib/graph/shortcut-form';
import { shortcutPlaces, type Level, type ShortcutPlace } from '@/lib/graph/shortcut-places';
import { parseStep } from '@/lib/graph/steps';
import type { Route } from './entered-blocks';
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

/** Shortcuts inside a block node of the graph at the end of a route, and how many of them are no identity. */
export function shortcutsInside(graphs: Graphs, { root, path }: Route, node: string): { readonly count: number; readonly changing: number } {
  const steps = path.map(parseStep);
  let [count, changing] = [0, 0];
  for (const { levels, form } of placesOf(graphs, root)) {
    const within = levels[steps.length]?.node === node && steps.every((step, depth) => step.node === levels[depth].node && holds(levels[depth], step.instance ?? 0));
    if (!within || form === 'severed') continue;
    const times = levels.slice(steps.length).reduce((product, level) => product * level.times, 1);
    count += times;
    if (form !== 'identity') changing += times;
  }
  return { count, changing };
}

function holds({ index, times }: Level, instance: number): boolean {
  return index <= instance && instance < index + times;
}

/** The option that the shortcuts of a net follow: `own` where none of them follows one, `mixed` where they differ; null without shortcuts. */
export function usePolicy(root: string): ShortcutPolicy | 'own' | 'mixed' | null {
  return useNotebook((document) => {
    const places = placesOf(document.graphs, root).filter(({ form }) => form !== 'layer');
    if (places.length === 0) return null;
    return commonPolicy(places) ?? (places.every(({ policy }) => policy === null) ? 'own' : 'mixed');
  });
}
