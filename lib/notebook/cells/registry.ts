/** All cell kinds that this version knows; a cell of another kind is kept as it is. */
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { cellSchema, type Cell } from '../document';
import type { CellKind } from './contract';
import { graphCell } from './graph';
import { textCell } from './text';
import { trainCell } from './train';

export const cellKinds = { text: textCell, graph: graphCell, train: trainCell } satisfies Record<string, CellKind>;
export type KnownCellKind = keyof typeof cellKinds;

export function isKnownCellKind(kind: string): kind is KnownCellKind {
  return Object.hasOwn(cellKinds, kind);
}

/** A cell that fits the schema of its kind, or why it does not. */
export function parseCell(value: unknown): Result<Cell, Problem> {
  const common = cellSchema.safeParse(value);
  if (!common.success) return failure(problem('badCell', {}, { reason: common.error.issues[0]?.message ?? '' }));
  if (!isKnownCellKind(common.data.kind)) return success(common.data);
  const parsed = cellKinds[common.data.kind].schema.safeParse(value);
  if (parsed.success) return success(parsed.data);
  const issue = parsed.error.issues[0];
  return failure(problem('badCellField', { cell: common.data.id, field: issue?.path.join('.') ?? '' }, { cell: common.data.id, field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' }));
}
