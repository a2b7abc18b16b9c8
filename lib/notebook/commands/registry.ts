/** All commands by type; a new command is one file and one line here. */
import type { z } from 'zod';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, type Result } from '@/lib/util/result';
import type { NotebookDocument } from '../document';
import { addCell } from './add-cell';
import { editGraph } from './edit-graph';
import { moveCell } from './move-cell';
import { moveNodes } from './move-nodes';
import { removeCells } from './remove-cells';
import { setAnnotations } from './set-annotations';
import { setTitle } from './set-title';
import { updateCell } from './update-cell';
import { updateNode } from './update-node';

export const commands = { addCell, editGraph, moveCell, moveNodes, removeCells, setAnnotations, setTitle, updateCell, updateNode };

type Commands = typeof commands;
export type CommandType = keyof Commands;
/** A change of a document, as data. */
export type Command = { readonly [Type in CommandType]: { readonly type: Type; readonly args: z.input<Commands[Type]['args']> } }[CommandType];

function run<Schema extends z.ZodType>(definition: { args: Schema; apply: (document: NotebookDocument, args: z.infer<Schema>) => Result<NotebookDocument, Problem> }, document: NotebookDocument, args: unknown): Result<NotebookDocument, Problem> {
  const parsed = definition.args.safeParse(args);
  if (!parsed.success) return failure(problem('badCommand', {}, { reason: parsed.error.issues[0]?.message ?? '' }));
  return definition.apply(document, parsed.data);
}

/** Performs a command on a document; pure. A problem means that nothing was changed. */
export function applyCommand(document: NotebookDocument, command: Command): Result<NotebookDocument, Problem> {
  switch (command.type) {
    case 'addCell':
      return run(commands.addCell, document, command.args);
    case 'editGraph':
      return run(commands.editGraph, document, command.args);
    case 'moveCell':
      return run(commands.moveCell, document, command.args);
    case 'moveNodes':
      return run(commands.moveNodes, document, command.args);
    case 'removeCells':
      return run(commands.removeCells, document, command.args);
    case 'setAnnotations':
      return run(commands.setAnnotations, document, command.args);
    case 'setTitle':
      return run(commands.setTitle, document, command.args);
    case 'updateCell':
      return run(commands.updateCell, document, command.args);
    case 'updateNode':
      return run(commands.updateNode, document, command.args);
  }
}
