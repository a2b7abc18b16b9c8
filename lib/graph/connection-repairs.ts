/** Ways to draw a wire whose shapes do not fit: with the layer between that makes them fit. */
import { connectionOf } from './connect';
import { applyGraphEdit } from './edit';
import { editBetween } from './edits';
import { parseEndPoint, type Graphs } from './graph';
import { infer } from './infer';
import type { Inference, Repair } from './inference';

/** Repairs of a wire that `connectionProblem` refuses for its shapes; each edit draws the wire and mends it at once. */
export function connectionRepairs(graphs: Graphs, graphId: string, inference: Inference, source: string, target: string): readonly Repair[] {
  const graph = graphs[graphId];
  const { problem, edit } = connectionOf(graphs, graphId, inference, source, target);
  if (problem === null || edit === null) return [];
  const drawn = applyGraphEdit(graph, edit);
  if (!drawn.ok) return [];
  const { node } = parseEndPoint(target);
  const { problems } = infer({ ...graphs, [graphId]: drawn.value }, graphId, inference);
  const found = problems.find((other) => other.code === problem.code && other.place.node === node);
  return (found?.repairs ?? []).flatMap((repair) => {
    const mended = applyGraphEdit(drawn.value, repair.edit);
    return mended.ok && repair.code !== 'removeWire' ? [{ ...repair, edit: editBetween(graph, mended.value) }] : [];
  });
}
