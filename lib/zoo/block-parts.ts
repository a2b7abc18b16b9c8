/** Reads a residual block: its branch as a chain, its addition, the way past it, and what follows; or says why it is none. */
import { inputNodes, outputNodes } from '@/lib/graph/blocks';
import { formatEndPoint, nameOf, type Graph } from '@/lib/graph/graph';
import { branchInput } from '@/lib/graph/routes';
import { wiringOf, type Link, type Wiring } from '@/lib/graph/wiring';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';

export type BlockParts = {
  readonly input: string;
  readonly output: string;
  readonly add: string;
  /** Layers of the branch, from the input to the addition. */
  readonly branch: readonly string[];
  /** Layers between the addition and the output. */
  readonly end: readonly string[];
  /** Target end points at the addition: of the branch, and of the way past it. */
  readonly branchPort: string;
  readonly shortcutPort: string;
  /** The layer on the way past the branch; null where it is a wire alone. */
  readonly shortcut: string | null;
};

export type VariantReason = 'variantEnds' | 'variantNoAddition' | 'variantSeveralAdditions' | 'variantNotChain' | 'variantLongShortcut';

export function partsOf(graph: Graph): Result<BlockParts, Problem<VariantReason>> {
  const refuse = (code: VariantReason, node?: string) => failure(problem(code, node === undefined ? {} : { node }, { name: graph.name, layer: node === undefined ? '' : nameOf(graph, node) }));
  const [input, ...otherInputs] = inputNodes(graph);
  const [output, ...otherOutputs] = outputNodes(graph);
  if (input === undefined || output === undefined || otherInputs.length > 0 || otherOutputs.length > 0) return refuse('variantEnds');
  const additions = Object.keys(graph.nodes).filter((id) => graph.nodes[id].kind === 'add');
  if (additions.length === 0) return refuse('variantNoAddition');
  if (additions.length > 1) return refuse('variantSeveralAdditions');
  const [add] = additions;
  const wiring = wiringOf(graph);
  const into = branchInput(graph, add);
  const others = (wiring.incoming.get(add) ?? []).filter((link) => link !== into);
  if (into === null || others.length !== 1) return refuse('variantNoAddition');
  const branch = chainBack(wiring, into, input);
  if (!branch.ok) return refuse('variantNotChain', branch.problem);
  const past = chainBack(wiring, others[0], input);
  if (!past.ok || past.value.length > 1) return refuse('variantLongShortcut', past.ok ? past.value[0] : past.problem);
  const [last] = wiring.incoming.get(output) ?? [];
  const end = last === undefined ? null : chainBack(wiring, last, add);
  if (end === null || !end.ok) return refuse('variantNotChain', end === null ? output : end.problem);
  const [shortcut = null] = past.value;
  return success({ input, output, add, branch: branch.value, end: end.value, branchPort: formatEndPoint(into.target), shortcutPort: formatEndPoint(others[0].target), shortcut });
}

/** The layers from `start` to the link, if each has one wire in and one out; else the first that has not. */
function chainBack({ incoming, outgoing }: Wiring, link: Link, start: string): Result<readonly string[], string> {
  const chain: string[] = [];
  for (let id = link.source.node; id !== start; ) {
    const links = incoming.get(id) ?? [];
    if (links.length !== 1 || (outgoing.get(id) ?? []).length !== 1 || chain.includes(id)) return failure(id);
    chain.unshift(id);
    id = links[0].source.node;
  }
  return success(chain);
}
