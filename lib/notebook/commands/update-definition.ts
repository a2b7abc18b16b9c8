/** Renames a block, sets the order of its ports and parameters, and offers a graph as a block or no longer. */
import { z } from 'zod';
import { idSchema } from '@/lib/graph/graph';
import { familyOf } from '@/lib/graph/signature';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';

export const updateDefinition = defineCommand({
  args: z.object({ graph: idSchema, name: z.string().max(200).optional(), ports: z.array(idSchema).optional(), /** Names in their new order; those that are not named follow. */ parameters: z.array(z.string()).optional(), block: z.boolean().optional() }),
  apply: (document, { graph: id, name, ports, parameters, block }) => {
    if (!document.graphs[id]) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    const graphs = { ...document.graphs };
    if (name !== undefined) for (const member of familyOf(graphs, id)) graphs[member] = { ...graphs[member], name };
    if (ports !== undefined) for (const member of familyOf(graphs, id)) graphs[member] = { ...graphs[member], ports };
    if (parameters !== undefined) for (const member of familyOf(graphs, id)) graphs[member] = { ...graphs[member], parameters: ordered(graphs[member].parameters ?? [], parameters) };
    if (block !== undefined) {
      const { block: _before, ...rest } = graphs[id];
      graphs[id] = block ? { ...rest, block } : rest;
    }
    return success({ ...document, graphs });
  },
});

function ordered<P extends { readonly name: string }>(parameters: readonly P[], names: readonly string[]): readonly P[] {
  const place = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length);
  return [...parameters].sort((a, b) => place(a.name) - place(b.name));
}
