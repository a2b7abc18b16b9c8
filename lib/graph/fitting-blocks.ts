/** Which blocks may stand at a place of a graph, and with which arguments; found by trying, since a block's shapes follow from what is in it. */
import { BLOCK, definitionOf, inputNodes, outputNodes } from './blocks';
import { holds } from './group';
import type { Scope } from './expression';
import type { ConfigValue, GraphNode, Graphs } from './graph';
import { measure } from './measure';
import { measureBlock } from './measure-block';
import { sameShape, type Shape } from './shape';

export function blockNode(definition: string, given: Readonly<Record<string, ConfigValue>> = {}): GraphNode {
  return { kind: BLOCK, graph: definition, ...(Object.keys(given).length > 0 ? { arguments: { ...given } } : {}) };
}

/** What comes out of the block for this shape, null if it does not fit. */
function outputFor(graphs: Graphs, graphId: string, node: GraphNode, shape: Shape, scope: Scope): Shape | null {
  const around = { graphs, scope, inputs: null, within: [graphId] };
  return measureBlock(node, [shape], around, measure).outputShape;
}

/** Whether `definition` can be used in `graphs[graphId]` at all: it has one output and does not hold that graph. */
export function usableIn(graphs: Graphs, graphId: string, definition: string): boolean {
  const found = definitionOf(graphs, definition);
  return found !== null && outputNodes(found.graph).length === 1 && !holds(graphs, definition, graphId);
}

/**
 * A node of this block behind something of the given shape (null: not known). A parameter `filters` is chosen so that the block
 * gives as many channels as it takes, where that can be; else the defaults hold. Null where the block does not fit there.
 */
export function blockBehind(graphs: Graphs, graphId: string, definition: string, shape: Shape | null, scope: Scope): GraphNode | null {
  const found = definitionOf(graphs, definition);
  if (found === null || !usableIn(graphs, graphId, definition) || inputNodes(found.graph).length === 0) return null;
  const plain = blockNode(definition);
  if (shape === null || inputNodes(found.graph).length > 1) return plain;
  const filters = (found.graph.parameters ?? []).find(({ name, type }) => name === 'filters' && type === 'integer');
  const channels = shape.at(-1) ?? 0;
  for (const wanted of filters ? [channels, channels / 2, channels / 4] : []) {
    if (!Number.isInteger(wanted) || wanted < 1) continue;
    const node = wanted === filters?.default ? plain : blockNode(definition, { filters: wanted });
    const output = outputFor(graphs, graphId, node, shape, scope);
    if (output !== null && sameShape(output, shape)) return node;
  }
  return outputFor(graphs, graphId, plain, shape, scope) === null ? null : plain;
}

