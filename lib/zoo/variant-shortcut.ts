/** Gives a residual block another way past its branch: by a policy of the paper, scaled, or gated as in the blocks of the zoo. */
import { newNodeId } from '@/lib/graph/edits';
import { parseEndPoint, formatEndPoint, type ConfigValue, type Graph, type GraphEdge, type GraphNode } from '@/lib/graph/graph';
import { substituteNode } from '@/lib/graph/substitute';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { partsOf, type BlockParts, type VariantReason } from './block-parts';
import { basicBlock } from './blocks/paper';
import { ownParameters, type Block, type Policy } from './parts';

export type ShortcutReason = VariantReason | 'variantShortcutLayer' | 'variantNoConvolution';

type WithShortcut = { readonly graph: Graph; readonly parts: BlockParts; readonly shortcut: string };

export function withPolicy(graph: Graph, policy: Policy): Result<Graph, Problem<ShortcutReason>> {
  const found = withShortcutLayer(graph);
  if (!found.ok) return found;
  const { graph: whole, shortcut } = found.value;
  const { config } = whole.nodes[shortcut];
  return success({ ...whole, nodes: { ...whole.nodes, [shortcut]: { ...whole.nodes[shortcut], config: { ...config, type: 'auto', policy } } } });
}

/** The block's layers on the way past the branch that the basic block has not, and the wires that lead to them. */
export function withShortcutOf(graph: Graph, block: Block): Result<Graph, Problem<ShortcutReason>> {
  const found = withShortcutLayer(graph);
  if (!found.ok) return found;
  const { graph: whole, parts, shortcut } = found.value;
  const extra = Object.entries(block.nodes).filter(([id]) => !Object.hasOwn(basicBlock.nodes, id));
  const ids = new Map(extra.map(([id, node]) => [id, Object.hasOwn(whole.nodes, id) ? newNodeId(node.kind, (taken) => Object.hasOwn(whole.nodes, taken)) : id]));
  const { filters = 16, strides = 1 } = { ...whole.nodes[shortcut].config };
  // A variant has the parameters of the others, so one that only this block has stands there as its default.
  const known = new Set((whole.parameters ?? []).map(({ name }) => name));
  const own = Object.fromEntries(ownParameters(block, {}).flatMap(({ name, default: value }) => (known.has(name) ? [] : [[name, value]])));
  const nodes = Object.fromEntries(extra.map(([id, node]) => [ids.get(id) ?? id, substituteNode(node, { filters, strides, ...own })]));
  const last = parts.branch.at(-1) ?? parts.input;
  const endPoint = (end: string): string => {
    if (end === 'add:0') return parts.branchPort;
    if (end === 'add:1') return parts.shortcutPort;
    const { node, port } = parseEndPoint(end);
    const renamed = node === 'input' ? parts.input : node === 'bn2' ? last : node === 'shortcut' ? shortcut : (ids.get(node) ?? node);
    return formatEndPoint({ node: renamed, port });
  };
  const isNew = (end: string) => ids.has(parseEndPoint(end).node);
  const added = block.edges.filter((edge) => edge.some(isNew) || edge[1].startsWith('add:')).map((edge): GraphEdge => [endPoint(edge[0]), endPoint(edge[1])]);
  const targets = new Set(added.map((edge) => edge[1]));
  return success({ ...whole, nodes: { ...whole.nodes, ...nodes }, edges: [...whole.edges.filter((edge) => !targets.has(edge[1])), ...added] });
}

/** A bare wire past the branch gets a layer that can fit its input to the branch: with the filters of its last convolution and all its strides. */
function withShortcutLayer(graph: Graph): Result<WithShortcut, Problem<ShortcutReason>> {
  const parts = partsOf(graph);
  if (!parts.ok) return parts;
  const { input, branch, shortcut, shortcutPort } = parts.value;
  const convolutions = branch.map((id) => graph.nodes[id]).filter((node) => node.kind === 'conv2d');
  const last = convolutions.at(-1);
  if (shortcut !== null) {
    const node = graph.nodes[shortcut];
    if (node.kind !== 'shortcut' || node.bypassed === true) return failure(problem('variantShortcutLayer', { node: shortcut }, { layer: node.title ?? shortcut }));
    // An identity does not know the size that other types need.
    if (node.config?.filters !== undefined || last === undefined) return success({ graph, parts: parts.value, shortcut });
    const sized: GraphNode = { ...node, config: { ...node.config, ...sizesOf(last, convolutions) } };
    return success({ graph: { ...graph, nodes: { ...graph.nodes, [shortcut]: sized } }, parts: parts.value, shortcut });
  }
  if (last === undefined) return failure(problem('variantNoConvolution', {}, { name: graph.name }));
  const id = newNodeId('shortcut', (taken) => Object.hasOwn(graph.nodes, taken));
  const edges = graph.edges.map((edge): GraphEdge => (edge[1] === shortcutPort ? [id, edge[1]] : edge));
  const node: GraphNode = { kind: 'shortcut', config: { type: 'identity', ...sizesOf(last, convolutions) } };
  return success({ graph: { ...graph, nodes: { ...graph.nodes, [id]: node }, edges: [...edges, [input, id]] }, parts: parts.value, shortcut: id });
}

function sizesOf(last: GraphNode, convolutions: readonly GraphNode[]): Readonly<Record<string, ConfigValue>> {
  return { filters: last.config?.filters ?? 16, strides: productOf(convolutions.map((node) => node.config?.strides ?? 1)) };
}

/** As an expression where one of the factors is. */
function productOf(values: readonly ConfigValue[]): ConfigValue {
  const factors = values.filter((value) => value !== 1);
  const numbers = factors.filter((value) => typeof value === 'number');
  if (numbers.length === factors.length) return numbers.reduce((product, value) => product * value, 1);
  return factors.length === 1 ? factors[0] : `=${factors.map((factor) => `(${String(factor).replace(/^=/, '')})`).join(' * ')}`;
}
