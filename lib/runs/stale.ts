/** What changed since a run was made: the reasons why its figures no longer speak of the net, the data or the recipe of now. */
import type { ConfigValue, Graph, GraphNode } from '@/lib/graph/graph';
import { kindOf } from '@/lib/graph/registry';
import type { RunRecord, Snapshot } from './record';
import type { Recipe } from './recipe';

export type Change =
  | { readonly kind: 'nodeAdded' | 'nodeRemoved'; readonly graph: string; readonly node: string; readonly layer: string }
  | { readonly kind: 'nodeKind'; readonly graph: string; readonly node: string; readonly from: string; readonly to: string }
  | { readonly kind: 'field'; readonly graph: string; readonly node: string; readonly layer: string; readonly field: string; readonly from: ConfigValue | null; readonly to: ConfigValue | null }
  | { readonly kind: 'bypass'; readonly graph: string; readonly node: string; readonly bypassed: boolean }
  | { readonly kind: 'rewired'; readonly graph: string; readonly node: string }
  | { readonly kind: 'otherNet'; readonly from: string; readonly to: string }
  | { readonly kind: 'argument'; readonly name: string; readonly from: ConfigValue | null; readonly to: ConfigValue | null }
  | { readonly kind: 'data'; readonly from: string; readonly to: string }
  | { readonly kind: 'recipe'; readonly field: string; readonly from: string; readonly to: string };

function nodeName(id: string, node: GraphNode): string {
  return node.title ?? id;
}

function fieldValue(node: GraphNode, field: string): ConfigValue | null {
  return node.config?.[field] ?? kindOf(node.kind)?.fields[field]?.default ?? null;
}

/** Differences of two records of values, names in order. */
function differences(before: Readonly<Record<string, ConfigValue>>, after: Readonly<Record<string, ConfigValue>>): readonly { readonly name: string; readonly from: ConfigValue | null; readonly to: ConfigValue | null }[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [from, to] = [before[name] ?? null, after[name] ?? null];
    return from === to ? [] : [{ name, from, to }];
  });
}

function nodeChanges(graph: string, id: string, before: GraphNode, after: GraphNode): readonly Change[] {
  const node = nodeName(id, after);
  if (before.kind !== after.kind) return [{ kind: 'nodeKind', graph, node, from: before.kind, to: after.kind }];
  const changes: Change[] = [];
  const fields = new Set([...Object.keys(before.config ?? {}), ...Object.keys(after.config ?? {})]);
  for (const field of fields) {
    const [from, to] = [fieldValue(before, field), fieldValue(after, field)];
    if (from !== to) changes.push({ kind: 'field', graph, node, layer: after.kind, field, from, to });
  }
  if ((before.bypassed ?? false) !== (after.bypassed ?? false)) changes.push({ kind: 'bypass', graph, node, bypassed: after.bypassed ?? false });
  for (const { name, from, to } of differences(before.arguments ?? {}, after.arguments ?? {})) changes.push({ kind: 'field', graph, node, layer: after.kind, field: name, from, to });
  const [from, to] = [before.repeat?.count ?? 1, after.repeat?.count ?? 1];
  if (from !== to) changes.push({ kind: 'field', graph, node, layer: after.kind, field: 'repeat', from, to });
  for (const first of differences(before.repeat?.first ?? {}, after.repeat?.first ?? {})) changes.push({ kind: 'field', graph, node, layer: after.kind, field: first.name, from: first.from, to: first.to });
  if (before.graph !== after.graph) changes.push({ kind: 'field', graph, node, layer: after.kind, field: 'graph', from: before.graph ?? null, to: after.graph ?? null });
  return changes;
}

