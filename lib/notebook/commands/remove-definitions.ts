/** Takes definitions of blocks away. One that is in use goes only when it is said what becomes of the blocks that stand for it. */
import { z } from 'zod';
import { BLOCK } from '@/lib/graph/blocks';
import { applyGraphEdit } from '@/lib/graph/edit';
import { removeKeepingChain } from '@/lib/graph/edits';
import { idSchema, type Graphs } from '@/lib/graph/graph';
import { familyOf, usesOf } from '@/lib/graph/signature';
import { ungroupNode } from '@/lib/graph/ungroup';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { defineCommand } from '../command';
import type { NotebookDocument } from '../document';
import { placeNodes } from '../layout';

export const removeDefinitions = defineCommand({
  args: z.object({
    graphs: z.array(idSchema),
    /** Absent: refused while any is in use. */
    blocks: z.enum(['unpack', 'remove']).optional(),
  }),
  apply: (document, { graphs, blocks }) => {
    let current = document;
    for (const id of graphs) {
      if (!current.graphs[id]) continue;
      const removed = removeOne(current, id, blocks);
      if (!removed.ok) return removed;
      current = removed.value;
    }
    return success(current);
  },
});

function removeOne(document: NotebookDocument, id: string, blocks: 'unpack' | 'remove' | undefined): Result<NotebookDocument, Problem> {
  const family = familyOf(document.graphs, id);
  const place = { graph: id };
  const { name } = document.graphs[id];
  const inCell = document.cells.some((cell) => typeof cell.graph === 'string' && family.includes(cell.graph));
  const inside = new Set(family);
  const uses = usesOf(document.graphs, id).filter((use) => !inside.has(use.graph));
  if (inCell && uses.length === 0) return failure(problem('definitionInCell', place, { name }));
  if (uses.length > 0 && blocks === undefined) return failure(problem('definitionInUse', place, { name, count: uses.length }));
  let graphs: Graphs = document.graphs;
  for (const { graph, node } of uses) {
    const changed = blocks === 'unpack' ? unpacked(graphs, graph, node) : withoutBlock(graphs, graph, node);
    if (!changed.ok) return changed;
    graphs = changed.value;
  }
  if (inCell) graphs = withoutMark(graphs, id);
  const gone = inCell ? new Set<string>() : inside;
  const kept = <T>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).filter(([other]) => !gone.has(other)));
  const touched = new Set(uses.map(({ graph }) => graph));
  const layout = Object.fromEntries(Object.entries(kept(document.layout)).map(([other, placed]) => [other, touched.has(other) ? replaced(placed, graphs, other, blocks) : placed]));
  return success({ ...document, graphs: kept(graphs), layout });
}

/** What a cell shows stays, as a graph that is no block. */
function withoutMark(graphs: Graphs, id: string): Graphs {
  const { block: _mark, ...rest } = graphs[id];
  return { ...graphs, [id]: rest };
}

/** Where a block was unpacked the layers have no places of their own, and the whole graph is laid out anew. */
function replaced(placed: NotebookDocument['layout'][string], graphs: Graphs, id: string, blocks: 'unpack' | 'remove' | undefined): NotebookDocument['layout'][string] {
  const remaining = placeNodes(placed, {}, graphs[id]);
  return blocks === 'unpack' ? { ...remaining, positions: {} } : remaining;
}

function unpacked(graphs: Graphs, graph: string, node: string): Result<Graphs, Problem> {
  const result = ungroupNode(graphs, graph, node);
  return result.ok ? success({ ...graphs, [graph]: result.value.graph }) : result;
}

function withoutBlock(graphs: Graphs, graph: string, node: string): Result<Graphs, Problem> {
  if (graphs[graph].nodes[node]?.kind !== BLOCK) return success(graphs);
  const edited = applyGraphEdit(graphs[graph], removeKeepingChain(graphs[graph], [node]));
  return edited.ok ? success({ ...graphs, [graph]: edited.value }) : edited;
}
