/** Fusions: finds the calls of a program that are computed as one. A node's value is the output of its last call. */
import type { LayerCall, OperationOf, Program } from '@/lib/graph/program';

type Normalization = LayerCall & OperationOf<'BatchNormalization'>;

/** A layer with a kernel and, in evaluation, the normalisation that its weights take in. */
export type Node = {
  /** The calls in order; the first has the path that weights and texts go by. */
  readonly calls: readonly LayerCall[];
  /** Indices of the nodes that come in. */
  readonly inputs: readonly number[];
} & (
  | { readonly kind: 'call' }
  | { readonly kind: 'normalization'; readonly normalization: Normalization; readonly adds: boolean; readonly rectifies: boolean }
  | { readonly kind: 'folded'; readonly layer: LayerCall; readonly normalization: Normalization; readonly adds: boolean; readonly rectifies: boolean }
);

type Group = { readonly calls: number[]; readonly sources: number[]; readonly folds: boolean; readonly normalization: Normalization | null; readonly adds: boolean; readonly rectifies: boolean };

function isNormalization(call: LayerCall): call is Normalization {
  return call.className === 'BatchNormalization';
}

export type Fusions = 'none' | 'training' | 'evaluation';

/** The program's nodes in topological order. */
export function nodesOf(program: Program, fusions: Fusions): readonly Node[] {
  const { layers } = program;
  const indexOf = new Map(layers.map((call, index) => [call.path, index]));
  const inputs = layers.map((call) =>
    call.inputs.map((path) => {
      const index = indexOf.get(path);
      if (index === undefined) throw new Error(`The program has no call ${path}.`);
      return index;
    }),
  );
  const consumers = layers.map((): number[] => []);
  inputs.forEach((sources, index) => sources.forEach((source) => consumers[source].push(index)));
  const outputs = new Set(program.outputs.map((path) => indexOf.get(path)));
  /** The one call that reads this value, if nothing else does. */
  const onlyConsumer = (index: number): number | null => (consumers[index].length === 1 && !outputs.has(index) ? consumers[index][0] : null);

  const groupOf = new Map<number, Group>();
  if (fusions !== 'none') {
    layers.forEach((call, index) => {
      if (!isNormalization(call)) return;
      const group = normalizationGroup(call, index);
      for (const member of group.calls) groupOf.set(member, group);
    });
  }

  function normalizationGroup(normalization: Normalization, index: number): Group {
    const [source] = inputs[index];
    const folds = fusions === 'evaluation' && onlyConsumer(source) === index && !groupOf.has(source) && ['Conv2D', 'DepthwiseConv2D', 'Dense'].includes(layers[source].className);
    const calls = folds ? [source, index] : [index];
    const sources = folds ? [...inputs[source]] : [source];
    let last = index;
    let next = onlyConsumer(last);
    let [adds, rectifies] = [false, false];
    if (next !== null && layers[next].className === 'Add' && inputs[next].length === 2 && !groupOf.has(next)) {
      sources.push(...inputs[next].filter((input) => input !== last));
      if (sources.length === (folds ? inputs[calls[0]].length : 1) + 1) {
        adds = true;
        calls.push(next);
        last = next;
        next = onlyConsumer(last);
      } else {
        sources.length = folds ? inputs[calls[0]].length : 1;
      }
    }
    if (next !== null && layers[next].className === 'ReLU') {
      rectifies = true;
      calls.push(next);
    }
    return { calls, sources, folds, normalization, adds, rectifies };
  }

  const nodeOf = new Map<number, number>();
  const nodes: Node[] = [];
  layers.forEach((call, index) => {
    const group = groupOf.get(index);
    if (group === undefined) {
      nodeOf.set(index, nodes.length);
      nodes.push({ kind: 'call', calls: [call], inputs: inputs[index].map((source) => nodeAt(source)) });
      return;
    }
    // A group stands where its last call stood, when all that it reads is there.
    if (index !== group.calls.at(-1) || group.normalization === null) return;
    const members = group.calls.map((member) => layers[member]);
    const { normalization, adds, rectifies } = group;
    const common = { calls: members, inputs: group.sources.map((source) => nodeAt(source)), normalization, adds, rectifies };
    nodeOf.set(index, nodes.length);
    nodes.push(group.folds ? { kind: 'folded', layer: members[0], ...common } : { kind: 'normalization', ...common });
  });

  function nodeAt(index: number): number {
    const node = nodeOf.get(index);
    if (node === undefined) throw new Error(`${layers[index].path} is read before it is computed.`);
    return node;
  }
  return nodes;
}
