/** Twins of a graph: the plain one of a residual graph, the residual one of a plain chain; all else is alike, and ids are kept. */
import { BLOCK, definitionOf } from '@/lib/graph/blocks';
import type { Graph, Graphs } from '@/lib/graph/graph';
import { shortcutPlaces } from '@/lib/graph/shortcut-places';
import { switchPolicy } from '@/lib/graph/shortcut-policy';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { withShortcuts } from './add-shortcuts';
import type { Policy } from './parts';
import { withoutShortcuts } from './remove-shortcuts';

export type TwinCode = 'twinNothingToRemove' | 'twinNothingToAdd';

export type Twin = {
  /** All graphs, the new ones among them. */
  readonly graphs: Graphs;
  /** Id of the twin, whose `twinOf` is the original. */
  readonly root: string;
};

/** Shortcuts and additions gone, in the blocks that the graph uses too. */
export function plainTwin(graphs: Graphs, root: string): Result<Twin, Problem<TwinCode>> {
  const twin = twinOf(graphs, root, (graph) => withoutShortcuts(graph));
  return twin === null ? failure(problem('twinNothingToRemove', { graph: root }, { name: graphs[root].name })) : success(twin);
}

/**
 * A shortcut past each pair of convolutions, in the blocks too. Where shapes change it is as the policy says.
 * The first convolution of the graph itself is the stem and stays alone. A net whose shortcuts are switched off gets them back.
 */
export function residualTwin(graphs: Graphs, root: string, policy: Exclude<Policy, 'none'>): Result<Twin, Problem<TwinCode>> {
  const twin = switchedOn(graphs, root, policy) ?? twinOf(graphs, root, (graph, id) => withShortcuts(graph, policy, id === root));
  return twin === null ? failure(problem('twinNothingToAdd', { graph: root }, { name: graphs[root].name })) : success(twin);
}

/** Of a net whose shortcuts all carry nothing; the blocks stay the same, the net gives them another option. */
function switchedOn(graphs: Graphs, root: string, policy: Policy): Twin | null {
  const places = shortcutPlaces(graphs, root);
  if (places.length === 0 || places.some(({ form }) => form !== 'severed')) return null;
  const switched = switchPolicy(graphs, root, policy, false);
  if (!switched.ok) return null;
  const id = freshId(root, (candidate) => Object.hasOwn(graphs, candidate));
  return { graphs: { ...switched.value, [root]: graphs[root], [id]: { ...switched.value[root], twinOf: root } }, root: id };
}

/** Copies what changes, and what uses it, under new ids; null where nothing changes. */
function twinOf(graphs: Graphs, root: string, change: (graph: Graph, id: string) => Graph | null): Twin | null {
  const made: Record<string, Graph> = {};
  const twins = new Map<string, string>();
  const visit = (id: string): string => {
    const known = twins.get(id);
    if (known !== undefined) return known;
    // Until it is known, a definition that holds itself stands for itself.
    twins.set(id, id);
    if (!Object.hasOwn(graphs, id)) return id;
    const graph = definitionOf(graphs, id)?.graph ?? graphs[id];
    const nodes = Object.fromEntries(
      Object.entries(graph.nodes).map(([key, node]) => {
        const definition = node.kind === BLOCK && node.graph !== undefined ? visit(node.graph) : node.graph;
        return [key, definition === node.graph ? node : { ...node, graph: definition }];
      }),
    );
    const sameNodes = Object.entries(nodes).every(([key, node]) => node === graph.nodes[key]);
    const base: Graph = sameNodes ? graph : { ...graph, nodes };
    const { variants: _variants, ...changed } = change(base, id) ?? base;
    if (sameNodes && changed.nodes === graph.nodes && changed.parameters === graph.parameters) return id;
    const fresh = freshId(id, (candidate) => Object.hasOwn(graphs, candidate) || Object.hasOwn(made, candidate));
    made[fresh] = { ...changed, twinOf: id };
    twins.set(id, fresh);
    return fresh;
  };
  const twin = visit(root);
  return twin === root ? null : { graphs: { ...graphs, ...made }, root: twin };
}

function freshId(id: string, taken: (candidate: string) => boolean): string {
  const stem = `${id.slice(0, 55)}Twin`;
  let candidate = stem;
  for (let number = 2; taken(candidate); number++) candidate = `${stem}${number}`;
  return candidate;
}
