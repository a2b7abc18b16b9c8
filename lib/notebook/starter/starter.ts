/** The notebook that a first visit opens: a worked text, a residual net, and a train cell bound to it. */
import { defaultRecipe } from '@/lib/runs/recipe';
import { emptyNotebook } from '../create';
import type { NotebookDocument } from '../document';
import { emptyLayout } from '../layout';
import { en } from './en';
import { residualNet } from './graphs';
import type { StarterTexts } from './texts';
import { zh } from './zh';

const texts: Readonly<Record<NotebookDocument['language'], StarterTexts>> = { en, zh };

export function starterNotebook(language: NotebookDocument['language']): NotebookDocument {
  const { title, introduction, graphTitle, beforeTraining, trainTitle, afterTraining } = texts[language];
  return {
    ...emptyNotebook(language),
    title,
    cells: [
      { id: 'cell1', kind: 'text', markdown: introduction },
      { id: 'cell2', kind: 'graph', title: graphTitle, graph: 'graph1' },
      { id: 'cell3', kind: 'text', markdown: beforeTraining },
      { id: 'cell4', kind: 'train', title: trainTitle, graph: 'graph1', data: 'fashion-mnist', recipe: defaultRecipe, runs: [] },
      { id: 'cell5', kind: 'text', markdown: afterTraining },
    ],
    graphs: { graph1: residualNet(graphTitle) },
    layout: { graph1: emptyLayout },
  };
}
