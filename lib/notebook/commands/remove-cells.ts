/** Takes cells away, and the graphs that nothing refers to any more. */
import { z } from 'zod';
import { idSchema } from '@/lib/graph/graph';
import { success } from '@/lib/util/result';
import { defineCommand } from '../command';
import { withoutOrphans } from '../graph-use';

export const removeCells = defineCommand({
  args: z.object({ cells: z.array(idSchema) }),
  apply: (document, { cells }) => success(withoutOrphans(document, { ...document, cells: document.cells.filter((cell) => !cells.includes(cell.id)) })),
});
