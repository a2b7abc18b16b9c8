/** Makes a block of the chosen nodes; the new ids follow from the document, so the same command gives the same document. */
import { z } from 'zod';
import { groupNodes as group } from '@/lib/graph/group';
import { idSchema } from '@/lib/graph/graph';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';
import { placeNodes } from '../layout';

const point = z.tuple([z.number(), z.number()]);

export const groupNodes = defineCommand({
  args: z.object({
    graph: idSchema,
    nodes: z.array(idSchema),
    name: z.string().max(200),
    /** Upper left corners: of the new node, and of nodes that close up to it. */
    at: point.optional(),
    positions: z.record(idSchema, point).optional(),
  }),
  apply: (document, { graph: id, nodes, name, at, positions }) => {
    if (!document.graphs[id]) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    const grouped = group(document.graphs, id, nodes, name);
    if (!grouped.ok) return grouped;
    const { definition, node, graphs } = grouped.value;
    const placed = placeNodes(document.layout[id], { ...positions, ...(at ? { [node]: at } : {}) }, graphs[id]);
    return success({ ...document, graphs: { ...graphs }, layout: { ...document.layout, [id]: placed, [definition]: { direction: placed.direction, positions: {} } } });
  },
});
