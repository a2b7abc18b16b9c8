'use client';
/** The shortcuts inside a block in little, as its card shows them; the same object as long as they look the same. */
import type { Graphs } from '@/lib/graph/graph';
import { skeletonOfBlock, type Skeleton } from '@/lib/graph/skeleton';
import { surroundingsOf } from '@/lib/graph/surroundings';
import { sightOf, useRoute, type Route } from './entered-blocks';
import { inferenceSeen } from './inference';
import { useNotebook } from './notebook-context';

/** Repeats that a card has room for; of more, the last one and those before it are left out but for the first ones. */
const MOST = 5;

const byGraphs = new WeakMap<Graphs, Map<string, Skeleton | null>>();
const latest = new Map<string, { readonly text: string; readonly skeleton: Skeleton }>();

function skeletonSeen(graphs: Graphs, graphId: string, node: string, route: Route | null): Skeleton | null {
  const key = [graphId, node, route?.root ?? '', ...(route?.path ?? [])].join('/');
  const known = byGraphs.get(graphs) ?? new Map<string, Skeleton | null>();
  byGraphs.set(graphs, known);
  const found = known.get(key);
  if (found !== undefined) return found;
  const skeleton = computed(graphs, graphId, node, route);
  const text = JSON.stringify(skeleton);
  const before = latest.get(key);
  const kept = before?.text === text ? before.skeleton : skeleton;
  if (kept !== null) latest.set(key, { text, skeleton: kept });
  known.set(key, kept);
  return kept;
}

function computed(graphs: Graphs, graphId: string, node: string, route: Route | null): Skeleton | null {
  const facts = inferenceSeen(graphs, graphId, route)?.nodes.get(node);
  if (facts === undefined) return null;
  const sight = route && sightOf(graphs, route);
  const around = surroundingsOf(graphs, graphId, sight?.graph === graphId ? sight.options : {});
  return skeletonOfBlock(graphs[graphId].nodes[node], facts.inputShapes, around, MOST);
}

/** Null where there is nothing to draw yet. */
export function useBlockSkeleton(graphId: string, node: string): Skeleton | null {
  const route = useRoute();
  return useNotebook((document) => skeletonSeen(document.graphs, graphId, node, route));
}
