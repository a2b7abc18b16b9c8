/** The graphs that a run is made from, kept by the hash of their canonical form and shared by runs. */
import type { ConfigValue, Graphs } from '@/lib/graph/graph';
import { canonicalJson } from '@/lib/util/canonical-json';
import { sha256Hex } from '@/lib/util/sha256';
import type { Snapshot } from './record';

/** The graph `root` and all that it refers to, by blocks and variants. */
export function snapshotOf(graphs: Graphs, root: string, values: Readonly<Record<string, ConfigValue>>): Snapshot {
  const kept: Record<string, Graphs[string]> = {};
  const open = [root];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const graph = graphs[id];
    if (graph === undefined || kept[id] !== undefined) continue;
    kept[id] = graph;
    for (const node of Object.values(graph.nodes)) if (node.graph !== undefined) open.push(node.graph);
    open.push(...Object.values(graph.variants?.of ?? {}));
  }
  return { graphs: kept, root, arguments: { ...values } };
}

export function snapshotHash(snapshot: Snapshot): string {
  return sha256Hex(canonicalJson(snapshot));
}