/** Nodes whose inputs come from elsewhere than before; nodes that are new or gone speak for themselves. */
function rewired(before: Graph, after: Graph): readonly string[] {
  const sources = (graph: Graph) => {
    const byNode = new Map<string, string[]>();
    for (const [source, target] of graph.edges) {
      const node = target.split(':')[0];
      byNode.set(node, [...(byNode.get(node) ?? []), `${source}>${target}`]);
    }
    return byNode;
  };
  const [old, now] = [sources(before), sources(after)];
  const text = (list: readonly string[] | undefined) => (list ?? []).toSorted().join(' ');
  return Object.keys(after.nodes).filter((id) => before.nodes[id] !== undefined && text(old.get(id)) !== text(now.get(id)));
}

function graphChanges(name: string, before: Graph, after: Graph): readonly Change[] {
  const ids = [...new Set([...Object.keys(before.nodes), ...Object.keys(after.nodes)])];
  const changes = ids.flatMap((id): readonly Change[] => {
    const [was, is] = [before.nodes[id], after.nodes[id]];
    if (was === undefined) return is === undefined ? [] : [{ kind: 'nodeAdded', graph: name, node: nodeName(id, is), layer: is.kind }];
    if (is === undefined) return [{ kind: 'nodeRemoved', graph: name, node: nodeName(id, was), layer: was.kind }];
    return nodeChanges(name, id, was, is);
  });
  return [...changes, ...rewired(before, after).map((id): Change => ({ kind: 'rewired', graph: name, node: nodeName(id, after.nodes[id]) }))];
}

/** What differs between the graphs of a run and those of now. The root may be another graph. */
export function changesOfGraphs(before: Snapshot, after: Snapshot): readonly Change[] {
  const [was, is] = [before.graphs[before.root], after.graphs[after.root]];
  if (before.root !== after.root || was === undefined || is === undefined) return [{ kind: 'otherNet', from: was?.name ?? before.root, to: is?.name ?? after.root }];
  const ids = Object.keys(after.graphs).filter((id) => before.graphs[id] !== undefined);
  const inner = ids.flatMap((id) => graphChanges(after.graphs[id].name, before.graphs[id], after.graphs[id]));
  return [...inner, ...differences(before.arguments, after.arguments).map((change): Change => ({ kind: 'argument', ...change }))];
}

/** A recipe as lines of text, one a field that has an effect, so that two can be compared and shown. */
export function recipeLines(recipe: Recipe): Readonly<Record<string, string>> {
  const lines: Record<string, string> = {};
  const put = (path: string, value: unknown): void => {
    if (Array.isArray(value)) lines[path] = value.join(', ');
    else if (typeof value === 'object' && value !== null) for (const [name, inner] of Object.entries(value)) put(path === '' ? name : `${path}.${name}`, inner);
    else lines[path] = String(value);
  };
  put('', recipe);
  return lines;
}

/** Fields that only one of the two has come with another choice (another optimiser), which is named itself. */
export function changesOfRecipe(before: Recipe, after: Recipe): readonly Change[] {
  const [was, is] = [before, after].map((recipe) => recipeLines({ testWeights: 'last', ...recipe }));
  return Object.keys(is).flatMap((field): readonly Change[] => (was[field] === undefined || was[field] === is[field] ? [] : [{ kind: 'recipe', field, from: was[field], to: is[field] }]));
}

export type Present = {
  /** Hash of the program of now; null while the graph has none (it is being edited). */
  readonly program: string | null;
  readonly snapshot: Snapshot;
  readonly recipe: Recipe;
  readonly dataset: { readonly id: string; readonly name: string };
};

/** All that makes a run stale; titles, positions and other things that do not train change nothing, since the program is the same. */
export function changesSince(record: RunRecord, snapshot: Snapshot | null, present: Present): readonly Change[] {
  const graphs = record.program === present.program || snapshot === null ? [] : changesOfGraphs(snapshot, present.snapshot);
  const data: readonly Change[] = record.dataset.id === present.dataset.id ? [] : [{ kind: 'data', from: record.dataset.name, to: present.dataset.name }];
  return [...graphs, ...data, ...changesOfRecipe(record.recipe, present.recipe)];
}
