/** Putting a layer of another kind in the place of one: wires, title and the fields that both kinds have stay. */
import { isFixed } from './blocks';
import { resolveConfig } from './config';
import { newConfig, paletteChoices, type PaletteChoice } from './connect';
import { applyGraphEdit, noEdit } from './edit';
import { faultyNodes } from './edits';
import { parseEndPoint, type ConfigValue, type Graph, type GraphNode, type Graphs } from './graph';
import type { GraphEdit, Inference } from './inference';
import type { AnyKind } from './kind';
import { kindOf } from './registry';

export type Replacement = { readonly choice: PaletteChoice; readonly edit: GraphEdit };

/** Whether a kind stands in a chain: one input, one output. */
function isLink({ ports }: AnyKind): boolean {
  return isFixed(ports.inputs) && ports.inputs.length === 1 && ports.outputs.length === 1;
}

/** Whether a node is of a kind that another one may stand for. */
export function isReplaceable(node: GraphNode): boolean {
  const kind = kindOf(node.kind);
  return kind !== undefined && isLink(kind);
}

/** Entries of the palette that fit in the place of a node of one input and one output: no layer gets an error that it did not have. */
export function replacementsFor(graphs: Graphs, graphId: string, inference: Inference, id: string): readonly Replacement[] {
  const graph = graphs[graphId];
  const node = graph?.nodes[id];
  if (graph === undefined || node === undefined || !isReplaceable(node)) return [];
  const faulty = faultyNodes(graphs, graphId);
  return paletteChoices.flatMap((choice): readonly Replacement[] => {
    if (!isLink(choice.kind)) return [];
    const put = replaced(node, choice, inference, id);
    if (alike(node, put)) return [];
    const edit = inPlaceOf(graph, id, put);
    const edited = applyGraphEdit(graph, edit);
    if (!edited.ok) return [];
    const after = faultyNodes({ ...graphs, [graphId]: edited.value }, graphId);
    return [...after].every((other) => other !== id && faulty.has(other)) ? [{ choice, edit }] : [];
  });
}

/** The kind suggests fields by the shape that comes in, shared ones are taken over, and what makes the entry what it is holds. */
function replaced(node: GraphNode, choice: PaletteChoice, inference: Inference, id: string): GraphNode {
  const [input] = inference.nodes.get(id)?.inputShapes ?? [];
  const own = resolveConfig(choice.kind.fields, {}, {}).config;
  const shared: Record<string, ConfigValue> = {};
  for (const [field, { default: unset }] of Object.entries(kindOf(node.kind)?.fields ?? {})) {
    const value = node.config?.[field] ?? unset;
    const fits = field in choice.kind.fields && value !== own[field] && resolveConfig(choice.kind.fields, { [field]: value }, {}).problems.every((problem) => problem.code.startsWith('expression'));
    if (fits) shared[field] = value;
  }
  const config: Readonly<Record<string, ConfigValue>> = { ...newConfig(choice, input ?? null), ...shared, ...choice.entry.config };
  const { config: _config, ...rest } = node;
  return { ...rest, kind: choice.kind.kind, ...(Object.keys(config).length === 0 ? {} : { config }) };
}

function alike(before: GraphNode, after: GraphNode): boolean {
  const kind = kindOf(before.kind);
  if (kind === undefined || before.kind !== after.kind) return false;
  const [a, b] = [before, after].map((node) => resolveConfig(kind.fields, node.config, {}).config);
  return Object.keys(kind.fields).every((field) => a[field] === b[field]);
}

/** The same id with the same wires; they are drawn anew, since they go with the node that is taken away. */
function inPlaceOf(graph: Graph, id: string, node: GraphNode): GraphEdit {
  return { ...noEdit, removeNodes: [id], addNodes: { [id]: node }, addEdges: graph.edges.filter((edge) => edge.some((end) => parseEndPoint(end).node === id)) };
}
