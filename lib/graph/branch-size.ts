/** What a shortcut must do to fit its branch, in the branch's own words: filters and strides as they are written in its layers. */
import type { ConfigValue, Graph, GraphNode } from './graph';
import { kindOf } from './registry';
import type { ResidualWay } from './residual-ways';
import { branchInput } from './routes';
import { wiringOf } from './wiring';

export type BranchSize = { readonly filters: ConfigValue; readonly strides: ConfigValue };

/** Kinds that change neither the place nor the shape of what flows through them. */
export const pointwiseKinds: ReadonlySet<string> = new Set(['batchNormalization', 'reLU', 'activation', 'dropout', 'scale']);
const pools: ReadonlySet<string> = new Set(['maxPooling2d', 'averagePooling2d']);

/** Null where the branch holds what changes shapes in another way (a block, a concatenation, padding `valid`), or no convolution. */
export function branchSize(graph: Graph, way: ResidualWay): BranchSize | null {
  if (way.addition === null) return null;
  const { incoming } = wiringOf(graph);
  let filters: ConfigValue | null = null;
  const strides: ConfigValue[] = [];
  const seen = new Set<string>();
  let current = branchInput(graph, way.addition)?.source.node;
  while (current !== undefined && current !== way.source) {
    if (seen.has(current)) return null;
    seen.add(current);
    const node = graph.nodes[current];
    if (node.kind === 'add') {
      current = branchInput(graph, current)?.source.node;
      continue;
    }
    const links = incoming.get(current) ?? [];
    if (links.length !== 1) return null;
    if (node.bypassed !== true && !pointwiseKinds.has(node.kind)) {
      if (!keepsPlace(node) || (node.kind !== 'conv2d' && !pools.has(node.kind))) return null;
      if (node.kind === 'conv2d') filters ??= fieldOf(node, 'filters');
      strides.unshift(fieldOf(node, 'strides'));
    }
    current = links[0].source.node;
  }
  return filters === null || current === undefined ? null : { filters, strides: productOf(strides) };
}

function keepsPlace(node: GraphNode): boolean {
  return fieldOf(node, 'padding') !== 'valid' || fieldOf(node, 'kernelSize') === 1;
}

/** As written in the node, or its kind's default. */
export function fieldOf(node: GraphNode, field: string): ConfigValue {
  return node.config?.[field] ?? kindOf(node.kind)?.fields[field]?.default ?? 0;
}

/** The product of values some of which may be expressions. */
export function productOf(values: readonly ConfigValue[]): ConfigValue {
  const number = values.reduce<number>((product, value) => (typeof value === 'number' ? product * value : product), 1);
  const expressions = values.filter((value) => typeof value === 'string');
  if (expressions.length === 0) return number;
  if (expressions.length === 1 && number === 1) return expressions[0];
  const factors = expressions.map((value) => `(${value.replace(/^=/, '')})`);
  return `=${[...factors, ...(number === 1 ? [] : [String(number)])].join(' * ')}`;
}
