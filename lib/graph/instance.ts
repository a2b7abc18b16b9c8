/** The definition of a block as one of its instances sees it: with that instance's parameters and inputs. */
import { definitionOf, inputNodes, instancesOf } from './blocks';
import type { Graphs } from './graph';
import { infer } from './infer';
import type { Inference } from './inference';
import { surroundingsOf, type InferenceOptions } from './surroundings';

export type Instance = { readonly definition: string; readonly options: InferenceOptions };

/**
 * Instance `index` of the block `node` in `graphs[graphId]`, whose inference is given: `infer(graphs, definition, previous, options)` shows it.
 * Null where the node is no block, its definition is missing, or it has fewer instances.
 */
export function instanceOf(graphs: Graphs, graphId: string, inference: Inference, node: string, index: number, around: InferenceOptions = {}): Instance | null {
  const block = graphs[graphId].nodes[node];
  const definition = definitionOf(graphs, block?.graph);
  const facts = inference.nodes.get(node);
  if (definition === null || facts === undefined) return null;
  const { count, first, rest } = instancesOf(block, definition.graph, surroundingsOf(graphs, graphId, around).scope);
  if (index >= count) return null;
  const ports = inputNodes(definition.graph);
  let shapes = facts.inputShapes;
  const optionsAt = (position: number): InferenceOptions => ({
    scope: position === 0 ? first : rest,
    inputs: new Map(ports.map((port, input) => [port, shapes[input] ?? null])),
  });
  for (let position = 0; position < index; position++) {
    const { outputShape } = infer(graphs, definition.id, undefined, optionsAt(position));
    if (outputShape === shapes[0]) break;
    shapes = [outputShape];
  }
  return { definition: definition.id, options: optionsAt(index) };
}
