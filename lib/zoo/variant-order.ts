/** Puts the layers of a residual block into the order of another block: BN and ReLU around each convolution and the addition. */
import { BLOCK } from '@/lib/graph/blocks';
import { newNodeId } from '@/lib/graph/edits';
import { nameOf, type Graph, type GraphEdge, type GraphNode } from '@/lib/graph/graph';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { partsOf, type BlockParts, type VariantReason } from './block-parts';
import { chain, type Block } from './parts';

export type Role = 'conv' | 'bn' | 'relu';

/** What stands before the first convolution, between two, behind the last, and behind the addition. */
export type Pattern = { readonly before: readonly Role[]; readonly between: readonly Role[]; readonly behind: readonly Role[]; readonly end: readonly Role[] };

export type OrderReason = VariantReason | 'variantOtherLayer' | 'variantNoConvolution';

export function roleOf({ kind, bypassed }: GraphNode): Role | null {
  if (bypassed === true || kind === BLOCK) return null;
  if (kind === 'conv2d' || kind === 'depthwiseConv2d') return 'conv';
  if (kind === 'batchNormalization') return 'bn';
  return kind === 'reLU' || kind === 'activation' ? 'relu' : null;
}

/** The layers of branch and end with their roles, or the first that has none. */
export function rolesOf(graph: Graph, parts: BlockParts): Result<ReadonlyMap<string, Role>, Problem<OrderReason>> {
  const roles = new Map<string, Role>();
  for (const id of [...parts.branch, ...parts.end]) {
    const role = roleOf(graph.nodes[id]);
    if (role === null || (role === 'conv' && parts.end.includes(id))) return failure(problem('variantOtherLayer', { node: id }, { layer: nameOf(graph, id) }));
    roles.set(id, role);
  }
  if (![...roles.values()].includes('conv')) return failure(problem('variantNoConvolution', {}, { name: graph.name }));
  return success(roles);
}

/** The order of one of the zoo's blocks, which have two convolutions. */
function patternOf({ edges, nodes }: Block): Pattern {
  const next = new Map(edges.filter(([source, target]) => source !== 'input' || target !== 'shortcut').map(([source, target]) => [source, target.replace(/:\d$/, '')]));
  const segments: Role[][] = [[]];
  for (let id = next.get('input'); id !== undefined && id !== 'output'; id = next.get(id)) {
    const role = id === 'add' ? null : roleOf(nodes[id]);
    if (role === null || role === 'conv') segments.push([]);
    else segments[segments.length - 1].push(role);
  }
  const [before = [], between = [], behind = [], end = []] = segments;
  return { before, between, behind, end };
}

function sequenceOf({ before, between, behind }: Pattern, convolutions: number): readonly Role[] {
  return [...before, ...Array.from({ length: convolutions }, (_, index): readonly Role[] => (index === 0 ? ['conv'] : [...between, 'conv'])).flat(), ...behind];
}

/** Layers keep their ids and settings; of a role the first one stays the first. Only what is missing is new, and what is too much goes. */
export function inOrderOf(graph: Graph, block: Block): Result<Graph, Problem<OrderReason>> {
  const parts = partsOf(graph);
  if (!parts.ok) return parts;
  const roles = rolesOf(graph, parts.value);
  if (!roles.ok) return roles;
  const pool = (role: Role) => [...roles.value].filter(([, other]) => other === role).map(([id]) => id);
  const pools: Readonly<Record<Role, string[]>> = { conv: pool('conv'), bn: pool('bn'), relu: pool('relu') };
  const pattern = patternOf(block);
  const nodes: Record<string, GraphNode> = Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => !roles.value.has(id)));
  const taken = (id: string) => Object.hasOwn(nodes, id) || Object.hasOwn(graph.nodes, id);
  const place = (role: Role): string => {
    const kind = role === 'bn' ? 'batchNormalization' : 'reLU';
    const id = pools[role].shift() ?? newNodeId(kind, taken);
    nodes[id] = graph.nodes[id] ?? { kind };
    return id;
  };
  const branch = sequenceOf(pattern, pools.conv.length).map(place);
  const end = pattern.end.map(place);
  if (parts.value.shortcut !== null) nodes[parts.value.shortcut] = withNormalization(nodes[parts.value.shortcut], block.nodes.shortcut.config?.batchNormalization !== false);
  return success({ ...graph, nodes: inOldOrder(graph, nodes), edges: rewired(graph, parts.value, branch, end) });
}

/** A projection of pre-activation blocks has no BN, those of the others have one. */
function withNormalization(node: GraphNode, normalized: boolean): GraphNode {
  if (node.kind !== 'shortcut') return node;
  const { batchNormalization: _before, ...config } = { ...node.config };
  return { ...node, config: normalized ? config : { ...config, batchNormalization: false } };
}

/** The graph's wires with other chains from input to addition and from there to the output. */
export function rewired(graph: Graph, parts: BlockParts, branch: readonly string[], end: readonly string[]): readonly GraphEdge[] {
  const { input, output, add, branchPort, shortcutPort, shortcut } = parts;
  const past = shortcut === null ? chain(input, shortcutPort) : [...chain(input, shortcut), ...chain(shortcut, shortcutPort)];
  const inside = new Set([input, output, add, ...parts.branch, ...parts.end, ...(shortcut === null ? [] : [shortcut])]);
  const apart = graph.edges.filter((edge) => edge.every((point) => !inside.has(point.replace(/:.*$/, ''))));
  return [...chain(input, ...branch, branchPort), ...past, ...chain(add, ...end, output), ...apart];
}

/** Nodes that stay keep their place in the file, new ones come behind. */
export function inOldOrder(graph: Graph, nodes: Readonly<Record<string, GraphNode>>): Readonly<Record<string, GraphNode>> {
  const kept = Object.keys(graph.nodes).filter((id) => Object.hasOwn(nodes, id));
  const added = Object.keys(nodes).filter((id) => !Object.hasOwn(graph.nodes, id));
  return Object.fromEntries([...kept, ...added].map((id) => [id, nodes[id]]));
}
