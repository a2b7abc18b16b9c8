/** Gives a block one more alternative: a copy of the active one, or of its ports with other layers between. The active one stays active. */
import { z } from 'zod';
import { BLOCK, definitionOf, inputNodes, outputNodes } from '@/lib/graph/blocks';
import { holds } from '@/lib/graph/group';
import { edgeSchema, idSchema, nodeSchema, type Graph } from '@/lib/graph/graph';
import { freshId } from '@/lib/util/ids';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';
import type { Layout } from '../document';
import { emptyLayout, placeNodes } from '../layout';
import { variantName } from '../variant-edits';

export const makeVariant = defineCommand({
  args: z.object({
    graph: idSchema,
    name: z.string(),
    /** What the graph as it was is called from now on; counts where it has no variants yet. */
    original: z.string(),
    body: z.object({ nodes: z.record(idSchema, nodeSchema), edges: z.array(edgeSchema) }).optional(),
  }),
  apply: (document, { graph: id, name, original, body }) => {
    const host = document.graphs[id];
    const definition = definitionOf(document.graphs, id);
    if (!host || definition === null) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    const before = host.variants;
    const first = variantName(original, {}, id);
    if (before === undefined && !first.ok) return first;
    const of: Record<string, string> = before?.of ?? { [first.ok ? first.value : original]: id };
    const called = variantName(name, of, id);
    if (!called.ok) return called;
    for (const [node, { kind, graph: used, title }] of Object.entries(body?.nodes ?? {})) {
      if (kind === BLOCK && used !== undefined && holds(document.graphs, used, id)) return failure(problem('blockRecursive', { graph: id, node }, { layer: title ?? node, name: host.name }));
    }
    const fresh = freshId(`${id.slice(0, 52)}Variant`, (taken) => Object.hasOwn(document.graphs, taken));
    const { variants: _variants, twinOf: _twinOf, block: _block, ...source } = definition.graph;
    const copy: Graph = { ...source, name: host.name, ...body };
    if (!samePorts(copy, source)) return failure(problem('variantPorts', { graph: id }, { name: host.name }));
    const variants = { ...before, active: before?.active ?? Object.keys(of)[0], of: { ...of, [called.value]: fresh } };
    return success({
      ...document,
      graphs: { ...document.graphs, [id]: { ...host, variants }, [fresh]: copy },
      layout: { ...document.layout, [fresh]: layoutOf(document.layout[definition.id], source, copy) },
    });
  },
});

function samePorts(one: Graph, other: Graph): boolean {
  return [inputNodes, outputNodes].every((ports) => ports(one).join(' ') === ports(other).join(' '));
}

/** Layers stand where they stood as long as none came, went or got other wires; else the new graph is placed anew. */
function layoutOf(layout: Layout | undefined, before: Graph, after: Graph): Layout {
  const wires = (graph: Graph) => JSON.stringify([Object.keys(graph.nodes).sort(), graph.edges.map((edge) => edge.join(' ')).sort()]);
  if (wires(before) === wires(after)) return placeNodes(layout, {}, after);
  return { ...emptyLayout, direction: layout?.direction ?? emptyLayout.direction };
}
