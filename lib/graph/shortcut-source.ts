/** Where the shortcut of an unfinished addition most likely starts. */
import { kindOf } from './registry';
import type { Graph } from './graph';
import { wiringOf } from './wiring';

/**
 * For a merge with one wire: what feeds the first layer with weights of its branch, which is followed back to the merge or the input before it.
 * Null where the branch has no such layer.
 */
export function shortcutSource(graph: Graph, merge: string): string | null {
  const { incoming } = wiringOf(graph);
  const links = incoming.get(merge) ?? [];
  if (links.length !== 1) return null;
  let source: string | null = null;
  const seen = new Set([merge]);
  for (let id = links[0].source.node; !seen.has(id); ) {
    seen.add(id);
    const into = incoming.get(id) ?? [];
    if (into.length !== 1) break;
    const category = kindOf(graph.nodes[id].kind)?.category;
    id = into[0].source.node;
    if (category === 'convolution' || category === 'dense') source = id;
  }
  return source;
}
