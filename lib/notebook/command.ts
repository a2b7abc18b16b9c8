/**
 * The one gate for edits: every change of a document is a command `{ type, args }`, data that can be stored and sent.
 * A command is one file under `commands/` and one line in `commands/registry.ts`.
 */
import type { z } from 'zod';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, type Result } from '@/lib/util/result';
import type { NotebookDocument } from './document';

export type CommandDefinition<Schema extends z.ZodType> = {
  readonly args: Schema;
  /** Pure. A problem leaves the document as it was. */
  readonly apply: (document: NotebookDocument, args: z.infer<Schema>) => Result<NotebookDocument, Problem>;
};

export type CommandKind<Schema extends z.ZodType> = CommandDefinition<Schema> & {
  /** Checks the arguments, then applies: for commands that come as data, from a log or another tab. */
  readonly perform: (document: NotebookDocument, args: unknown) => Result<NotebookDocument, Problem>;
};

export function defineCommand<Schema extends z.ZodType>(definition: CommandDefinition<Schema>): CommandKind<Schema> {
  return {
    ...definition,
    perform: (document, args) => {
      const parsed = definition.args.safeParse(args);
      if (!parsed.success) return failure(problem('badCommand', {}, { reason: parsed.error.issues[0]?.message ?? '' }));
      return definition.apply(document, parsed.data);
    },
  };
}
