/** Renames the notebook. */
import { z } from 'zod';
import { success } from '@/lib/util/result';
import { defineCommand } from '../command';

export const setTitle = defineCommand({
  args: z.object({ title: z.string().max(500) }),
  apply: (document, { title }) => success({ ...document, title }),
});
