/** Gives a block node a definition of its own, a copy of the one that it shared, variants included. */
import { z } from 'zod';
import { definitionOf } from '@/lib/graph/blocks';
import { newDefinitionId } from '@/lib/graph/group';
import { idSchema } from '@/lib/graph/graph';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';
import { copyFamily } from '../variant-edits';

export const makeUnique = defineCommand({
  args: z.object({ graph: idSchema, node: idSchema, name: z.string().max(200) }),
  apply: (document, { graph: id, node, name }) => {
    const graph = document.graphs[id];
    if (!graph) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    const before = graph.nodes[node];
    if (!before) return failure(problem('noSuchNode', { graph: id, node }, { node }));
    if (before.graph === undefined || definitionOf(document.graphs, before.graph) === null) return failure(problem('blockMissing', { graph: id, node }, { layer: before.title ?? node, graph: before.graph ?? '' }));
    const copy = newDefinitionId(document.graphs);
    const copied = copyFamily(document, before.graph, copy, name);
    return success({
      ...document,
      graphs: { ...document.graphs, [id]: { ...graph, nodes: { ...graph.nodes, [node]: { ...before, graph: copy } } }, ...copied.graphs },
      layout: { ...document.layout, ...copied.layout },
    });
  },
});
