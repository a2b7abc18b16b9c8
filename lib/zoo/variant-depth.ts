/** Gives the branch of a residual block another number of convolutions, each with the BN and ReLU that stand between two. */
import { newNodeId } from '@/lib/graph/edits';
import type { Graph, GraphNode } from '@/lib/graph/graph';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { partsOf } from './block-parts';
import { inOldOrder, rewired, roleOf, rolesOf, type OrderReason } from './variant-order';

export type DepthReason = OrderReason | 'variantFilters' | 'variantStrides';

export function withConvolutions(graph: Graph, count: number): Result<Graph, Problem<DepthReason>> {
  const parts = partsOf(graph);
  if (!parts.ok) return parts;
  const roles = rolesOf(graph, parts.value);
  if (!roles.ok) return roles;
  const { branch, end } = parts.value;
  const convolutions = branch.filter((id) => roles.value.get(id) === 'conv');
  const [first, ...others] = convolutions.map((id) => graph.nodes[id]);
  const refuse = (code: DepthReason) => failure(problem(code, {}, { name: graph.name }));
  if (count !== convolutions.length && others.some((conv) => conv.kind !== first.kind || conv.config?.filters !== first.config?.filters)) return refuse('variantFilters');
  if (others.slice(Math.max(0, count - 1)).some((conv) => (conv.config?.strides ?? 1) !== 1)) return refuse('variantStrides');
  const added = count > convolutions.length ? lengthened(graph, branch, convolutions, count) : shortened(branch, convolutions, count);
  const nodes: Record<string, GraphNode> = Object.fromEntries(Object.entries({ ...graph.nodes, ...added.nodes }).filter(([id]) => !branch.includes(id) || added.branch.includes(id)));
  return success({ ...graph, nodes: inOldOrder(graph, nodes), edges: rewired(graph, parts.value, added.branch, end) });
}

type Branch = { readonly branch: readonly string[]; readonly nodes: Readonly<Record<string, GraphNode>> };

/** The last ones go, with what stands before each. */
function shortened(branch: readonly string[], convolutions: readonly string[], count: number): Branch {
  const from = branch.indexOf(convolutions[count - 1]) + 1;
  const to = branch.indexOf(convolutions[convolutions.length - 1]) + 1;
  return { branch: [...branch.slice(0, from), ...branch.slice(to)], nodes: {} };
}

/** Copies of the last one without its strides, each behind copies of what stands between two; of one alone, what stands around it. */
function lengthened(graph: Graph, branch: readonly string[], convolutions: readonly string[], count: number): Branch {
  const last = convolutions[convolutions.length - 1];
  const place = branch.indexOf(last) + 1;
  const alone = convolutions.length === 1;
  const between = alone ? aroundOne(graph, branch, place) : branch.slice(branch.indexOf(convolutions[0]) + 1, branch.indexOf(convolutions[1])).map((id) => graph.nodes[id]);
  const nodes: Record<string, GraphNode> = {};
  const chain: string[] = [];
  for (let number = convolutions.length; number < count; number++) {
    const { strides: _strides, ...config } = { ...graph.nodes[last].config };
    for (const node of [...between, { ...graph.nodes[last], config }]) {
      const { title: _title, ...copy } = node;
      const id = newNodeId(node.kind, (taken) => Object.hasOwn(graph.nodes, taken) || Object.hasOwn(nodes, taken));
      nodes[id] = copy;
      chain.push(id);
    }
  }
  return { branch: [...branch.slice(0, place), ...chain, ...branch.slice(place)], nodes };
}

/** One convolution shows no order between two: it is what stands before it, else what stands behind it, made up to BN and ReLU. */
function aroundOne(graph: Graph, branch: readonly string[], place: number): readonly GraphNode[] {
  const before = branch.slice(0, place - 1).map((id) => graph.nodes[id]);
  const known = before.length > 0 ? before : branch.slice(place).map((id) => graph.nodes[id]);
  const has = (role: 'bn' | 'relu') => known.some((node) => roleOf(node) === role);
  const normalized = Object.values(graph.nodes).some((node) => roleOf(node) === 'bn');
  return [...(normalized && !has('bn') ? [{ kind: 'batchNormalization' }] : []), ...known, ...(has('relu') ? [] : [{ kind: 'reLU' }])];
}
