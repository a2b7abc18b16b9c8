/** Where nodes are shown: where the notebook keeps them, and tidily where it keeps nothing or the screen is narrow. */
import type { Graph } from '@/lib/graph/graph';
import type { Layout } from '@/lib/notebook/document';
import { emptyLayout } from '@/lib/notebook/layout';
import { tidied } from './tidy';

const narrowLayouts = new WeakMap<Graph, Layout>();

function narrowLayout(graph: Graph): Layout {
  const known = narrowLayouts.get(graph);
  if (known) return known;
  const layout: Layout = { direction: 'down', positions: tidied(graph, 'down') };
  narrowLayouts.set(graph, layout);
  return layout;
}

export function shownLayout(graph: Graph, layout: Layout | undefined, narrow: boolean): Layout {
  const kept = layout ?? emptyLayout;
  if (narrow) return narrowLayout(graph);
  if (Object.keys(graph.nodes).every((id) => id in kept.positions)) return kept;
  return { ...kept, positions: { ...tidied(graph, kept.direction), ...kept.positions } };
}
