/** Takes definitions of blocks from elsewhere into a document: one that is there already is used, a new one gets a free id and name. */
import { canonicalJson } from '@/lib/util/canonical-json';
import { BLOCK } from './blocks';
import type { Graph, Graphs } from './graph';
import { newDefinitionId } from './group';

export type Brought = {
  /** What comes new to the document. */
  readonly graphs: Graphs;
  /** For each definition that was brought, the id under which it stands in the document. */
  readonly ids: ReadonlyMap<string, string>;
};

/** `linked`: the definitions come from this very document, so those that it still has are meant, whatever they look like by now. */
export function bringDefinitions(document: Graphs, brought: Graphs, linked = false): Brought {
  const graphs: Record<string, Graph> = {};
  const ids = new Map<string, string>();
  const all = (): Graphs => ({ ...document, ...graphs });
  for (const id of innermostFirst(brought)) {
    if (linked && Object.hasOwn(document, id)) {
      ids.set(id, id);
      continue;
    }
    const graph = withIds(brought[id], ids);
    const same = [id, ...Object.keys(all())].find((other) => Object.hasOwn(all(), other) && sameDefinition(all()[other], graph));
    if (same !== undefined) {
      ids.set(id, same);
      continue;
    }
    const fresh = Object.hasOwn(all(), id) ? newDefinitionId(all()) : id;
    graphs[fresh] = { ...graph, name: freeName(all(), graph.name) };
    ids.set(id, fresh);
  }
  return { graphs, ids };
}

/** The graph with its blocks, variants and twin called as they are in the document. */
export function withIds(graph: Graph, ids: ReadonlyMap<string, string>): Graph {
  const rename = (id: string) => ids.get(id) ?? id;
  const { variants, twinOf } = graph;
  return {
    ...graph,
    nodes: Object.fromEntries(Object.entries(graph.nodes).map(([id, node]) => [id, node.graph === undefined ? node : { ...node, graph: rename(node.graph) }])),
    ...(variants === undefined ? {} : { variants: { ...variants, of: Object.fromEntries(Object.entries(variants.of).map(([name, id]) => [name, rename(id)])) } }),
    ...(twinOf === undefined ? {} : { twinOf: rename(twinOf) }),
  };
}

/** `graphs[id]` and all that it is made of, as it travels. */
export function withinDefinition(graphs: Graphs, ids: readonly string[]): Graphs {
  const found: Record<string, Graph> = {};
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (Object.hasOwn(found, id) || !Object.hasOwn(graphs, id)) continue;
    found[id] = graphs[id];
    open.push(...partsOf(graphs[id]));
  }
  return found;
}

function partsOf({ nodes, variants }: Graph): readonly string[] {
  return [...Object.values(nodes).flatMap(({ kind, graph }) => (kind === BLOCK && graph !== undefined ? [graph] : [])), ...Object.values(variants?.of ?? {})];
}

/** Definitions behind those that they are made of; a definition that holds itself ends the search there. */
function innermostFirst(graphs: Graphs): readonly string[] {
  const done = new Set<string>();
  const begun = new Set<string>();
  const order: string[] = [];
  const open = Object.keys(graphs).reverse();
  for (let id = open.at(-1); id !== undefined; id = open.at(-1)) {
    if (begun.has(id)) {
      open.pop();
      if (!done.has(id)) order.push(id);
      done.add(id);
      continue;
    }
    begun.add(id);
    open.push(...partsOf(graphs[id]).filter((part) => Object.hasOwn(graphs, part) && !begun.has(part)));
  }
  return order;
}

/** Alike in ports, parameters and layers, whatever the order in which they are written; a number behind the name was given here. */
function sameDefinition(there: Graph, brought: Graph): boolean {
  const named = there.name === brought.name || (there.name.startsWith(`${brought.name} `) && /^\d+$/.test(there.name.slice(brought.name.length + 1)));
  return named && fingerprint(there) === fingerprint(brought);
}

function fingerprint({ parameters = [], nodes, edges, ports, variants }: Graph): string {
  return canonicalJson([parameters, nodes, edges.map((edge) => edge.join(' ')).sort(), ports ?? null, variants ?? null]);
}

/** The name, with a number where another definition is called so. */
export function freeName(graphs: Graphs, name: string): string {
  const taken = new Set(Object.values(graphs).map((graph) => graph.name));
  if (name === '' || !taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`)) number++;
  return `${name} ${number}`;
}
