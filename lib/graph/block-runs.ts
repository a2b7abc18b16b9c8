/** The instances of a block node one behind the other, equal ones taken together: what each of them is given, and its numbers. */
import { BLOCK, definitionOf, inputNodes, instancesOf } from './blocks';
import type { Graph, GraphNode } from './graph';
import { measure } from './measure';
import { measureInstance } from './measure-block';
import type { Measure, Surroundings } from './measured-graph';
import { sameShape, type Shape } from './shape';

export type Run = {
  /** The first instance of the run, and how many are like it. */
  readonly index: number;
  readonly times: number;
  readonly definition: string;
  readonly graph: Graph;
  readonly around: Surroundings;
  readonly measured: Measure;
};

/** Empty where the node is no block, is bypassed or faulty, or where not all of its inputs are known. */
export function runsOf(node: GraphNode, inputShapes: readonly (Shape | null)[], around: Surroundings): readonly Run[] {
  const definition = node.kind === BLOCK && node.bypassed !== true ? definitionOf(around.graphs, node.graph) : null;
  if (definition === null || around.within.includes(definition.id)) return [];
  const { count, first, rest, problems } = instancesOf(node, definition.graph, around.scope);
  const known = inputShapes.filter((shape) => shape !== null);
  const ports = inputNodes(definition.graph);
  if (problems.length > 0 || known.length < ports.length) return [];
  const runs: Run[] = [];
  let shapes: readonly Shape[] = known;
  for (let index = 0; index < count; ) {
    const scope = index === 0 ? first : rest;
    const measured = measureInstance(definition, scope, shapes, around, measure);
    const { outputShape } = measured;
    const times = index > 0 && outputShape !== null && sameShape(outputShape, shapes[0]) ? count - index : 1;
    const inputs = new Map(ports.map((port, position) => [port, shapes[position]]));
    runs.push({ index, times, definition: definition.id, graph: definition.graph, around: { graphs: around.graphs, scope, inputs, within: [...around.within, definition.id] }, measured });
    if (outputShape === null) break;
    shapes = [outputShape];
    index += times;
  }
  return runs;
}
