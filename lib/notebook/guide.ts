/** The guided first build: what comes next, read off the graph as it stands, so that any order, undo or detour is fine. */
import { parseEndPoint, type Graph } from '@/lib/graph/graph';

/** The boxes of the build in the order of the chain; `branch` are those of F. */
export const guideParts = ['stemConv', 'stemNorm', 'stemReLU', 'conv1', 'norm1', 'relu', 'conv2', 'norm2', 'addition', 'shortcut', 'relu2', 'pool', 'flatten', 'dense', 'output'] as const;
export type GuidePart = (typeof guideParts)[number];

export type GuideStep = {
  readonly part: GuidePart;
  /** `add`: take it from the palette; `connect`: it is there and wants a wire. */
  readonly task: 'add' | 'connect';
  /** Id of the palette's entry. */
  readonly entry: string;
  /** Nodes to point at: where the wire begins, and where it ends. */
  readonly nodes: readonly string[];
  readonly done: number;
  readonly total: number;
};

const kindOf: Readonly<Record<GuidePart, { readonly kind: string; readonly entry: string }>> = {
  stemConv: { kind: 'conv2d', entry: 'conv2d' },
  stemNorm: { kind: 'batchNormalization', entry: 'batchNormalization' },
  stemReLU: { kind: 'reLU', entry: 'reLU' },
  conv1: { kind: 'conv2d', entry: 'conv2d' },
  norm1: { kind: 'batchNormalization', entry: 'batchNormalization' },
  relu: { kind: 'reLU', entry: 'reLU' },
  conv2: { kind: 'conv2d', entry: 'conv2d' },
  norm2: { kind: 'batchNormalization', entry: 'batchNormalization' },
  addition: { kind: 'add', entry: 'add' },
  shortcut: { kind: 'shortcut', entry: 'identity' },
  relu2: { kind: 'reLU', entry: 'reLU' },
  pool: { kind: 'maxPooling2d', entry: 'maxPooling2d' },
  flatten: { kind: 'flatten', entry: 'flatten' },
  dense: { kind: 'dense', entry: 'dense' },
  output: { kind: 'output', entry: 'output' },
};

/** What goes behind the addition. */
const head: readonly GuidePart[] = ['relu2', 'pool', 'flatten', 'dense', 'output'];
const branch: readonly GuidePart[] = ['conv1', 'norm1', 'relu', 'conv2', 'norm2', 'addition'];
const stem: readonly GuidePart[] = ['stemConv', 'stemNorm', 'stemReLU'];

type Wires = { readonly after: (node: string) => readonly string[]; readonly hasInput: (node: string) => boolean };

function wiresOf(graph: Graph): Wires {
  const edges = graph.edges.map(([source, target]) => [parseEndPoint(source).node, parseEndPoint(target).node] as const);
  return { after: (node) => edges.filter(([source]) => source === node).map(([, target]) => target), hasInput: (node) => edges.some(([, target]) => target === node) };
}

/** The next thing to do; null when the block stands and its net has an output. */
export function guideStep(graph: Graph): GuideStep | null {
  const { after, hasInput } = wiresOf(graph);
  const used = new Set<string>();
  const is = (node: string, part: GuidePart) => graph.nodes[node]?.kind === kindOf[part].kind;

  /** A node of the part's kind that waits for a wire: the one to connect rather than to add another. */
  function waiting(part: GuidePart): string | null {
    return Object.keys(graph.nodes).find((node) => !used.has(node) && is(node, part) && !hasInput(node)) ?? null;
  }
  function step(part: GuidePart, from: string | null): GuideStep {
    const there = waiting(part);
    return {
      part,
      task: there === null ? 'add' : 'connect',
      entry: kindOf[part].entry,
      nodes: [...(from === null ? [] : [from]), ...(there === null ? [] : [there])],
      done: guideParts.indexOf(part),
      total: guideParts.length,
    };
  }
  /** What a node feeds, an identity that was put into the chain passed over. */
  function beyond(node: string): readonly string[] {
    return after(node).flatMap((next) => (graph.nodes[next]?.kind === 'shortcut' ? [next, ...after(next)] : [next]));
  }
  /** Walks along the parts from a node; gives the last node, or the step at which the chain ends. */
  function walk(parts: readonly GuidePart[], from: string): { readonly node: string } | { readonly step: GuideStep } {
    let node = from;
    for (const part of parts) {
      const next = beyond(node).find((candidate) => is(candidate, part) && !used.has(candidate));
      if (next === undefined) return { step: step(part, node) };
      used.add(next);
      node = next;
    }
    return { node };
  }

  const input = Object.keys(graph.nodes).find((node) => graph.nodes[node].kind === 'input');
  if (input === undefined) return null;
  const stemEnd = walk(stem, input);
  if ('step' in stemEnd) return stemEnd.step;
  const x = stemEnd.node;
  const branchEnd = walk(branch, x);
  if ('step' in branchEnd) {
    if (branchEnd.step.part !== 'addition') return branchEnd.step;
    // The addition may have got the shortcut first: then it has an input, and wants the branch's end.
    const early = Object.keys(graph.nodes).find((node) => graph.nodes[node].kind === 'add' && hasInput(node));
    return early === undefined ? branchEnd.step : { ...branchEnd.step, task: 'connect', nodes: [branchEnd.step.nodes[0], early] };
  }
  const addition = branchEnd.node;
  const crossing = after(x).find((node) => node === addition || (graph.nodes[node]?.kind === 'shortcut' && after(node).includes(addition)));
  if (crossing === undefined) {
    const begun = after(x).find((node) => graph.nodes[node]?.kind === 'shortcut');
    const loose = Object.keys(graph.nodes).find((node) => graph.nodes[node].kind === 'shortcut' && !hasInput(node));
    const nodes = begun !== undefined ? [begun, addition] : loose !== undefined ? [x, loose] : [x, addition];
    return { part: 'shortcut', task: 'connect', entry: kindOf.shortcut.entry, nodes, done: guideParts.indexOf('shortcut'), total: guideParts.length };
  }
  const headEnd = walk(head, addition);
  return 'step' in headEnd ? headEnd.step : null;
}
