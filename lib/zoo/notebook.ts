/** A notebook that starts from a net of the zoo. */
import { defaultScope } from '@/lib/graph/blocks';
import { emptyNotebook } from '@/lib/notebook/create';
import type { Cell, NotebookDocument } from '@/lib/notebook/document';
import { defaultRecipe } from '@/lib/runs/recipe';
import { isResidual } from './facts';
import { introductionOf } from './introduction';
import type { ZooNet, ZooOptions } from './net';
import { zoo } from './registry';
import { changesBetween, hasLateStrides, titleWith } from './settings';

/** Id of the cell that shows the net. */
export const ZOO_GRAPH_CELL = 'cell2';

/** A text on the net, a cell that shows it, and one that trains it if it takes the images that ship; null if the zoo has none of this id. */
export function zooNotebook(id: string, options: ZooOptions = {}): NotebookDocument | null {
  const entry = zoo.find((candidate) => candidate.id === id);
  if (entry === undefined) return null;
  const { language = 'en' } = options;
  const net = entry.build(titleWith(entry, options, language), options);
  const { graphs, root, layout } = net;
  const { name } = graphs[root];
  const markdown = introductionOf(name, entry.family, { residual: isResidual(graphs, root), bottleneckV15: hasLateStrides(net), changes: changesBetween(entry.build('', {}), net) }, language);
  const training: readonly Cell[] = takesShippedImages(net) ? [{ id: 'cell3', kind: 'train', graph: root, data: 'fashion-mnist', recipe: defaultRecipe, runs: [] }] : [];
  const cells = [{ id: 'cell1', kind: 'text', markdown }, { id: ZOO_GRAPH_CELL, kind: 'graph', title: name, graph: root }, ...training];
  return { ...emptyNotebook(language), title: name, cells, graphs, layout };
}

/** Grey images of 28×28 in ten classes. */
function takesShippedImages({ graphs, root }: ZooNet): boolean {
  const { imageSize, channels, classes } = defaultScope(graphs[root]);
  return imageSize === 28 && channels === 1 && classes === 10;
}
