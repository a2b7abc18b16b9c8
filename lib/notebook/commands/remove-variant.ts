/** Deletes a variant of a block; the last one stays. Where the active one goes, the first of the others takes its place. */
import { z } from 'zod';
import { idSchema, type Graph } from '@/lib/graph/graph';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';
import { withoutOrphans } from '../graph-use';
import { holderOf } from '../variant-edits';

export const removeVariant = defineCommand({
  args: z.object({ graph: idSchema, name: z.string() }),
  apply: (document, { graph: id, name }) => {
    const holder = holderOf(document, id, name);
    if (!holder.ok) return holder;
    const { graph, variants } = holder.value;
    const { [name]: removed, ...of } = variants.of;
    const [first] = Object.keys(of);
    if (first === undefined) return failure(problem('variantLast', { graph: id }, { name }));
    const kept: Graph = removed === id ? portsAlone(graph) : graph;
    const { variants: _variants, ...single } = kept;
    // The graph alone with itself is a plain graph again.
    const host: Graph = Object.values(of).every((other) => other === id) ? single : { ...kept, variants: { ...variants, active: variants.active === name ? first : variants.active, of } };
    return success(withoutOrphans(document, { ...document, graphs: { ...document.graphs, [id]: host } }));
  },
});

/** A graph that is none of its own variants only holds them: nothing of it but its ports is ever looked at. */
function portsAlone(graph: Graph): Graph {
  return { ...graph, nodes: Object.fromEntries(Object.entries(graph.nodes).filter(([, { kind }]) => kind === 'input' || kind === 'output')), edges: [] };
}
