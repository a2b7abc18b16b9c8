/** Moves a cell to another place in the column. */
import { z } from 'zod';
import { idSchema } from '@/lib/graph/graph';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';

export const moveCell = defineCommand({
  args: z.object({ cell: idSchema, /** Place among the other cells. */ index: z.int().min(0) }),
  apply: (document, { cell, index }) => {
    const moved = document.cells.find((other) => other.id === cell);
    if (!moved) return failure(problem('noSuchCell', { cell }, { cell }));
    const cells = document.cells.filter((other) => other.id !== cell);
    cells.splice(Math.min(index, cells.length), 0, moved);
    return success({ ...document, cells });
  },
});
