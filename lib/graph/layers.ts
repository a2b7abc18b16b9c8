/** The layers of a graph with all blocks unrolled, as a summary lists them: every node with its path, kind, shape and counts. */
import { BLOCK, definitionOf, inputNodes, instancesOf } from './blocks';
import type { Scope } from './expression';
import type { GraphNode, Graphs } from './graph';
import { infer } from './infer';
import type { NodeFacts } from './inference';
import type { ParameterCount } from './kind';
import type { Shape } from './shape';

export type UnrolledLayer = {
  /** `stage2.0.conv1` */
  readonly path: string;
  readonly kind: string;
  /** Null where nothing is known yet. */
  readonly outputShape: Shape | null;
  readonly parameters: ParameterCount;
  readonly multiplyAdds: number;
};

/**
 * In topological order, a block's layers in the place of the block; also for graphs with problems.
 * A block that cannot be unrolled (no definition, faulty arguments, no input shape) is listed as one layer.
 */
export function unrolledLayers(graphs: Graphs, graphId: string, scope?: Scope): readonly UnrolledLayer[] {
  return unroll(graphs, graphId, scope, null, '', []);
}

function unroll(graphs: Graphs, graphId: string, scope: Scope | undefined, inputs: ReadonlyMap<string, Shape | null> | null, prefix: string, within: readonly string[]): readonly UnrolledLayer[] {
  const definition = definitionOf(graphs, graphId);
  if (definition === null) return [];
  const { graph, id } = definition;
  const inference = infer(graphs, id, undefined, { ...(scope ? { scope } : {}), ...(inputs ? { inputs } : {}) });
  const own = scope ?? Object.fromEntries((graph.parameters ?? []).map((parameter) => [parameter.name, parameter.default]));
  return inference.order.flatMap((nodeId) => {
    const node = graph.nodes[nodeId];
    const facts = inference.nodes.get(nodeId);
    if (facts === undefined || (prefix !== '' && (node.kind === 'input' || node.kind === 'output'))) return [];
    const path = prefix + nodeId;
    if (node.kind === BLOCK) return unrollBlock(graphs, node, facts, own, path, [...within, id]);
    return [{ path, kind: node.kind, outputShape: facts.outputShape, parameters: facts.parameters, multiplyAdds: facts.multiplyAdds }];
  });
}

function unrollBlock(graphs: Graphs, node: GraphNode, facts: NodeFacts, scope: Scope, path: string, within: readonly string[]): readonly UnrolledLayer[] {
  const definition = definitionOf(graphs, node.graph);
  const whole: readonly UnrolledLayer[] = [{ path, kind: BLOCK, outputShape: facts.outputShape, parameters: facts.parameters, multiplyAdds: facts.multiplyAdds }];
  if (definition === null || facts.outputShape === null || node.bypassed === true || within.includes(definition.id)) return whole;
  const { count, first, rest } = instancesOf(node, definition.graph, scope);
  const ports = inputNodes(definition.graph);
  const layers: UnrolledLayer[] = [];
  let shapes = facts.inputShapes;
  for (let index = 0; index < count; index++) {
    const parameters = index === 0 ? first : rest;
    const inputs = new Map(ports.map((port, position) => [port, shapes[position] ?? null]));
    layers.push(...unroll(graphs, definition.id, parameters, inputs, node.repeat === undefined ? `${path}.` : `${path}.${index}.`, within));
    shapes = [infer(graphs, definition.id, undefined, { scope: parameters, inputs }).outputShape];
  }
  return layers;
}
