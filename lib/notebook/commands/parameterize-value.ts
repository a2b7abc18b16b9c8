/** Makes a value of a node a parameter of the graph that it stands in, and lets the field refer to it. */
import { z } from 'zod';
import { defaultScope } from '@/lib/graph/blocks';
import { idSchema } from '@/lib/graph/graph';
import { parameterizeValue as parameterize } from '@/lib/graph/parameters';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';

export const slotSchema = z.union([z.object({ kind: z.enum(['config', 'arguments', 'first']), name: z.string() }), z.object({ kind: z.literal('count') })]);

export const parameterizeValue = defineCommand({
  args: z.object({ graph: idSchema, node: idSchema, slot: slotSchema }),
  apply: (document, { graph: id, node, slot }) => {
    const graph = document.graphs[id];
    if (!graph) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    const changed = parameterize(document.graphs, id, node, slot, defaultScope(graph));
    return changed.ok ? success({ ...document, graphs: { ...changed.value.graphs } }) : changed;
  },
});
