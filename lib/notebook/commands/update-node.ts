/** Renames or bypasses nodes. */
import { z } from 'zod';
import { idSchema } from '@/lib/graph/graph';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';

export const updateNode = defineCommand({
  args: z.object({ graph: idSchema, nodes: z.array(idSchema), title: z.string().max(200).optional(), bypassed: z.boolean().optional() }),
  apply: (document, { graph: id, nodes, title, bypassed }) => {
    const graph = document.graphs[id];
    if (!graph) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    const changed = { ...graph.nodes };
    for (const node of nodes) {
      const before = changed[node];
      if (!before) return failure(problem('noSuchNode', { graph: id, node }, { node }));
      const { title: oldTitle, bypassed: oldBypassed, ...rest } = before;
      const newTitle = title ?? oldTitle;
      const newBypassed = bypassed ?? oldBypassed;
      changed[node] = { ...rest, ...(newTitle ? { title: newTitle } : {}), ...(newBypassed ? { bypassed: true } : {}) };
    }
    return success({ ...document, graphs: { ...document.graphs, [id]: { ...graph, nodes: changed } } });
  },
});
