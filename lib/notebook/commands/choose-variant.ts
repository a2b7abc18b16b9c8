/** Makes another variant of a block the active one: all its nodes follow, in every graph. */
import { z } from 'zod';
import { idSchema } from '@/lib/graph/graph';
import { withActiveVariant } from '@/lib/graph/variants';
import { success } from '@/lib/util/result';
import { defineCommand } from '../command';
import { holderOf } from '../variant-edits';

export const chooseVariant = defineCommand({
  args: z.object({ graph: idSchema, name: z.string() }),
  apply: (document, { graph: id, name }) => {
    const holder = holderOf(document, id, name);
    if (!holder.ok) return holder;
    return success({ ...document, graphs: { ...withActiveVariant(document.graphs, id, name) } });
  },
});
