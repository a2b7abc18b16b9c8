/** Runs are outside the history: going back to an older document does not take its cells' runs away. */
import type { NotebookDocument } from './document';

function runsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : [];
}

/** `after`, whose cells list the runs that they list in `before` as well; the same object where that changes nothing. */
export function keepRuns(before: NotebookDocument, after: NotebookDocument): NotebookDocument {
  const listed = new Map(before.cells.map((cell) => [cell.id, runsOf(cell.runs)]));
  let changed = false;
  const cells = after.cells.map((cell) => {
    const own = runsOf(cell.runs);
    const missing = (listed.get(cell.id) ?? []).filter((run) => !own.includes(run));
    if (missing.length === 0) return cell;
    changed = true;
    return { ...cell, runs: [...own, ...missing] };
  });
  return changed ? { ...after, cells } : after;
}
