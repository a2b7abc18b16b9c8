/** Sets fields of a cell; the result must fit the schema of its kind. */
import { z } from 'zod';
import { idSchema } from '@/lib/graph/graph';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { parseCell } from '../cells/registry';
import { defineCommand } from '../command';

export const updateCell = defineCommand({
  /** `undefined` is not data: a field is taken away by null where its schema says optional. */
  args: z.object({ cell: idSchema, fields: z.record(z.string(), z.unknown()), remove: z.array(z.string()).optional() }),
  apply: (document, { cell, fields, remove = [] }) => {
    const index = document.cells.findIndex((other) => other.id === cell);
    if (index < 0) return failure(problem('noSuchCell', { cell }, { cell }));
    const kept = Object.entries({ ...document.cells[index], ...fields }).filter(([name]) => !remove.includes(name));
    const parsed = parseCell(Object.fromEntries(kept));
    if (!parsed.ok) return parsed;
    return success({ ...document, cells: document.cells.with(index, parsed.value) });
  },
});
