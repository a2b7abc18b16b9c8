/** All commands by type; a new command is one file and one line here. */
import type { z } from 'zod';
import type { Problem } from '@/lib/util/problem';
import type { Result } from '@/lib/util/result';
import type { NotebookDocument } from '../document';
import { addCell } from './add-cell';
import { chooseVariant } from './choose-variant';
import { editGraph } from './edit-graph';
import { groupNodes } from './group-nodes';
import { makeUnique } from './make-unique';
import { makeVariant } from './make-variant';
import { moveCell } from './move-cell';
import { moveNodes } from './move-nodes';
import { parameterizeValue } from './parameterize-value';
import { putParameter } from './put-parameter';
import { removeCells } from './remove-cells';
import { removeDefinitions } from './remove-definitions';
import { removeParameter } from './remove-parameter';
import { removeVariant } from './remove-variant';
import { renameVariant } from './rename-variant';
import { setAnnotations } from './set-annotations';
import { setShortcutPolicy } from './set-shortcut-policy';
import { setTitle } from './set-title';
import { stackStages } from './stack-stages';
import { ungroupNode } from './ungroup-node';
import { updateBlock } from './update-block';
import { updateCell } from './update-cell';
import { updateDefinition } from './update-definition';
import { updateNode } from './update-node';

export const commands = {
  addCell,
  chooseVariant,
  editGraph,
  groupNodes,
  makeUnique,
  makeVariant,
  moveCell,
  moveNodes,
  parameterizeValue,
  putParameter,
  removeCells,
  removeDefinitions,
  removeParameter,
  removeVariant,
  renameVariant,
  setAnnotations,
  setShortcutPolicy,
  setTitle,
  stackStages,
  ungroupNode,
  updateBlock,
  updateCell,
  updateDefinition,
  updateNode,
};

type Commands = typeof commands;
export type CommandType = keyof Commands;
/** A change of a document, as data. */
export type Command = { readonly [Type in CommandType]: { readonly type: Type; readonly args: z.input<Commands[Type]['args']> } }[CommandType];

/** Performs a command on a document; pure. A problem means that nothing was changed. */
export function applyCommand(document: NotebookDocument, command: Command): Result<NotebookDocument, Problem> {
  return commands[command.type].perform(document, command.args);
}
