/** How much of the image one value of a layer's output depends on, followed through the graph. */
import { BLOCK, definitionOf, instancesOf, outputNodes } from './blocks';
import { resolveConfig } from './config';
import type { Scope } from './expression';
import type { Graph, GraphNode, Graphs } from './graph';
import { kindOf } from './registry';
import { surroundingsOf, type InferenceOptions } from './surroundings';
import { wiringOf } from './wiring';

/** Side of the square that is seen, in pixels of the graph's input, and distance of neighbouring outputs; `all` for the whole image. */
type Field = { readonly side: number; readonly jump: number } | 'all' | null;

/** Side of the receptive field by node; `all` behind layers that see the whole image, null where no input leads to. */
export type ReceptiveFields = ReadonlyMap<string, number | 'all' | null>;

/**
 * Theoretical receptive fields of one graph: side + (kernel − 1) · jump at each window, jump · strides behind it, the larger one where ways meet.
 * They may be larger than the image.
 */
export function receptiveFields(graphs: Graphs, graphId: string, options: InferenceOptions = {}): ReceptiveFields {
  const { scope } = surroundingsOf(graphs, graphId, options);
  const fields = fieldsOf(graphs, graphs[graphId], scope, { side: 1, jump: 1 }, [graphId]);
  return new Map([...fields].map(([id, field]) => [id, field === null || field === 'all' ? field : field.side]));
}

function fieldsOf(graphs: Graphs, graph: Graph, scope: Scope, start: Field, within: readonly string[]): ReadonlyMap<string, Field> {
  const wiring = wiringOf(graph);
  const fields = new Map<string, Field>();
  for (const id of wiring.order) {
    const node = graph.nodes[id];
    const incoming = (wiring.incoming.get(id) ?? []).map((link) => fields.get(link.source.node) ?? null);
    fields.set(id, node.kind === 'input' ? start : fieldBehind(graphs, node, scope, largest(incoming), within));
  }
  return fields;
}

function largest(fields: readonly Field[]): Field {
  let found: Field = null;
  for (const field of fields) {
    if (field === 'all') return 'all';
    if (field !== null && (found === null || field.side > found.side)) found = field;
  }
  return found;
}

function fieldBehind(graphs: Graphs, node: GraphNode, scope: Scope, field: Field, within: readonly string[]): Field {
  if (field === null || field === 'all' || node.bypassed === true) return field;
  if (node.kind === BLOCK) return behindBlock(graphs, node, scope, field, within);
  const kind = kindOf(node.kind);
  if (kind?.reach === undefined) return field;
  const reach = kind.reach(resolveConfig(kind.fields, node.config, scope).config);
  return reach === 'all' ? 'all' : { side: field.side + (reach.size - 1) * field.jump, jump: field.jump * reach.strides };
}

function behindBlock(graphs: Graphs, node: GraphNode, scope: Scope, field: Field, within: readonly string[]): Field {
  const definition = definitionOf(graphs, node.graph);
  if (definition === null || within.includes(definition.id)) return null;
  const { count, first, rest } = instancesOf(node, definition.graph, scope);
  const [output] = outputNodes(definition.graph);
  let current = field;
  for (let index = 0; index < count && current !== null && current !== 'all'; index++) {
    current = fieldsOf(graphs, definition.graph, index === 0 ? first : rest, current, [...within, definition.id]).get(output) ?? null;
  }
  return current;
}
