/** Makes stages of a block node, one behind the other; the new ids follow from the document. */
import { z } from 'zod';
import { idSchema } from '@/lib/graph/graph';
import { stackStages as stack } from '@/lib/graph/stack-stages';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';
import { placeNodes } from '../layout';

export const stackStages = defineCommand({
  args: z.object({
    graph: idSchema,
    node: idSchema,
    stages: z.int().min(1).max(8),
    blocks: z.int().min(1).max(1000),
    titles: z.array(z.string().max(200)).optional(),
    /** Upper left corners: of the new stages, and of what makes room for them. */
    positions: z.record(idSchema, z.tuple([z.number(), z.number()])).optional(),
  }),
  apply: (document, { graph: id, node, stages, blocks, titles = [], positions = {} }) => {
    const graph = document.graphs[id];
    if (!graph) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    if (!Object.hasOwn(graph.nodes, node)) return failure(problem('noSuchNode', { graph: id, node }, { node }));
    const stacked = stack(document.graphs, id, node, { stages, blocks, titles });
    if (!stacked.ok) return stacked;
    const { graphs } = stacked.value;
    return success({ ...document, graphs: { ...graphs }, layout: { ...document.layout, [id]: placeNodes(document.layout[id], positions, graphs[id]) } });
  },
});
