/** The families of the zoo: what the nets of one have in common. */
import { basicBlock, bottleneck, bottleneckV1 } from './blocks/paper';
import { resNeXt } from './blocks/resnext';
import { buildNet, type Plan, type ZooNet, type ZooOptions } from './net';
import type { Block, Policy } from './parts';

export type Build = (name: string, options: ZooOptions) => ZooNet;

function withOptions(plan: Plan, options: ZooOptions): Plan {
  const { blocks = plan.blocks, filters = plan.filters, classes = plan.classes, imageSize = plan.imageSize, channels = plan.channels, policy = plan.policy, widening = plan.widening } = options;
  return { ...plan, blocks, evenStages: plan.evenStages && blocks.every((count) => count === blocks[0]), filters, classes, imageSize, channels, policy, widening: plan.widening === 1 ? 1 : widening, own: { ...plan.own, ...options.own } };
}

const imageNet = { filters: 64, widening: 1, own: {}, classes: 1000, imageSize: 224, channels: 3, stem: 'large', evenStages: false } as const;
const cifar = { filters: 16, widening: 1, own: {}, classes: 10, imageSize: 32, channels: 3, stem: 'small', evenStages: true } as const;

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

/** Table 1 of the ResNeXt paper: bottlenecks whose 3×3 convolution is in `groups` groups of `groupWidth` channels in the first stage; option B. */
export function imageNetResNeXt(blocks: readonly number[], groups: number, groupWidth: number): Build {
  return (name, options) => buildNet(withOptions({ ...imageNet, blocks, policy: 'B', block: resNeXt, own: { groups, groupWidth } }, options), name, options.language);
}

/** Section 5.3 of the ResNeXt paper: three stages of three blocks behind a stem of 64 filters; option B. */
export function cifarResNeXt(groups: number, groupWidth: number): Build {
  return (name, options) => buildNet(withOptions({ ...cifar, filters: 64, blocks: [3, 3, 3], policy: 'B', block: resNeXt, own: { groups, groupWidth } }, options), name, options.language);
}
