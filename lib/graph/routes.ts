/** Which wires are shortcuts, to be drawn as arcs beside their branch; found from the graph alone, wherever its nodes stand. */
import { kindOf } from './registry';
import { isFixed } from './blocks';
import type { Graph } from './graph';
import { wiringOf, type Link, type Wiring } from './wiring';

/** A wire past a branch: from `source` to a merge, directly or over one node that stands on the crown of the arc. */
export type Shortcut = {
  readonly source: string;
  readonly target: string;
  /** The node on the crown: a projection, a zero-padding. */
  readonly via: string | null;
  /** Wires that belong to it, by their target's end point: one, or the rising and the falling one. */
  readonly wires: readonly string[];
  /** 1 for an arc that holds no other, one more than the highest that it holds. */
  readonly level: number;
};

export type Route = { readonly part: 'whole' | 'rising' | 'falling'; readonly level: number };

const cache = new WeakMap<Graph, readonly Shortcut[]>();

/** All shortcuts of a graph: at each merge every input but the deepest, if it starts at an ancestor of that one. */
export function shortcutsOf(graph: Graph): readonly Shortcut[] {
  const known = cache.get(graph);
  if (known) return known;
  const shortcuts = findShortcuts(graph);
  cache.set(graph, shortcuts);
  return shortcuts;
}

/** How the wires that are not part of a chain run, by their target's end point. */
export function routesOf(graph: Graph): ReadonlyMap<string, Route> {
  const routes = new Map<string, Route>();
  for (const { wires, level } of shortcutsOf(graph)) {
    if (wires.length === 1) routes.set(wires[0], { part: 'whole', level });
    else wires.forEach((wire, index) => routes.set(wire, { part: index === 0 ? 'rising' : 'falling', level }));
  }
  return routes;
}

const depthCache = new WeakMap<Graph, ReadonlyMap<string, number>>();

/** Longest way from an input, in nodes; shortcuts add nothing. */
export function depthsOf(graph: Graph): ReadonlyMap<string, number> {
  const known = depthCache.get(graph);
  if (known) return known;
  const depths = computeDepths(graph, wiringOf(graph));
  depthCache.set(graph, depths);
  return depths;
}

function computeDepths(graph: Graph, wiring: Wiring): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  for (const id of wiring.order) {
    let deepest = -1;
    for (const { source } of wiring.incoming.get(id) ?? []) deepest = Math.max(deepest, depths.get(source.node) ?? -1);
    depths.set(id, deepest + (graph.nodes[id].kind === 'shortcut' && deepest >= 0 ? 0 : 1));
  }
  return depths;
}

/** The input of a merge that its branch comes in by: the deepest one, of equally deep ones the one on the first port. */
export function branchInput(graph: Graph, id: string): Link | null {
  const links = wiringOf(graph).incoming.get(id) ?? [];
  const depths = depthsOf(graph);
  return links.length === 0 ? null : deepestOf(links, (node) => depths.get(node) ?? 0);
}

type Found = Omit<Shortcut, 'level'> & { readonly start: number; readonly end: number };

function findShortcuts(graph: Graph): readonly Shortcut[] {
  const wiring = wiringOf(graph);
  const cyclic = new Set(wiring.cycles.flat());
  const depths = depthsOf(graph);
  const depthOf = (id: string) => depths.get(id) ?? 0;
  const found: Found[] = [];
  for (const id of wiring.order) {
    const kind = kindOf(graph.nodes[id].kind);
    const links = wiring.incoming.get(id) ?? [];
    if (kind === undefined || isFixed(kind.ports.inputs) || links.length < 2 || cyclic.has(id)) continue;
    const deepest = deepestOf(links, depthOf);
    for (const link of links) {
      if (link === deepest) continue;
      const shortcut = shortcutOver(wiring, link, deepest.source.node, depthOf);
      if (shortcut) found.push({ ...shortcut, start: depthOf(shortcut.source), end: depthOf(id) });
    }
  }
  return withLevels(found);
}

function deepestOf(links: readonly Link[], depthOf: (id: string) => number): Link {
  const byPort = [...links].sort((a, b) => Number(a.target.port ?? 0) - Number(b.target.port ?? 0));
  return byPort.reduce((best, link) => (depthOf(link.source.node) > depthOf(best.source.node) ? link : best));
}

function shortcutOver(wiring: Wiring, link: Link, branch: string, depthOf: (id: string) => number): Omit<Shortcut, 'level'> | null {
  const { source, target, edge } = link;
  if (isAncestor(wiring, source.node, branch, depthOf)) return { source: source.node, target: target.node, via: null, wires: [edge[1]] };
  const into = wiring.incoming.get(source.node) ?? [];
  const out = wiring.outgoing.get(source.node) ?? [];
  if (into.length !== 1 || out.length !== 1 || !isAncestor(wiring, into[0].source.node, branch, depthOf)) return null;
  return { source: into[0].source.node, target: target.node, via: source.node, wires: [into[0].edge[1], edge[1]] };
}

/** Looks no further back than the ancestor's own depth. */
function isAncestor(wiring: Wiring, ancestor: string, id: string, depthOf: (id: string) => number): boolean {
  const least = depthOf(ancestor);
  const seen = new Set([id]);
  const stack = [id];
  for (let current = stack.pop(); current !== undefined; current = stack.pop()) {
    if (current === ancestor) return true;
    for (const { source } of wiring.incoming.get(current) ?? []) {
      if (seen.has(source.node) || depthOf(source.node) < least) continue;
      seen.add(source.node);
      stack.push(source.node);
    }
  }
  return false;
}

function withLevels(found: readonly Found[]): readonly Shortcut[] {
  const sorted = [...found].sort((a, b) => a.end - a.start - (b.end - b.start));
  const levels: number[] = [];
  sorted.forEach((outer, index) => {
    let level = 1;
    for (let other = 0; other < index; other++) {
      if (sorted[other].start >= outer.start && sorted[other].end <= outer.end) level = Math.max(level, levels[other] + 1);
    }
    levels.push(level);
  });
  return sorted.map(({ source, target, via, wires }, index) => ({ source, target, via, wires, level: levels[index] }));
}
