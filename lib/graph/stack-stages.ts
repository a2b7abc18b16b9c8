/** Makes stages of one block: each repeats it, and each but the first begins with strides 2 and has twice the filters of the one before. */
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { BLOCK, definitionOf, inputNodes } from './blocks';
import { newNodeId } from './edits';
import { isExpression } from './expression';
import { nameOf, parseEndPoint, type ConfigValue, type GraphEdge, type GraphNode, type Graphs } from './graph';
import { infer } from './infer';
import { familyOf } from './signature';
import { stackable, type StackProblemCode } from './stackable';

export type StackPlan = { readonly stages: number; /** Blocks of each stage. */ readonly blocks: number; /** Of the stages, in order; a node that has one keeps it. */ readonly titles: readonly string[] };
export type Stacked = { readonly graphs: Graphs; /** The stages, the given node first. */ readonly nodes: readonly string[] };

/** Where the block has no parameters for it yet, its plain numbers become `filters`, `strides` and `policy`, with themselves as defaults. */
export function stackStages(graphs: Graphs, graphId: string, id: string, { stages, blocks, titles }: StackPlan): Result<Stacked, Problem<StackProblemCode>> {
  const graph = graphs[graphId];
  const node = graph.nodes[id];
  const definition = node?.kind === BLOCK ? definitionOf(graphs, node.graph) : null;
  if (definition === null || node.graph === undefined) return failure(problem('stackNoBlock', { graph: graphId, node: id }));
  const layer = nameOf(graph, id);
  if (inputNodes(definition.graph).length !== 1) return failure(problem('stackInputs', { graph: graphId, node: id }, { name: definition.graph.name }));
  const shape = infer(graphs, graphId).nodes.get(id)?.outputShape;
  if (shape?.length !== 3) return failure(problem('stackUnknown', { graph: graphId, node: id }, { layer }));
  const made: Record<string, Graphs[string]> = {};
  for (const member of familyOf(graphs, node.graph)) {
    const ready = stackable(graphs[member], shape[2]);
    if (!ready.ok) return failure({ ...ready.problem, place: { graph: member, ...ready.problem.place } });
    made[member] = ready.value;
  }
  const filters = node.arguments?.filters ?? made[node.graph].parameters?.find(({ name }) => name === 'filters')?.default ?? shape[2];
  const nodes: Record<string, GraphNode> = { ...graph.nodes };
  const ids = [id];
  nodes[id] = stageOf(node, filters, blocks, titles[0], false);
  for (let stage = 1; stage < stages; stage++) {
    const next = newNodeId(BLOCK, (taken) => Object.hasOwn(nodes, taken));
    nodes[next] = stageOf(node, timesPower(filters, stage), blocks, titles[stage], true);
    ids.push(next);
  }
  const last = ids[ids.length - 1];
  const edges = graph.edges.map((edge): GraphEdge => (parseEndPoint(edge[0]).node === id ? [last, edge[1]] : edge));
  const between = ids.slice(1).map((next, index): GraphEdge => [ids[index], next]);
  return success({ graphs: { ...graphs, ...made, [graphId]: { ...graph, nodes, edges: [...edges, ...between] } }, nodes: ids });
}

function stageOf(node: GraphNode, filters: ConfigValue, count: number, title: string | undefined, smaller: boolean): GraphNode {
  const { repeat, arguments: given = {}, title: own, ...rest } = node;
  const { strides: _strides, ...others } = given;
  const first = smaller ? { ...repeat?.first, strides: 2 } : repeat?.first;
  const name = smaller ? title : (own ?? title);
  return {
    ...rest,
    ...(name === undefined ? {} : { title: name }),
    arguments: { ...(smaller ? others : given), filters },
    repeat: { ...repeat, count, ...(first ? { first } : {}) },
  };
}

function timesPower(filters: ConfigValue, stage: number): ConfigValue {
  const factor = 2 ** stage;
  if (typeof filters === 'number') return factor * filters;
  return isExpression(filters) ? `=${factor} * (${filters.slice(1)})` : filters;
}
