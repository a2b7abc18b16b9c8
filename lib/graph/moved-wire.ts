/** Leading one end of a wire to another layer: judged as if the wire were not there, and done as one edit. */
import { connectionOf, type Connection } from './connect';
import { parseEndPoint, type Graph, type Graphs } from './graph';
import { infer } from './infer';
import type { Inference } from './inference';

type Lifted = { readonly graphs: Graphs; readonly inference: Inference };

const lifted = new WeakMap<Graph, Map<string, Lifted>>();

function without(graphs: Graphs, graphId: string, wire: string): Lifted {
  const graph = graphs[graphId];
  const known = lifted.get(graph) ?? new Map<string, Lifted>();
  lifted.set(graph, known);
  const before = known.get(wire);
  if (before) return before;
  const rest = { ...graphs, [graphId]: { ...graph, edges: graph.edges.filter(([, target]) => target !== wire) } };
  const made = { graphs: rest, inference: infer(rest, graphId) };
  known.set(wire, made);
  return made;
}

/**
 * What it would do to let the wire that ends at `wire` run from node `from` to `to`, a node or one of its ports; null where there is no such wire.
 * Back where it was it has neither a problem nor an edit. The port stays as long as the target does.
 */
export function movedWire(graphs: Graphs, graphId: string, wire: string, from: string, to: string): Connection | null {
  const edge = graphs[graphId]?.edges.find(([, target]) => target === wire);
  if (!edge) return null;
  const [own, end] = [parseEndPoint(edge[1]), parseEndPoint(to)];
  const sameTarget = own.node === end.node && (end.port === null || end.port === own.port);
  if (sameTarget && parseEndPoint(edge[0]).node === from) return { problem: null, replaces: null, edit: null };
  const rest = without(graphs, graphId, wire);
  const connection = connectionOf(rest.graphs, graphId, rest.inference, from, sameTarget ? edge[1] : to);
  return connection.edit === null ? connection : { ...connection, edit: { ...connection.edit, removeEdges: [...connection.edit.removeEdges, wire] } };
}
