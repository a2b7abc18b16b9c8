/** What a list of the zoo says of a net: its data, its block, the blocks of each stage, and what it costs. */
import { BLOCK, defaultScope, instancesOf } from '@/lib/graph/blocks';
import type { Texts } from '@/lib/graph/fields';
import type { Graphs } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import { assertNever } from '@/lib/util/assert-never';
import type { Family, ZooEntry } from './registry';

export type ZooData = 'imageNet' | 'cifar10' | 'fashionMnist';
export type ZooStructure = { readonly blockName: string; readonly residual: boolean; /** Blocks of each stage. */ readonly stages: readonly number[] };
export type ZooCosts = { /** Trainable parameters. */ readonly parameters: number; /** Of one image. */ readonly multiplyAdds: number };

/** Proper names, the same in every language. */
export const dataNames: Readonly<Record<ZooData, string>> = { imageNet: 'ImageNet', cifar10: 'CIFAR-10', fashionMnist: 'Fashion-MNIST' };

/** What images of a family's nets are like: those of ImageNet, of CIFAR-10, or the grey ones of Fashion-MNIST. */
export function dataOf(family: Family): ZooData {
  switch (family) {
    case 'imageNet':
    case 'resNeXt':
      return 'imageNet';
    case 'grey':
      return 'fashionMnist';
    case 'cifar':
    case 'orders':
    case 'shortcuts':
    case 'wide':
    case 'bottleneck':
    case 'cifarResNeXt':
      return 'cifar10';
    default:
      return assertNever(family);
  }
}

/** Whether a net that `buildNet` made has shortcuts. */
export function isResidual(graphs: Graphs, root: string): boolean {
  return defaultScope(graphs[root]).policy !== 'none';
}

export function structureOfNet(entry: ZooEntry, language: keyof Texts<string>): ZooStructure {
  const { graphs, root } = entry.build(entry.title[language], { language });
  const net = graphs[root];
  const scope = defaultScope(net);
  const stages = Object.values(net.nodes).flatMap((node) => (node.kind === BLOCK && node.graph !== undefined ? [{ definition: graphs[node.graph], node }] : []));
  return {
    blockName: stages[0]?.definition.name ?? '',
    residual: isResidual(graphs, root),
    stages: stages.map(({ definition, node }) => instancesOf(node, definition, scope).count),
  };
}

export function costsOf(entry: ZooEntry): ZooCosts {
  const { graphs, root } = entry.build(entry.title.en, {});
  const { parameters, multiplyAdds } = infer(graphs, root).totals;
  return { parameters: parameters.trainable, multiplyAdds };
}
