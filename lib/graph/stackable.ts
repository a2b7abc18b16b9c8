/** Gives a block the parameters by which stages differ: `filters`, `strides`, and the option of its shortcut; what uses it stays the same. */
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { BLOCK, inputNodes } from './blocks';
import { branchSize, fieldOf, pointwiseKinds } from './branch-size';
import { newNodeId } from './edits';
import { isExpression } from './expression';
import { nameOf, type ConfigValue, type Graph, type GraphEdge, type GraphNode, type GraphParameter } from './graph';
import { residualWaysOf } from './residual-ways';
import { shortcutPolicies } from './shortcut-form';
import { ancestorsOf, wiringOf } from './wiring';

export type StackProblemCode = 'stackNoBlock' | 'stackInputs' | 'stackUnknown' | 'stackWidths' | 'stackNoConvolution' | 'stackShortcut' | 'stackNested';

const FILTERS = 'filters';
const STRIDES = 'strides';
const POLICY = 'policy';
const convolutions: ReadonlySet<string> = new Set(['conv2d', 'depthwiseConv2d']);

function integer(name: string, value: number): GraphParameter {
  return { name, type: 'integer', default: value, minimum: 1 };
}

/** With `width` filters at its output where it is used. A definition that has both parameters stays as it is. */
export function stackable(graph: Graph, width: number): Result<Graph, Problem<StackProblemCode>> {
  const has = (name: string) => graph.parameters?.some((parameter) => parameter.name === name) ?? false;
  if (has(FILTERS) && has(STRIDES)) return success(graph);
  const nested = Object.keys(graph.nodes).find((id) => graph.nodes[id].kind === BLOCK);
  if (nested !== undefined) return failure(problem('stackNested', { node: nested }, { name: graph.name, layer: nameOf(graph, nested) }));
  const strided = has(STRIDES) ? [] : stridedLayers(graph);
  if (!has(STRIDES) && strided.length === 0) return failure(problem('stackNoConvolution', {}, { name: graph.name }));
  const sized = has(FILTERS) ? success(graph.nodes) : withFilters(graph, width);
  if (!sized.ok) return sized;
  const nodes: Record<string, GraphNode> = { ...sized.value };
  let strides = 1;
  for (const id of strided) {
    const own = fieldOf(nodes[id], STRIDES);
    if (typeof own === 'number') strides = Math.max(strides, own);
    nodes[id] = { ...nodes[id], config: { ...nodes[id].config, strides: `=${STRIDES}` } };
  }
  const fitted = withShortcuts({ ...graph, nodes }, strided);
  if (!fitted.ok) return fitted;
  const { graph: made, policy } = fitted.value;
  const added = [...(has(FILTERS) ? [] : [integer(FILTERS, width)]), ...(has(STRIDES) ? [] : [integer(STRIDES, strides)])];
  const option: GraphParameter = { name: POLICY, type: 'choice', default: 'A', choices: [...shortcutPolicies] };
  return success({ ...made, parameters: [...(graph.parameters ?? []), ...added, ...(policy && !has(POLICY) ? [option] : [])] });
}

/** On each way from an input the layer that makes the map smaller: the first convolution larger than 1×1, else the first one. */
function stridedLayers(graph: Graph): readonly string[] {
  const { outgoing } = wiringOf(graph);
  const found = new Set<string>();
  const walk = (id: string): void => {
    for (const { target } of outgoing.get(id) ?? []) {
      const node = graph.nodes[target.node];
      if (pointwiseKinds.has(node.kind)) walk(target.node);
      else if (convolutions.has(node.kind)) found.add(largeBehind(graph, target.node) ?? target.node);
    }
  };
  inputNodes(graph).forEach(walk);
  return [...found];
}

function largeBehind(graph: Graph, first: string): string | null {
  const { outgoing } = wiringOf(graph);
  let current: string | undefined = first;
  while (current !== undefined) {
    const node: GraphNode = graph.nodes[current];
    if (convolutions.has(node.kind) && fieldOf(node, 'kernelSize') !== 1) return current;
    if (!convolutions.has(node.kind) && !pointwiseKinds.has(node.kind)) return null;
    const users: readonly { readonly target: { readonly node: string } }[] = outgoing.get(current) ?? [];
    current = users.length === 1 ? users[0].target.node : undefined;
  }
  return null;
}

/** Plain numbers of filters as multiples or parts of the block's width. */
function withFilters(graph: Graph, width: number): Result<Readonly<Record<string, GraphNode>>, Problem<StackProblemCode>> {
  const nodes: Record<string, GraphNode> = {};
  for (const [id, node] of Object.entries(graph.nodes)) {
    nodes[id] = node;
    const sized = node.kind === 'conv2d' || (node.kind === 'shortcut' && (node.config?.type ?? 'identity') !== 'identity');
    const own = fieldOf(node, FILTERS);
    if (!sized || isExpression(own) || typeof own !== 'number') continue;
    const filters = inWidths(own, width);
    if (filters === null) return failure(problem('stackWidths', { node: id }, { layer: nameOf(graph, id), filters: own, width }));
    nodes[id] = { ...node, config: { ...node.config, filters } };
  }
  return success(nodes);
}

function inWidths(filters: number, width: number): ConfigValue | null {
  if (filters === width) return `=${FILTERS}`;
  if (filters % width === 0) return `=${filters / width} * ${FILTERS}`;
  return width % filters === 0 ? `=${FILTERS} / ${width / filters}` : null;
}

/** Shortcuts past a layer that now has strides follow it: identity and bare wires become `auto`. */
function withShortcuts(graph: Graph, strided: readonly string[]): Result<{ readonly graph: Graph; readonly policy: boolean }, Problem<StackProblemCode>> {
  const wiring = wiringOf(graph);
  const nodes: Record<string, GraphNode> = { ...graph.nodes };
  const inserted = new Map<string, string>();
  let policy = false;
  for (const way of residualWaysOf(graph)) {
    const { node, addition, source } = way;
    if (addition === null) continue;
    const behind = ancestorsOf(wiring, [addition]);
    const past = strided.some((id) => behind.has(id) && ancestorsOf(wiring, [id]).has(source));
    if (!past) continue;
    const before = node === null ? undefined : nodes[node];
    if (way.by === 'layer' && before !== undefined && node !== null) {
      if (before.kind === 'conv2d' && !strided.includes(node)) nodes[node] = { ...before, config: { ...before.config, strides: `=${STRIDES}` } };
      continue;
    }
    if (before !== undefined && node !== null && (before.config?.type ?? 'identity') !== 'identity') {
      nodes[node] = { ...before, config: { ...before.config, strides: `=${STRIDES}` } };
      continue;
    }
    const size = branchSize(graph, way);
    if (size === null) return failure(problem('stackShortcut', { node: addition }, { layer: nameOf(graph, addition) }));
    policy = true;
    const shortcut: GraphNode = { ...before, kind: 'shortcut', config: { ...before?.config, type: 'auto', ...size, policy: `=${POLICY}` } };
    const id = node ?? newNodeId('shortcut', (taken) => Object.hasOwn(nodes, taken));
    nodes[id] = shortcut;
    if (node === null) inserted.set(way.to, id);
  }
  const edges = graph.edges.flatMap((edge): readonly GraphEdge[] => {
    const id = inserted.get(edge[1]);
    return id === undefined ? [edge] : [[edge[0], id], [id, edge[1]]];
  });
  return success({ graph: { ...graph, nodes, edges }, policy });
}
