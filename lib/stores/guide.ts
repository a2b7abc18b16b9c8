/** Which graph the guided first build points into; kept with the settings, so that it outlives a reload. */
import { stemOnly } from '@/lib/notebook/starter/graphs';
import { emptyLayout } from '@/lib/notebook/layout';
import type { NotebookDocument } from '@/lib/notebook/document';
import { freshId } from '@/lib/util/ids';
import { changeSettings, useSettings } from './settings';

/** Ids for the cell and the graph that a guided build needs in this document. */
export function guideIds(document: NotebookDocument): { readonly cell: string; readonly graph: string } {
  return { cell: freshId('cell', (id) => document.cells.some((cell) => cell.id === id)), graph: freshId('graph', (id) => id in document.graphs) };
}

/** A document with a graph cell that holds input and stem, and the guide pointing into it. */
export function beginGuide(document: NotebookDocument): NotebookDocument {
  const { cell, graph } = guideIds(document);
  changeSettings({ guide: { notebook: document.id, graph } });
  return {
    ...document,
    cells: [...document.cells, { id: cell, kind: 'graph', graph }],
    graphs: { ...document.graphs, [graph]: stemOnly('') },
    layout: { ...document.layout, [graph]: emptyLayout },
  };
}

export function endGuide(): void {
  changeSettings({ guide: null });
}

/** The graph of this notebook that is being built by the guide, or null. */
export function useGuideGraph(notebook: string): string | null {
  return useSettings((settings) => (settings.guide?.notebook === notebook ? settings.guide.graph : null));
}
