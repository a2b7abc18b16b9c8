/** A notebook that starts from a net of the zoo. */
import { emptyNotebook } from '@/lib/notebook/create';
import type { Cell, NotebookDocument } from '@/lib/notebook/document';
import { defaultRecipe } from '@/lib/runs/recipe';
import { bottleneck } from './blocks/paper';
import { dataOf, isResidual } from './facts';
import { introductionOf } from './introduction';
import type { ZooOptions } from './net';
import { graphsOf, zoo } from './registry';

/** Id of the cell that shows the net. */
export const ZOO_GRAPH_CELL = 'cell2';

/** A text on the net, a cell that shows it, and one that trains it if it takes the images that ship; null if the zoo has none of this id. */
export function zooNotebook(id: string, options: ZooOptions = {}): NotebookDocument | null {
  const entry = zoo.find((candidate) => candidate.id === id);
  const net = graphsOf(id, options);
  if (entry === undefined || net === null) return null;
  const { language = 'en' } = options;
  const { graphs, root, layout } = net;
  const { name } = graphs[root];
  const markdown = introductionOf(name, entry.family, { residual: isResidual(graphs, root), bottleneckV15: bottleneck.id in graphs && options.version !== 'v1' }, language);
  const training: readonly Cell[] = dataOf(entry.family) === 'fashionMnist' ? [{ id: 'cell3', kind: 'train', graph: root, data: 'fashion-mnist', recipe: defaultRecipe, runs: [] }] : [];
  const cells = [{ id: 'cell1', kind: 'text', markdown }, { id: ZOO_GRAPH_CELL, kind: 'graph', title: name, graph: root }, ...training];
  return { ...emptyNotebook(language), title: name, cells, graphs, layout };
}
