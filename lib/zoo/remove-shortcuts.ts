/** Takes the shortcuts of one graph away: each residual addition gives way to its branch. */
import { BLOCK, outputNodes } from '@/lib/graph/blocks';
import { formatEndPoint, parseEndPoint, type Graph, type GraphEdge, type GraphNode } from '@/lib/graph/graph';
import { branchInput } from '@/lib/graph/routes';
import { ancestorsOf, wiringOf, type Link } from '@/lib/graph/wiring';

/** Null where the graph has no residual addition. */
export function withoutShortcuts(graph: Graph): Graph | null {
  const wiring = wiringOf(graph);
  const branches = new Map<string, Link>();
  for (const id of wiring.order) {
    const branch = graph.nodes[id].kind === 'add' ? branchInput(graph, id) : null;
    const links = wiring.incoming.get(id) ?? [];
    if (branch === null || links.length < 2) continue;
    const behind = ancestorsOf(wiring, [branch.source.node]);
    const isShortcut = (link: Link) => [...ancestorsOf(wiring, [link.source.node])].every((node) => behind.has(node) || !isLayerOfBranch(graph.nodes[node]));
    if (links.every((link) => link === branch || isShortcut(link))) branches.set(id, branch);
  }
  return branches.size === 0 ? null : withoutDead(graph, rewired(graph, branches), new Set(branches.keys()));
}

/** What does work that only a branch does: a way past it may have a 1×1 convolution (a projection, a gate), not this. */
function isLayerOfBranch({ kind, config }: GraphNode): boolean {
  return kind === BLOCK || kind === 'dense' || kind === 'depthwiseConv2d' || (kind === 'conv2d' && config?.kernelSize !== 1);
}

function rewired(graph: Graph, branches: ReadonlyMap<string, Link>): readonly GraphEdge[] {
  const sourceOf = (source: string): string => {
    const branch = branches.get(parseEndPoint(source).node);
    return branch === undefined ? source : sourceOf(formatEndPoint(branch.source));
  };
  return graph.edges.filter((edge) => !branches.has(parseEndPoint(edge[1]).node)).map((edge): GraphEdge => [sourceOf(edge[0]), edge[1]]);
}

/** Drops the additions, and what had reached the output only through them. */
function withoutDead(graph: Graph, edges: readonly GraphEdge[], additions: ReadonlySet<string>): Graph {
  const outputs = outputNodes(graph);
  const liveBefore = ancestorsOf(wiringOf(graph), outputs);
  const liveAfter = ancestorsOf(wiringOf({ ...graph, edges }), outputs);
  const gone = (id: string) => additions.has(id) || (liveBefore.has(id) && !liveAfter.has(id) && graph.nodes[id].kind !== 'input');
  return {
    ...graph,
    nodes: Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => !gone(id))),
    edges: edges.filter((edge) => !edge.some((end) => gone(parseEndPoint(end).node))),
  };
}
