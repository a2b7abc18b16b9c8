/** Gives a variant of a block another name; its graph keeps its id, and the variants their order. */
import { z } from 'zod';
import { idSchema } from '@/lib/graph/graph';
import { success } from '@/lib/util/result';
import { defineCommand } from '../command';
import { holderOf, variantName } from '../variant-edits';

export const renameVariant = defineCommand({
  args: z.object({ graph: idSchema, name: z.string(), to: z.string() }),
  apply: (document, { graph: id, name, to }) => {
    const holder = holderOf(document, id, name);
    if (!holder.ok) return holder;
    const { graph, variants } = holder.value;
    const { [name]: _own, ...others } = variants.of;
    const called = variantName(to, others, id);
    if (!called.ok) return called;
    const renamed = (other: string) => (other === name ? called.value : other);
    const of = Object.fromEntries(Object.entries(variants.of).map(([other, graphId]) => [renamed(other), graphId]));
    return success({ ...document, graphs: { ...document.graphs, [id]: { ...graph, variants: { ...variants, active: renamed(variants.active), of } } } });
  },
});
