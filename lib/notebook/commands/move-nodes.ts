/** Moves nodes on their canvas: a drag's end, a nudge, a tidy. Touches the layout alone. */
import { z } from 'zod';
import { idSchema } from '@/lib/graph/graph';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';
import { placeNodes } from '../layout';

export const moveNodes = defineCommand({
  args: z.object({
    graph: idSchema,
    positions: z.record(idSchema, z.tuple([z.number(), z.number()])),
    direction: z.enum(['right', 'down']).optional(),
  }),
  apply: (document, { graph: id, positions, direction }) => {
    const graph = document.graphs[id];
    if (!graph) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    const placed = placeNodes(document.layout[id], positions, graph);
    return success({ ...document, layout: { ...document.layout, [id]: direction === undefined ? placed : { ...placed, direction } } });
  },
});
