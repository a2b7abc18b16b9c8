/** Performs an edit of a graph that is given as data, or says why it cannot be done. */
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { ID_PATTERN, parseEndPoint, type ConfigValue, type Graph, type GraphEdge, type GraphNode } from './graph';
import type { GraphEdit } from './inference';

export const noEdit: GraphEdit = { addNodes: {}, removeNodes: [], configure: {}, addEdges: [], removeEdges: [] };

/**
 * Removes edges, then nodes with their edges, then adds nodes, sets config fields, bypasses, and adds edges.
 * An added edge replaces the one on the same target. Unknown nodes, taken and malformed ids are problems; the graph given stays as it is.
 */
export function applyGraphEdit(graph: Graph, edit: GraphEdit): Result<Graph, Problem> {
  const nodes: Record<string, GraphNode> = { ...graph.nodes };
  for (const id of edit.removeNodes) {
    if (!Object.hasOwn(nodes, id)) return failure(noSuchNode(id));
    delete nodes[id];
  }
  for (const [id, node] of Object.entries(edit.addNodes)) {
    if (!ID_PATTERN.test(id)) return failure(problem('badNodeId', { node: id }, { node: id }));
    if (Object.hasOwn(nodes, id)) return failure(problem('nodeExists', { node: id }, { node: id }));
    nodes[id] = node;
  }
  for (const [id, fields] of Object.entries(edit.configure)) {
    if (!Object.hasOwn(nodes, id)) return failure(noSuchNode(id));
    nodes[id] = configured(nodes[id], fields);
  }
  for (const [id, bypassed] of Object.entries(edit.bypass ?? {})) {
    if (!Object.hasOwn(nodes, id)) return failure(noSuchNode(id));
    nodes[id] = withBypass(nodes[id], bypassed);
  }
  const edges = editEdges(graph, edit, nodes);
  return edges.ok ? success({ ...graph, nodes, edges: edges.value }) : edges;
}

function noSuchNode(id: string): Problem {
  return problem('noSuchNode', { node: id }, { node: id });
}

function configured(node: GraphNode, fields: GraphEdit['configure'][string]): GraphNode {
  const config: Record<string, ConfigValue> = { ...node.config };
  for (const [field, value] of Object.entries(fields)) {
    if (value === null) delete config[field];
    else config[field] = value;
  }
  if (Object.keys(config).length > 0) return { ...node, config };
  const { config: _removed, ...rest } = node;
  return rest;
}

function withBypass(node: GraphNode, bypassed: boolean): GraphNode {
  if (bypassed) return { ...node, bypassed };
  const { bypassed: _removed, ...rest } = node;
  return rest;
}

function editEdges(graph: Graph, edit: GraphEdit, nodes: Readonly<Record<string, GraphNode>>): Result<readonly GraphEdge[], Problem> {
  if (edit.removeNodes.length === 0 && edit.removeEdges.length === 0 && edit.addEdges.length === 0) return success(graph.edges);
  const dropped = new Set(edit.removeEdges);
  const gone = new Set(edit.removeNodes);
  const added = new Map<string, GraphEdge>();
  for (const edge of edit.addEdges) {
    for (const end of edge) {
      const { node } = parseEndPoint(end);
      if (!Object.hasOwn(nodes, node)) return failure(noSuchNode(node));
    }
    added.set(edge[1], edge);
  }
  const kept = graph.edges.filter((edge) => !dropped.has(edge[1]) && !added.has(edge[1]) && !edge.some((end) => gone.has(parseEndPoint(end).node)));
  return success([...kept, ...added.values()]);
}
