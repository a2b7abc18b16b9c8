/** Changes one graph by an edit (nodes, edges, config) together with the places of its nodes: one gesture, one command. */
import { z } from 'zod';
import { applyGraphEdit } from '@/lib/graph/edit';
import { holds } from '@/lib/graph/group';
import { edgeSchema, graphSchema, idSchema, nodeSchema, valueSchema } from '@/lib/graph/graph';
import { followPorts } from '@/lib/graph/signature';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';
import { placeNodes } from '../layout';

export const editGraph = defineCommand({
  args: z.object({
    graph: idSchema,
    edit: z.object({
      addNodes: z.record(idSchema, nodeSchema),
      removeNodes: z.array(idSchema),
      configure: z.record(idSchema, z.record(z.string(), valueSchema.nullable())),
      bypass: z.record(idSchema, z.boolean()).optional(),
      addEdges: z.array(edgeSchema),
      removeEdges: z.array(z.string()),
    }),
    /** Upper left corners, of new nodes and of those that make room. */
    positions: z.record(idSchema, z.tuple([z.number(), z.number()])).optional(),
    /** Definitions that new blocks stand for and that the document does not have yet. */
    graphs: z.record(idSchema, graphSchema).optional(),
  }),
  apply: (document, { graph: id, edit, positions, graphs: brought = {} }) => {
    const graph = document.graphs[id];
    if (!graph) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    const before = { ...brought, ...document.graphs };
    for (const [node, { kind, graph: used, title }] of Object.entries(edit.addNodes)) {
      if (kind !== 'block' || used === undefined || !holds(before, used, id)) continue;
      return failure(problem('blockRecursive', { graph: id, node }, { layer: title ?? node, name: before[used]?.name ?? used }));
    }
    const edited = applyGraphEdit(graph, edit);
    if (!edited.ok) return failure({ ...edited.problem, place: { ...edited.problem.place, graph: id } });
    return success({
      ...document,
      graphs: { ...followPorts(before, { ...before, [id]: edited.value }, id) },
      layout: { ...document.layout, [id]: placeNodes(document.layout[id], positions ?? {}, edited.value) },
    });
  },
});
