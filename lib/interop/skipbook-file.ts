/** Reads and writes `.skipbook.json` (`docs/file-format.md`): the document with its runs and the graphs they were made from. */
import type { Snapshot, RunRecord } from '@/lib/runs/record';
import { parseCell } from '@/lib/notebook/cells/registry';
import { DOCUMENT_VERSION, documentSchema, type NotebookDocument } from '@/lib/notebook/document';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { formatDocument } from './skipbook/format';
import { guardJson } from './skipbook/guard';
import { fieldProblem } from './skipbook/issues';
import { migrate, type JsonObject } from './skipbook/migrations';

export const FILE_EXTENSION = '.skipbook.json';

const MAX_CHARACTERS = 256 * 1024 * 1024;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The line of a JSON error, from the message's position; 0 where the engine does not say. */
function errorLine(text: string, message: string): number {
  const line = /line (\d+)/.exec(message)?.[1];
  if (line !== undefined) return Number(line);
  const position = /position (\d+)/.exec(message)?.[1];
  return position === undefined ? 0 : text.slice(0, Number(position)).split('\n').length;
}

function parseJson(text: string): Result<unknown, Problem> {
  try {
    const value: unknown = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
    return success(value);
  } catch (error) {
    if (text.trim() === '') return failure(problem('fileEmpty'));
    const line = errorLine(text, error instanceof Error ? error.message : '');
    return failure(problem('fileNotJson', line === 0 ? {} : { line }, { line }));
  }
}

/** What goes beyond the schema: cells fit their kinds, ids are there once, references lead somewhere. */
function checkCells(document: NotebookDocument): Problem | null {
  const ids = new Set<string>();
  for (const cell of document.cells) {
    if (ids.has(cell.id)) return problem('fileCellTwice', { cell: cell.id }, { cell: cell.id });
    ids.add(cell.id);
    const parsed = parseCell(cell);
    if (!parsed.ok) return parsed.problem;
    if (cell.kind === 'graph' && typeof cell.graph === 'string' && !Object.hasOwn(document.graphs, cell.graph)) {
      return problem('fileGraphMissing', { cell: cell.id, graph: cell.graph }, { cell: cell.id, graph: cell.graph });
    }
  }
  return null;
}

/**
 * A document from the text of a file. Unknown fields and cell kinds stay word for word; a document of a newer version comes
 * back as it is (`version` above `DOCUMENT_VERSION`) and is to be opened for reading only.
 */
export function readSkipbookFile(text: string): Result<NotebookDocument, Problem> {
  if (text.length > MAX_CHARACTERS) return failure(problem('fileTooLarge', {}, { limit: MAX_CHARACTERS / 1024 / 1024 }));
  const json = parseJson(text);
  if (!json.ok) return json;
  if (!isObject(json.value) || json.value.format !== 'skipbook') return failure(problem('fileNotSkipbook'));
  const guarded = guardJson(json.value);
  if (guarded !== null) return failure(guarded);
  const { version } = json.value;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return failure(problem('fieldType', { field: 'version' }, { field: 'version', expected: 'int' }));
  const file = version < DOCUMENT_VERSION ? migrate(json.value, version) : json.value;
  const parsed = documentSchema.safeParse(file);
  if (version > DOCUMENT_VERSION) return parsed.success ? success(parsed.data) : failure(problem('fileTooNew', {}, { version }));
  if (!parsed.success) return failure(fieldProblem(parsed.error, file));
  const wrong = checkCells(parsed.data);
  return wrong === null ? success(parsed.data) : failure(wrong);
}

/** Ids of runs that cells hold. */
export function runsInUse(document: NotebookDocument): ReadonlySet<string> {
  return new Set(document.cells.flatMap((cell) => (Array.isArray(cell.runs) ? cell.runs.filter((id): id is string => typeof id === 'string') : [])));
}

/** The text of a file. Runs that no cell holds any more stay out, snapshots that no run needs as well. */
export function writeSkipbookFile(document: NotebookDocument, runs: readonly RunRecord[] = [], snapshots: Readonly<Record<string, Snapshot>> = {}): string {
  const used = runsInUse(document);
  const kept = runs.filter((run) => used.has(run.id));
  const hashes = new Set(kept.map((run) => run.snapshot));
  const embedded = kept.length === 0 ? {} : { runs: Object.fromEntries(kept.map((run) => [run.id, run])), snapshots: Object.fromEntries(Object.entries(snapshots).filter(([hash]) => hashes.has(hash))) };
  const { runs: _runs, snapshots: _snapshots, ...rest } = document;
  return formatDocument({ ...rest, ...(kept.length === 0 && document.runs !== undefined ? { runs: document.runs, snapshots: document.snapshots } : embedded) });
}
