/** The families of the zoo: what the nets of one have in common. */
import { basicBlock, bottleneck, bottleneckV1 } from './blocks/paper';
import { buildNet, type Plan, type ZooNet, type ZooOptions } from './net';
import type { Block, Policy } from './parts';

export type Build = (name: string, options: ZooOptions) => ZooNet;

function withOptions(plan: Plan, options: ZooOptions): Plan {
  const { blocks = plan.blocks, filters = plan.filters, classes = plan.classes, imageSize = plan.imageSize, channels = plan.channels, policy = plan.policy } = options;
  return { ...plan, blocks, evenStages: plan.evenStages && blocks.every((count) => count === blocks[0]), filters, classes, imageSize, channels, policy };
}

const imageNet = { filters: 64, widening: 1, classes: 1000, imageSize: 224, channels: 3, stem: 'large', evenStages: false } as const;
const cifar = { filters: 16, widening: 1, classes: 10, imageSize: 32, channels: 3, stem: 'small', evenStages: true } as const;

/** Table 1 of the first paper, with two 3×3 convolutions a block. */
export function imageNetBasic(blocks: readonly number[], policy: Policy): Build {
  return (name, options) => buildNet(withOptions({ ...imageNet, blocks, policy, block: basicBlock }, options), name, options.language);
}

/** Table 1 of the first paper, with bottlenecks; option B. */
export function imageNetBottleneck(...blocks: readonly number[]): Build {
  return (name, options) => buildNet(withOptions({ ...imageNet, blocks, policy: 'B', block: options.version === 'v1' ? bottleneckV1 : bottleneck }, options), name, options.language);
}

/** Section 4.2: three stages of `n` blocks. */
export function cifarNet(n: number, changes: { readonly policy?: Policy; readonly block?: Block; readonly widening?: number } = {}): Build {
  const { policy = 'A', block = basicBlock, widening = 1 } = changes;
  return (name, options) => {
    const chosen = block === bottleneck && options.version === 'v1' ? bottleneckV1 : block;
    return buildNet(withOptions({ ...cifar, widening, blocks: [n, n, n], policy, block: chosen }, options), name, options.language);
  };
}

/** Section 4.2 for grey images of 28×28, as they ship. */
export function greyNet(n: number, filters: number, policy: Policy = 'A'): Build {
  return (name, options) => buildNet(withOptions({ ...cifar, imageSize: 28, channels: 1, filters, blocks: [n, n, n], policy, block: basicBlock }, options), name, options.language);
}
