/** A graph as a list that can be read aloud: layers in topological order, what each is fed by, and which stand in a branch. */
import type { Graph } from './graph';
import { branchInput, depthsOf, shortcutsOf, type Shortcut } from './routes';
import { wiringOf } from './wiring';

export type OutlineSource = {
  readonly node: string;
  /** Comes past the branch; `via` is the layer on its arc. */
  readonly shortcut: boolean;
  readonly via: string | null;
};

export type OutlineItem = {
  readonly id: string;
  /** In how many branches the layer stands: the depth of the tree. */
  readonly level: number;
  readonly sources: readonly OutlineSource[];
  /** The definition behind a block. */
  readonly definition: string | null;
};

/** Layers on the arc of a shortcut stand right before the addition that they lead to. */
export function graphOutline(graph: Graph): readonly OutlineItem[] {
  const shortcuts = shortcutsOf(graph);
  const levels = levelsOf(graph, shortcuts);
  return readingOrder(graph, shortcuts).map((id) => ({
    id,
    level: levels.get(id) ?? 0,
    sources: sourcesOf(graph, shortcuts, id),
    definition: graph.nodes[id].graph ?? null,
  }));
}

function readingOrder(graph: Graph, shortcuts: readonly Shortcut[]): readonly string[] {
  const crowns = new Map<string, string[]>();
  for (const { via, target } of shortcuts) if (via !== null) crowns.set(target, [...(crowns.get(target) ?? []), via]);
  const moved = new Set([...crowns.values()].flat());
  return wiringOf(graph).order.flatMap((id) => (moved.has(id) ? [] : [...(crowns.get(id) ?? []), id]));
}

function sourcesOf(graph: Graph, shortcuts: readonly Shortcut[], id: string): readonly OutlineSource[] {
  const links = wiringOf(graph).incoming.get(id) ?? [];
  return links.map(({ source, edge }) => {
    const shortcut = shortcuts.find(({ target, wires }) => target === id && wires.includes(edge[1]));
    return shortcut ? { node: shortcut.source, shortcut: true, via: shortcut.via } : { node: source.node, shortcut: false, via: null };
  });
}

/** One more for each branch that a layer belongs to: what lies between the start of a shortcut and its addition. */
function levelsOf(graph: Graph, shortcuts: readonly Shortcut[]): ReadonlyMap<string, number> {
  const { incoming } = wiringOf(graph);
  const depths = depthsOf(graph);
  const levels = new Map<string, number>();
  const counted = new Set<string>();
  for (const { source, target, via } of shortcuts) {
    const branch = branchInput(graph, target)?.source.node;
    if (branch === undefined) continue;
    const inside = new Set([branch, ...(via === null ? [] : [via])]);
    const start = depths.get(source) ?? 0;
    const stack = [...inside];
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      for (const link of incoming.get(id) ?? []) {
        const { node } = link.source;
        if (inside.has(node) || (depths.get(node) ?? 0) <= start) continue;
        inside.add(node);
        stack.push(node);
      }
    }
    for (const id of inside) {
      const key = `${id} ${source} ${target}`;
      if (counted.has(key)) continue;
      counted.add(key);
      levels.set(id, (levels.get(id) ?? 0) + 1);
    }
  }
  return levels;
}
