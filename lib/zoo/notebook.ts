/** A notebook that starts from a net of the zoo. */
import { emptyNotebook } from '@/lib/notebook/create';
import type { NotebookDocument } from '@/lib/notebook/document';
import { graphsOf } from './registry';
import type { ZooOptions } from './net';

/** One graph cell that shows the net; null if the zoo has none of this id. */
export function zooNotebook(id: string, options: ZooOptions = {}): NotebookDocument | null {
  const net = graphsOf(id, options);
  if (net === null) return null;
  const { graphs, root, layout } = net;
  const { name } = graphs[root];
  return { ...emptyNotebook(options.language ?? 'en'), title: name, cells: [{ id: 'cell1', kind: 'graph', title: name, graph: root }], graphs, layout };
}
