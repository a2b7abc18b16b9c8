/** What all actions of a canvas stand on: the graph and layout as they are now, the gate, and the live region. */
import type { Scope } from '@/lib/graph/expression';
import type { Graph } from '@/lib/graph/graph';
import type { Inference } from '@/lib/graph/inference';
import type { Language } from '@/lib/i18n/define';
import { problemSentence, translator } from '@/lib/i18n/format';
import type { Messages } from '@/lib/i18n/messages';
import type { Command } from '@/lib/notebook/commands/registry';
import type { Layout, NotebookDocument } from '@/lib/notebook/document';
import { scopeSeen, type Route } from '@/lib/stores/entered-blocks';
import { inferenceSeen } from '@/lib/stores/inference';
import type { DispatchOptions, NotebookStore } from '@/lib/stores/notebook-store';
import { useSettings } from '@/lib/stores/settings';
import type { Problem } from '@/lib/util/problem';
import { nodeCalled } from './node-label';
import { say, type CanvasOverlay } from './overlay-store';
import { shownLayout } from './shown-layout';
import type { CanvasView } from './view-store';

export type Values = Readonly<Record<string, string | number>>;

export type ActionCore = {
  readonly graphId: string;
  readonly notebook: NotebookStore;
  readonly view: CanvasView;
  readonly overlay: CanvasOverlay;
  readonly document: () => NotebookDocument;
  readonly graph: () => Graph;
  /** As the canvas shows it: of the instance through which a block was entered. */
  readonly inference: () => Inference | undefined;
  /** Values of the graph's parameters, as the canvas shows them. */
  readonly scope: () => Scope;
  /** As the notebook keeps it, whatever the screen shows. */
  readonly layout: () => Layout;
  readonly language: () => Language;
  /** False, and said why, where the gate refuses. */
  readonly run: (command: Command, options?: DispatchOptions) => boolean;
  readonly tell: (key: keyof Messages['canvas'], values?: Values) => void;
  readonly refuse: (problem: Problem) => void;
  readonly called: (nodeId: string) => string;
};

const emptyGraph: Graph = { name: '', nodes: {}, edges: [] };

export function createActionCore(notebook: NotebookStore, graphId: string, view: CanvasView, overlay: CanvasOverlay, route: Route | null): ActionCore {
  const document = () => notebook.store.getState().document;
  const graph = () => document().graphs[graphId] ?? emptyGraph;
  const language = () => useSettings.getState().language;
  const refuse = (problem: Problem) => say(overlay, problemSentence(problem, language()), true);
  return {
    graphId,
    notebook,
    view,
    overlay,
    document,
    graph,
    inference: () => inferenceSeen(document().graphs, graphId, route),
    scope: () => scopeSeen(document().graphs, graphId, route),
    layout: () => shownLayout(graph(), document().layout[graphId], false),
    language,
    run: (command, options) => {
      const problem = notebook.dispatch(command, options);
      if (problem) refuse(problem);
      return problem === null;
    },
    tell: (key, values = {}) => say(overlay, translator(language())(`canvas.${key}`, values)),
    refuse,
    called: (nodeId) => nodeCalled(document(), graphId, nodeId, language()),
  };
}
