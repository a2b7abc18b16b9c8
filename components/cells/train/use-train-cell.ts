'use client';
/** What a train cell has to work with: its net as a program, its data, what is wrong with them, and its runs. */
import { useDeferredValue, useEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useShallow } from 'zustand/react/shallow';
import { definitionOf } from '@/lib/graph/blocks';
import type { Graphs } from '@/lib/graph/graph';
import type { GraphProblem } from '@/lib/graph/inference';
import type { Program } from '@/lib/graph/program';
import { programHash } from '@/lib/graph/program-hash';
import type { NotebookDocument, TrainCell } from '@/lib/notebook/document';
import { titleOfGraph } from '@/lib/notebook/graph-use';
import { programOf } from '@/lib/runs/net';
import type { RunRecord, Snapshot } from '@/lib/runs/record';
import { snapshotOf } from '@/lib/runs/snapshot';
import { useDatasetItems } from '@/lib/stores/datasets';
import { useNotebook, useReadOnly } from '@/lib/stores/notebook-context';
import { loadRuns } from '@/lib/stores/run-control';
import { useRuns, type RunEntry } from '@/lib/stores/runs';
import { fitRepair, type FitRepair } from '@/lib/training/fit-repair';
import { misfit, planTraining } from '@/lib/training/plan';
import type { Problem } from '@/lib/util/problem';

export type Net =
  | { readonly state: 'none' }
  | { readonly state: 'broken'; readonly name: string; readonly problems: readonly GraphProblem[] }
  | { readonly state: 'sound'; readonly name: string; readonly program: Program; readonly hash: string; readonly snapshot: Snapshot };

export type NetChoice = { readonly id: string; readonly name: string; readonly sound: boolean };

function netOf(graphs: Graphs, cell: TrainCell, name: string): Net {
  if (cell.graph === null || graphs[cell.graph] === undefined) return { state: 'none' };
  const snapshot = snapshotOf(graphs, cell.graph, cell.arguments ?? {});
  const program = programOf(snapshot);
  if (!program.ok) return { state: 'broken', name, problems: program.problem };
  return { state: 'sound', name, program: program.value, hash: programHash(program.value), snapshot };
}

/** Graphs that stand in cells of their own, in the order of the notebook, and the one that is chosen. */
function candidates(document: NotebookDocument, chosen: string | null): readonly string[] {
  const inCells = document.cells.flatMap((cell) => (cell.kind === 'graph' && typeof cell.graph === 'string' ? [cell.graph] : []));
  return [...new Set([...inCells, ...(chosen === null ? [] : [chosen])])].filter((id) => document.graphs[id] !== undefined);
}

function useNetChoices(cell: TrainCell, graphs: Graphs): readonly NetChoice[] {
  const t = useTranslations('training');
  const ids = useNotebook(useShallow((document) => candidates(document, cell.graph)));
  const titles = useNotebook(useShallow((document) => ids.map((id) => titleOfGraph(document, id))));
  return useMemo(
    () =>
      ids.flatMap((id, index) => {
        const graph = graphs[id];
        return graph === undefined ? [] : [{ id, name: titles[index] ?? t('graphNumber', { number: index + 1 }), sound: programOf({ graphs: { ...graphs }, root: id, arguments: {} }).ok }];
      }),
    [ids, titles, graphs, t],
  );
}

export type Fit = { readonly problem: Problem; readonly repair: FitRepair | null };

export function useTrainCell(cell: TrainCell) {
  const graphs = useDeferredValue(useNotebook((document) => document.graphs));
  const { graph, arguments: values } = cell;
  const choices = useNetChoices(cell, graphs);
  const name = choices.find((choice) => choice.id === graph)?.name ?? '';
  const net = useMemo(() => netOf(graphs, { ...cell, graph, arguments: values }, name), [graphs, graph, values, cell, name]);
  const items = useDatasetItems();
  const info = items.find((item) => item.info.id === cell.data)?.info ?? null;
  const fit = useMemo<Fit | null>(() => {
    if (net.state !== 'sound' || info === null) return null;
    const problem = misfit(net.program, info);
    return problem === null ? null : { problem, repair: fitRepair(problem, net.program, net.snapshot.graphs, net.snapshot.root, info) };
  }, [net, info]);
  const plan = useMemo(() => (info === null ? null : planTraining(cell.recipe, info.trainingCount)), [cell.recipe, info]);
  return { net, choices, info, fit, plan, graphs };
}

/** The cell that shows a graph, for jumps; a block's definition is reached through the net. */
export function cellOfGraph(document: NotebookDocument, graph: string): string | null {
  const shows = (id: unknown) => typeof id === 'string' && (id === graph || definitionOf(document.graphs, id)?.id === graph);
  return document.cells.find((cell) => cell.kind === 'graph' && shows(cell.graph))?.id ?? null;
}

/**
 * Runs of the cell, oldest first: those that it lists and those that were recorded for it. Null until storage has answered.
 * They are read again when the list grows by a run of another tab, and when the notebook goes from one tab to the other.
 */
export function useCellRuns(cell: TrainCell): readonly RunEntry[] | null {
  const notebook = useNotebook((document) => document.id);
  const readOnly = useReadOnly();
  const listed = cell.runs.length;
  useEffect(() => void loadRuns(notebook), [notebook, readOnly, listed]);
  const loaded = useRuns((state) => state.loaded[notebook] === true);
  const runs = useRuns(
    useShallow((state) =>
      Object.values(state.entries)
        .filter(({ record }) => record.cell === cell.id || cell.runs.includes(record.id))
        .sort((a, b) => a.record.started.localeCompare(b.record.started)),
    ),
  );
  return loaded || runs.length > 0 ? runs : null;
}

const EARLIER = 5;

/** Records of the last other runs of the cell that have ended, for comparison; the same list as long as they are the same. */
export function useEarlierRecords(cell: TrainCell, shown: string | null): readonly RunRecord[] {
  return useRuns(
    useShallow((state) =>
      Object.values(state.entries)
        .filter(({ record, live }) => record.cell === cell.id && live === null && record.id !== shown && record.stepCurve.step.length > 0)
        .map(({ record }) => record)
        .sort((a, b) => a.started.localeCompare(b.started))
        .slice(-EARLIER),
    ),
  );
}
