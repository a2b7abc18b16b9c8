/** Adds a parameter to a block, or changes one; what refers to it by its name follows. */
import { z } from 'zod';
import { idSchema, parameterSchema } from '@/lib/graph/graph';
import { putParameter as put } from '@/lib/graph/parameters';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { withArgumentNames } from '../cell-arguments';
import { defineCommand } from '../command';

export const putParameter = defineCommand({
  args: z.object({
    graph: idSchema,
    /** The parameter that is changed, by its present name; null adds one. */
    name: z.string().nullable(),
    parameter: parameterSchema.extend({ name: z.string().max(64) }),
  }),
  apply: (document, { graph: id, name, parameter }) => {
    if (!document.graphs[id]) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    const changed = put(document.graphs, id, name, parameter);
    if (!changed.ok) return changed;
    const cells = withArgumentNames(document.cells, id, (other) => (other === name ? parameter.name : other));
    return success({ ...document, graphs: { ...changed.value }, cells });
  },
});
