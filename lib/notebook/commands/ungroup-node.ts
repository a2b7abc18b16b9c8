/** Unpacks a block node; its definition goes if nothing else uses it. */
import { z } from 'zod';
import { ungroupNode as ungroup } from '@/lib/graph/ungroup';
import { idSchema } from '@/lib/graph/graph';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';
import { withoutOrphans } from '../graph-use';
import { placeNodes } from '../layout';

export const ungroupNode = defineCommand({
  args: z.object({ graph: idSchema, node: idSchema, positions: z.record(idSchema, z.tuple([z.number(), z.number()])).optional() }),
  apply: (document, { graph: id, node, positions }) => {
    const graph = document.graphs[id];
    if (!graph) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    if (!Object.hasOwn(graph.nodes, node)) return failure(problem('noSuchNode', { graph: id, node }, { node }));
    const ungrouped = ungroup(document.graphs, id, node);
    if (!ungrouped.ok) return ungrouped;
    const { graph: unpacked } = ungrouped.value;
    const layout = { ...document.layout, [id]: placeNodes(document.layout[id], positions ?? {}, unpacked) };
    return success(withoutOrphans(document, { ...document, graphs: { ...document.graphs, [id]: unpacked }, layout }));
  },
});
