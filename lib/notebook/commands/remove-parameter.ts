/** Takes a parameter from a block; where it is in use, only if its default shall stand in its place. */
import { z } from 'zod';
import { idSchema } from '@/lib/graph/graph';
import { removeParameter as remove } from '@/lib/graph/parameters';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { withArgumentNames } from '../cell-arguments';
import { defineCommand } from '../command';

export const removeParameter = defineCommand({
  args: z.object({ graph: idSchema, name: z.string(), useDefault: z.boolean().optional() }),
  apply: (document, { graph: id, name, useDefault = false }) => {
    if (!document.graphs[id]) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    const changed = remove(document.graphs, id, name, useDefault);
    if (!changed.ok) return changed;
    const cells = withArgumentNames(document.cells, id, (other) => (other === name ? null : other));
    return success({ ...document, graphs: { ...changed.value }, cells });
  },
});
