'use client';
/** What stands in the way of training, met in place: cause, and a way out by one click. */
import { CircleAlert, Wrench } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { focusCell } from '@/components/actions/focus';
import type { GraphEdit, GraphProblem } from '@/lib/graph/inference';
import type { TrainCell } from '@/lib/notebook/document';
import { useNotebookStore } from '@/lib/stores/notebook-context';
import { selectNodes } from '@/lib/stores/selection';
import type { NotebookStore } from '@/lib/stores/notebook-store';
import type { FitRepair } from '@/lib/training/fit-repair';
import { assertNever } from '@/lib/util/assert-never';
import { useProblemText } from './use-problem-text';
import { cellOfGraph, type Fit, type Net } from './use-train-cell';

export function Note({ tone = 'bad', children, actions }: { readonly tone?: 'bad' | 'warn' | 'plain'; readonly children: ReactNode; readonly actions?: ReactNode }) {
  return (
    <div className={`note ${tone} train-note`} role={tone === 'bad' ? 'alert' : 'status'}>
      <CircleAlert size={16} aria-hidden="true" />
      <div className="grow">{children}</div>
      {actions !== undefined && <div className="row note-actions">{actions}</div>}
    </div>
  );
}

/** Selects the node and goes to the cell that shows its graph. */
function jump(notebook: NotebookStore, graph: string, node: string | undefined): void {
  const { document } = notebook.store.getState();
  const cell = cellOfGraph(document, graph) ?? document.cells.find((candidate) => candidate.kind === 'graph')?.id;
  if (cell === undefined) return;
  selectNodes(graph, node === undefined ? [] : [node]);
  focusCell(cell, 'command');
}

function ProblemLine({ problem, graph }: { readonly problem: GraphProblem; readonly graph: string }) {
  const t = useTranslations('training');
  const notebook = useNotebookStore();
  const sentence = useProblemText();
  const { node } = problem.place;
  return (
    <li>
      {node !== undefined && <b className="mono">{node} </b>}
      {sentence(problem)}{' '}
      <button type="button" className="link" onClick={() => jump(notebook, problem.place.graph ?? graph, node)}>
        {t('showProblem')}
      </button>
    </li>
  );
}

const LISTED = 3;

export function NetProblems({ net, graph }: { readonly net: Extract<Net, { readonly state: 'broken' }>; readonly graph: string }) {
  const t = useTranslations('training');
  return (
    <Note>
      {t('notTrainable', { name: net.name, count: net.problems.length })}
      <ul className="problem-list">
        {net.problems.slice(0, LISTED).map((problem, index) => (
          <ProblemLine key={index} problem={problem} graph={graph} />
        ))}
      </ul>
    </Note>
  );
}

function repairLabel(t: ReturnType<typeof useTranslations<'training'>>, repair: FitRepair, values: { readonly classes: number; readonly shape: string }): string {
  switch (repair.kind) {
    case 'units':
      return t('repairUnits', { classes: values.classes });
    case 'dense':
      return t('repairDense', { classes: values.classes });
    case 'input':
      return t('repairInput', { shape: values.shape });
    case 'arguments':
      return t('repairArguments', { values: Object.entries(repair.values).map(([name, value]) => `${name} = ${value}`).join(', ') });
    default:
      return assertNever(repair);
  }
}

function mend(notebook: NotebookStore, cell: TrainCell, repair: FitRepair): void {
  if (repair.kind === 'arguments') notebook.dispatch({ type: 'updateCell', args: { cell: cell.id, fields: { arguments: { ...cell.arguments, ...repair.values } } } });
  else notebook.dispatch({ type: 'editGraph', args: { graph: repair.graph, edit: editable(repair.edit) } });
}

export type FitProblemProps = { readonly cell: TrainCell; readonly fit: Fit; readonly classes: number; readonly shape: string; readonly disabled: boolean };

export function FitProblem({ cell, fit, classes, shape, disabled }: FitProblemProps) {
  const t = useTranslations('training');
  const notebook = useNotebookStore();
  const sentence = useProblemText();
  const { repair, problem } = fit;
  return (
    <Note
      actions={
        repair !== null && (
          <button type="button" className="btn small" disabled={disabled} onClick={() => mend(notebook, cell, repair)}>
            <Wrench size={14} aria-hidden="true" />
            {repairLabel(t, repair, { classes, shape })}
          </button>
        )
      }
    >
      {sentence(problem)}
    </Note>
  );
}

/** Commands are plain data of their own, with lists that can be written to. */
function editable(edit: GraphEdit) {
  return { addNodes: { ...edit.addNodes }, removeNodes: [...edit.removeNodes], configure: Object.fromEntries(Object.entries(edit.configure).map(([id, fields]) => [id, { ...fields }])), addEdges: edit.addEdges.map(([source, target]): [string, string] => [source, target]), removeEdges: [...edit.removeEdges] };
}
