/** Why the inputs of an addition differ: which wire is the branch, and which of its layers changes the shape. */
import { ancestorsOf, wiringOf, type Link } from './wiring';
import { nameOf, type Graph } from './graph';
import type { Measure } from './measured-graph';
import { branchInput } from './routes';
import { formatShape, sameShape, type Shape } from './shape';

export type Mismatch = {
  /** The deepest input and its shape, which the other one must meet. */
  readonly branch: Link;
  readonly branchShape: Shape;
  readonly other: Link;
  readonly otherShape: Shape;
  /** Layers of the branch alone, from its end back to where it leaves the other way. */
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, string | number>>;
  readonly related: readonly string[];
};

/** Null where the shapes of the inputs agree or are not known. */
export function mismatchAt(graph: Graph, measured: Measure, id: string): Mismatch | null {
  const wiring = wiringOf(graph);
  const branch = branchInput(graph, id);
  const shapeOf = (link: Link) => measured.nodes.get(link.source.node)?.outputShape ?? null;
  const branchShape = branch && shapeOf(branch);
  if (!branch || !branchShape) return null;
  for (const other of wiring.incoming.get(id) ?? []) {
    const otherShape = shapeOf(other);
    if (!otherShape || sameShape(otherShape, branchShape)) continue;
    const path = branchPath(graph, branch, other);
    const { values, culprit } = causeOf(graph, measured, path, otherShape, branchShape);
    const shapes = { kind: graph.nodes[id].kind, first: formatShape(otherShape), second: formatShape(branchShape) };
    return { branch, branchShape, other, otherShape, path, values: { ...shapes, ...values }, related: [other.source.node, branch.source.node, ...(culprit === null ? [] : [culprit])] };
  }
  return null;
}

function branchPath(graph: Graph, branch: Link, other: Link): readonly string[] {
  const wiring = wiringOf(graph);
  const shared = ancestorsOf(wiring, [other.source.node]);
  const path: string[] = [];
  for (let id = branch.source.node; !shared.has(id) && !path.includes(id); ) {
    path.push(id);
    const into = wiring.incoming.get(id) ?? [];
    if (into.length !== 1) break;
    id = into[0].source.node;
  }
  return path;
}

function causeOf(graph: Graph, measured: Measure, path: readonly string[], other: Shape, branch: Shape): { readonly values: Mismatch['values']; readonly culprit: string | null } {
  const config = (id: string) => measured.nodes.get(id)?.config;
  const strided = path.findLast((id) => Number(config(id)?.strides ?? 1) > 1);
  const widening = path.find((id) => config(id)?.filters !== undefined);
  const strides = strided === undefined ? 1 : Number(config(strided)?.strides);
  const sizeDiffers = other[0] !== branch[0];
  const channelsDiffer = other[other.length - 1] !== branch[branch.length - 1];
  const filters = branch[branch.length - 1];
  const known = other.length === 3 && branch.length === 3;
  if (known && sizeDiffers && strided !== undefined) {
    const alike = channelsDiffer && config(strided)?.filters === filters;
    return { values: { cause: alike ? 'stridesAndFilters' : 'strides', node: nameOf(graph, strided), strides, filters }, culprit: strided };
  }
  if (known && !sizeDiffers && channelsDiffer && widening !== undefined) {
    return { values: { cause: 'filters', node: nameOf(graph, widening), filters, strides: 1 }, culprit: widening };
  }
  return { values: { cause: 'unknown', node: '', filters, strides }, culprit: null };
}
