/** Performs edits of a graph: data in, a new graph out; the gate of the document calls it. */
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { parseEndPoint, type ConfigValue, type Graph, type GraphNode } from './graph';
import type { GraphEdit } from './inference';

export const noEdit: GraphEdit = { addNodes: {}, removeNodes: [], configure: {}, addEdges: [], removeEdges: [] };

function configured(node: GraphNode, changes: Readonly<Record<string, ConfigValue | null>>): GraphNode {
  const config = Object.entries({ ...node.config, ...changes }).filter((entry): entry is [string, ConfigValue] => entry[1] !== null);
  return { ...node, config: Object.fromEntries(config) };
}

/**
 * Removes edges, then nodes with their edges, then adds nodes, sets config fields, and adds edges.
 * An added edge replaces the one on the same target. Unknown nodes and taken ids are problems; the graph stays as it was.
 */
export function applyGraphEdit(graph: Graph, edit: GraphEdit): Result<Graph, Problem> {
  const nodes: Record<string, GraphNode> = { ...graph.nodes };
  for (const id of edit.removeNodes) {
    if (!(id in nodes)) return failure(problem('noSuchNode', { node: id }, { node: id }));
    delete nodes[id];
  }
  for (const [id, node] of Object.entries(edit.addNodes)) {
    if (id in nodes) return failure(problem('nodeExists', { node: id }, { node: id }));
    nodes[id] = node;
  }
  for (const [id, changes] of Object.entries(edit.configure)) {
    const node = nodes[id];
    if (!node) return failure(problem('noSuchNode', { node: id }, { node: id }));
    nodes[id] = configured(node, changes);
  }
  const targets = new Set([...edit.removeEdges, ...edit.addEdges.map(([, target]) => target)]);
  const kept = graph.edges.filter(([source, target]) => !targets.has(target) && parseEndPoint(source).node in nodes && parseEndPoint(target).node in nodes);
  for (const [source, target] of edit.addEdges) {
    for (const node of [parseEndPoint(source).node, parseEndPoint(target).node]) {
      if (!(node in nodes)) return failure(problem('noSuchNode', { node }, { node }));
    }
  }
  const added = edit.addEdges.map(([source, target]): [string, string] => [source, target]);
  return success({ ...graph, nodes, edges: [...kept, ...added] });
}
