/** Which graph of a file a command is about: the one that was named, else the only one that stands for itself. */
import { idSchema } from '@/lib/graph/graph';
import type { ConfigValue } from '@/lib/graph/graph';
import { trainCellSchema, type Cell, type NotebookDocument, type TrainCell } from '@/lib/notebook/document';
import type { Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { cliProblem } from './sentence';

export type Choice = { readonly graph?: string; readonly cell?: string; /** Variants to be active: `block=name`, or a name alone. */ readonly variant?: readonly string[] };
export type Target = { readonly graph: string; readonly arguments: Readonly<Record<string, ConfigValue>>; readonly cell: string | null };

function listed(names: readonly string[]): string {
  return names.length === 0 ? '–' : names.join(', ');
}

function graphOf(cell: Cell): string | null {
  const parsed = idSchema.safeParse(cell.graph);
  return parsed.success ? parsed.data : null;
}

function argumentsOf(cell: Cell): Target['arguments'] {
  const train = trainCellSchema.safeParse(cell);
  return train.success ? (train.data.arguments ?? {}) : {};
}

/** Graphs that no other graph uses: not as a block, not as a variant, and no twins. */
function independentGraphs(document: NotebookDocument): readonly string[] {
  const used = new Set<string>();
  for (const [id, graph] of Object.entries(document.graphs)) {
    for (const node of Object.values(graph.nodes)) if (node.graph !== undefined && node.graph !== id) used.add(node.graph);
    for (const variant of Object.values(graph.variants?.of ?? {})) if (variant !== id) used.add(variant);
    if (graph.twinOf !== undefined) used.add(id);
  }
  return Object.keys(document.graphs).filter((id) => !used.has(id));
}

function namedCell(document: NotebookDocument, id: string): Result<Cell, Problem> {
  const cell = document.cells.find((candidate) => candidate.id === id);
  if (cell !== undefined) return success(cell);
  const cells = document.cells.filter((candidate) => graphOf(candidate) !== null).map((candidate) => candidate.id);
  return failure(cliProblem('cellUnknown', { cell: id, cells: listed(cells) }));
}

function existing(document: NotebookDocument, target: Target): Result<Target, Problem> {
  if (Object.hasOwn(document.graphs, target.graph)) return success(target);
  return failure(cliProblem('graphUnknown', { graph: target.graph, graphs: listed(Object.keys(document.graphs)) }));
}

/** The graph that `--graph` or `--cell` names; without them the only one that no other uses. */
export function chooseGraph(document: NotebookDocument, choice: Choice): Result<Target, Problem> {
  if (choice.graph !== undefined && choice.cell !== undefined) return failure(cliProblem('graphAndCell'));
  if (choice.graph !== undefined) return existing(document, { graph: choice.graph, arguments: {}, cell: null });
  if (choice.cell !== undefined) {
    const cell = namedCell(document, choice.cell);
    if (!cell.ok) return cell;
    const graph = graphOf(cell.value);
    if (graph === null) return failure(cliProblem('cellWithoutGraph', { cell: choice.cell }));
    return existing(document, { graph, arguments: argumentsOf(cell.value), cell: choice.cell });
  }
  const independent = independentGraphs(document);
  if (independent.length === 1) return success({ graph: independent[0], arguments: {}, cell: null });
  if (Object.keys(document.graphs).length === 0) return failure(cliProblem('graphNone'));
  return failure(cliProblem('graphUndecided', { graphs: listed(independent.length === 0 ? Object.keys(document.graphs) : independent) }));
}

/** The train cell that `--cell` names; without it the only one. */
export function chooseTrainCell(document: NotebookDocument, id: string | undefined): Result<TrainCell, Problem> {
  if (id !== undefined) {
    const cell = namedCell(document, id);
    if (!cell.ok) return cell;
    const train = trainCellSchema.safeParse(cell.value);
    return train.success ? success(train.data) : failure(cliProblem('cellNotTrain', { cell: id }));
  }
  const cells = document.cells.flatMap((cell) => {
    const train = trainCellSchema.safeParse(cell);
    return train.success ? [train.data] : [];
  });
  if (cells.length === 1) return success(cells[0]);
  return failure(cells.length === 0 ? cliProblem('trainCellNone') : cliProblem('cellUndecided', { cells: listed(cells.map((cell) => cell.id)) }));
}
