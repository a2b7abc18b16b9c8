/** Gives a plain chain shortcuts: one past each pair of convolutions, added behind the second one and its BN. */
import { parseEndPoint, type ConfigValue, type Graph, type GraphEdge, type GraphNode } from '@/lib/graph/graph';
import { fieldOf, pointwiseKinds, productOf } from '@/lib/graph/branch-size';
import { wiringOf, type Wiring } from '@/lib/graph/wiring';
import { add, type Policy } from './parts';

type Pair = { readonly first: string; readonly second: string; readonly end: string };

/** Null where there is no pair. With `stem` the first convolution stays alone. */
export function withShortcuts(graph: Graph, policy: Policy, stem: boolean): Graph | null {
  const pairs = pairsOf(graph, stem);
  if (pairs.length === 0) return null;
  const wiring = wiringOf(graph);
  const nodes: Record<string, GraphNode> = { ...graph.nodes };
  const added: GraphEdge[] = [];
  const additions = new Map<string, string>();
  const fromAddition = (source: string) => additions.get(parseEndPoint(source).node) ?? source;
  for (const { first, second, end } of pairs) {
    const shortcut = freshId('shortcut', nodes);
    const addition = freshId('add', nodes);
    nodes[shortcut] = { kind: 'shortcut', config: { type: 'auto', filters: graph.nodes[second].config?.filters ?? 16, strides: stridesOf(graph.nodes[first], graph.nodes[second]), policy } };
    nodes[addition] = add;
    const [into] = wiring.incoming.get(first) ?? [];
    added.push([fromAddition(into.edge[0]), shortcut], [end, `${addition}:0`], [shortcut, `${addition}:1`]);
    additions.set(end, addition);
  }
  return { ...graph, nodes, edges: [...graph.edges.map(([source, target]): GraphEdge => [fromAddition(source), target]), ...added] };
}

function pairsOf(graph: Graph, stem: boolean): readonly Pair[] {
  const wiring = wiringOf(graph);
  const isConv = (id: string) => graph.nodes[id].kind === 'conv2d';
  const convolutions = wiring.order.filter(isConv);
  const pairs: Pair[] = [];
  const taken = new Set(stem ? convolutions.slice(0, 1) : []);
  for (const first of convolutions) {
    if (taken.has(first) || !keepsSize(graph.nodes[first]) || wiring.incoming.get(first)?.length !== 1) continue;
    let second = onlyUser(wiring, first);
    while (second !== null && pointwiseKinds.has(graph.nodes[second].kind)) second = onlyUser(wiring, second);
    if (second === null || !isConv(second) || !keepsSize(graph.nodes[second])) continue;
    const next = onlyUser(wiring, second);
    const end = next !== null && graph.nodes[next].kind === 'batchNormalization' ? next : second;
    const user = onlyUser(wiring, end);
    if (user === null || graph.nodes[user].kind === 'add') continue;
    taken.add(second);
    pairs.push({ first, second, end });
  }
  return pairs;
}

/** But for its strides, which the shortcut can follow. */
function keepsSize({ config, bypassed }: GraphNode): boolean {
  return bypassed !== true && (config?.padding !== 'valid' || config.kernelSize === 1);
}

function onlyUser(wiring: Wiring, id: string): string | null {
  const users = wiring.outgoing.get(id) ?? [];
  return users.length === 1 ? users[0].target.node : null;
}

function stridesOf(first: GraphNode, second: GraphNode): ConfigValue {
  return productOf([fieldOf(first, 'strides'), fieldOf(second, 'strides')]);
}

function freshId(stem: string, nodes: Readonly<Record<string, GraphNode>>): string {
  let number = 1;
  while (Object.hasOwn(nodes, `${stem}${number}`)) number++;
  return `${stem}${number}`;
}
