/** Sets the comment frames, notes and pins of a canvas. */
import { z } from 'zod';
import { idSchema } from '@/lib/graph/graph';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';
import { frameSchema, noteSchema } from '../document';
import { emptyLayout } from '../layout';

export const setAnnotations = defineCommand({
  args: z.object({ graph: idSchema, frames: z.array(frameSchema).optional(), notes: z.array(noteSchema).optional(), pinned: z.array(idSchema).optional() }),
  apply: (document, { graph: id, ...annotations }) => {
    if (!document.graphs[id]) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    const given = Object.fromEntries(Object.entries(annotations).filter(([, value]) => value !== undefined));
    return success({ ...document, layout: { ...document.layout, [id]: { ...(document.layout[id] ?? emptyLayout), ...given } } });
  },
});
