/**
 * The one gate for edits: every change of a document is a command `{ type, args }`, data that can be stored and sent.
 * A command is one file under `commands/` and one line in `commands/registry.ts`.
 */
import type { z } from 'zod';
import type { Problem } from '@/lib/util/problem';
import type { Result } from '@/lib/util/result';
import type { NotebookDocument } from './document';

export type CommandDefinition<Schema extends z.ZodType> = {
  readonly args: Schema;
  /** Pure. A problem leaves the document as it was. */
  readonly apply: (document: NotebookDocument, args: z.infer<Schema>) => Result<NotebookDocument, Problem>;
};

export function defineCommand<Schema extends z.ZodType>(definition: CommandDefinition<Schema>): CommandDefinition<Schema> {
  return definition;
}
