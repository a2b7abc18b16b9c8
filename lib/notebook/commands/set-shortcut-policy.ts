/** Switches the shortcuts of a whole net, those in its blocks too, to one option of the paper. */
import { z } from 'zod';
import { idSchema } from '@/lib/graph/graph';
import { switchPolicy } from '@/lib/graph/shortcut-policy';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';

export const setShortcutPolicy = defineCommand({
  args: z.object({
    graph: idSchema,
    policy: z.enum(['A', 'B', 'C', 'none']),
    /** Shortcuts that have a type of their own, and bare wires, follow too. */
    own: z.boolean().optional(),
  }),
  apply: (document, { graph: id, policy, own = false }) => {
    if (!document.graphs[id]) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    const switched = switchPolicy(document.graphs, id, policy, own);
    return switched.ok ? success({ ...document, graphs: { ...switched.value } }) : switched;
  },
});
