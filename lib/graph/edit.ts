/** Performs an edit of a graph that is given as data, or says why it cannot be done. */
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { ID_PATTERN, parseEndPoint, type Graph, type GraphEdge, type GraphNode } from './graph';
import type { GraphEdit } from './inference';

export const NO_EDIT: GraphEdit = { addNodes: {}, removeNodes: [], configure: {}, addEdges: [], removeEdges: [] };

/**
 * Removes edges and nodes (with all their edges), then adds or replaces nodes, sets fields and adds edges.
 * Two edges with one target end point, ids that are not allowed and nodes that are not there are refused; the graph given stays as it is.
 */
export function applyGraphEdit(graph: Graph, edit: GraphEdit): Result<Graph, Problem> {
  const nodes: Record<string, GraphNode> = { ...graph.nodes };
  for (const id of edit.removeNodes) {
    if (!Object.hasOwn(nodes, id)) return failure(problem('editNodeMissing', { node: id }, { node: id }));
    delete nodes[id];
  }
  for (const [id, node] of Object.entries(edit.addNodes)) {
    if (!ID_PATTERN.test(id)) return failure(problem('editIdInvalid', { node: id }, { node: id }));
    nodes[id] = node;
  }
  for (const [id, fields] of Object.entries(edit.configure)) {
    if (!Object.hasOwn(nodes, id)) return failure(problem('editNodeMissing', { node: id }, { node: id }));
    nodes[id] = configured(nodes[id], fields);
  }
  const edges = editEdges(graph, edit, nodes);
  if (!edges.ok) return edges;
  return success({ ...graph, nodes, edges: edges.value });
}

function configured(node: GraphNode, fields: GraphEdit['configure'][string]): GraphNode {
  const config: Record<string, number | boolean | string> = { ...node.config };
  for (const [field, value] of Object.entries(fields)) {
    if (value === null) delete config[field];
    else config[field] = value;
  }
  if (Object.keys(config).length > 0) return { ...node, config };
  const { config: _removed, ...rest } = node;
  return rest;
}

function editEdges(graph: Graph, edit: GraphEdit, nodes: Readonly<Record<string, GraphNode>>): Result<readonly GraphEdge[], Problem> {
  if (edit.removeNodes.length === 0 && edit.removeEdges.length === 0 && edit.addEdges.length === 0) return success(graph.edges);
  const dropped = new Set(edit.removeEdges);
  const gone = new Set(edit.removeNodes);
  const kept = graph.edges.filter((edge) => !dropped.has(edge[1]) && !edge.some((end) => gone.has(parseEndPoint(end).node)));
  const taken = new Set(kept.map((edge) => edge[1]));
  for (const edge of edit.addEdges) {
    for (const end of edge) {
      const { node } = parseEndPoint(end);
      if (!Object.hasOwn(nodes, node)) return failure(problem('editNodeMissing', { node }, { node }));
    }
    if (taken.has(edge[1])) return failure(problem('editPortTaken', { node: parseEndPoint(edge[1]).node }, { target: edge[1] }));
    taken.add(edge[1]);
  }
  return success([...kept, ...edit.addEdges]);
}
