/** Makes the plain counterpart of a graph, or the residual one of a plain chain, as a cell below it. */
import { infer } from '@/lib/graph/infer';
import { formatCount } from '@/lib/graph/numbers';
import type { Graph, Graphs } from '@/lib/graph/graph';
import type { Language } from '@/lib/i18n/define';
import { problemSentence, translator } from '@/lib/i18n/format';
import { titleOfGraph } from '@/lib/notebook/graph-use';
import { emptyLayout } from '@/lib/notebook/layout';
import type { NotebookStore } from '@/lib/stores/notebook-store';
import { placesOf } from '@/lib/stores/shortcut-places';
import { showToast } from '@/lib/stores/toasts';
import { signedNumber } from '@/lib/util/compact-number';
import { freshId } from '@/lib/util/ids';
import { focusCell } from './focus';
import { indexOfCell } from './cells';

export type TwinForm = 'plain' | 'residual';

/** Which twin a net has: one with shortcuts that carry something has a plain one. */
export function twinForm(graphs: Graphs, root: string): TwinForm {
  return placesOf(graphs, root).some(({ form }) => form !== 'severed') ? 'plain' : 'residual';
}

/** One step of the history. Where there is no twin, it is said why. The zoo's code is loaded when it is asked for. */
export async function makeTwin(store: NotebookStore, cellId: string, graphId: string, language: Language): Promise<void> {
  const { plainTwin, residualTwin } = await import('@/lib/zoo/twin');
  const { document } = store.store.getState();
  if (!Object.hasOwn(document.graphs, graphId)) return;
  const t = translator(language);
  const form = twinForm(document.graphs, graphId);
  const made = form === 'plain' ? plainTwin(document.graphs, graphId) : residualTwin(document.graphs, graphId, 'A');
  if (!made.ok) {
    showToast({ text: problemSentence(made.problem, language), tone: 'bad' });
    return;
  }
  const { graphs, root } = made.value;
  const renamed = (name: string): string => t(form === 'plain' ? 'shortcuts.twinPlainName' : 'shortcuts.twinResidualName', { name });
  const name = titleOfGraph(document, graphId) ?? t('canvas.title');
  const changed = Object.entries(graphs).filter(([id, graph]) => document.graphs[id] !== graph);
  const fresh = changed.filter(([id]) => !Object.hasOwn(document.graphs, id));
  const cell = freshId('cell', (taken) => document.cells.some(({ id }) => id === taken));
  const problem = store.dispatch({
    type: 'addCell',
    args: {
      cell: { id: cell, kind: 'graph', title: renamed(name), graph: root },
      index: indexOfCell(store, cellId) + 1,
      graphs: Object.fromEntries(changed.map(([id, graph]): [string, Graph] => [id, Object.hasOwn(document.graphs, id) || graph.name === '' ? graph : { ...graph, name: renamed(graph.name) }])),
      layout: Object.fromEntries(fresh.map(([id, { twinOf = '' }]) => [id, { ...emptyLayout, direction: document.layout[twinOf]?.direction ?? 'right' }])),
    },
  });
  if (problem !== null) {
    showToast({ text: problemSentence(problem, language), tone: 'bad' });
    return;
  }
  focusCell(cell, 'command');
  const places = form === 'plain' ? placesOf(document.graphs, graphId) : placesOf(store.store.getState().document.graphs, root);
  const [before, after] = [infer(document.graphs, graphId), infer(graphs, root)].map(({ totals }) => totals.parameters.trainable);
  showToast({
    text: t('shortcuts.twinMade', { form, name, count: places.reduce((sum, { times }) => sum + times, 0), before: formatCount(before), after: formatCount(after), difference: signedNumber(after - before) }),
    tone: 'plain',
    action: { label: t('shortcuts.undo'), perform: () => store.undo() },
  });
}
