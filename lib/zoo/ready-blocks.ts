/** Blocks of the papers as they are put into any graph: the definition alone, as the nets for small images have it. */
import type { Texts } from '@/lib/graph/fields';
import type { Graph } from '@/lib/graph/graph';
import { bnAfterAddition, convReluBn, preActivation, preActivationBottleneck, reluBeforeAddition, reluPreActivation } from './blocks/orders';
import { basicBlock, bottleneck, bottleneckV1 } from './blocks/paper';
import { resNeXt } from './blocks/resnext';
import { constantScaling, exclusiveGating, shortcutOnlyGating } from './blocks/shortcuts';
import { defineBlock, type Block } from './parts';

const FILTERS = 16;
const IMAGE = 32;

export type ReadyBlock = {
  readonly id: string;
  readonly name: Texts<string>;
  readonly graph: Graph;
  /** Shown without a search. */
  readonly common: boolean;
};

const common: readonly Block[] = [basicBlock, bottleneck, preActivation];
const others: readonly Block[] = [bottleneckV1, preActivationBottleneck, resNeXt, bnAfterAddition, reluBeforeAddition, reluPreActivation, convReluBn, constantScaling, shortcutOnlyGating, exclusiveGating];

/** In the order of lists; the names of the definitions are in the given language. */
export function readyBlocks(language: keyof Texts<string>): readonly ReadyBlock[] {
  return [...common, ...others].map((block) => ({
    id: block.id,
    name: block.name,
    graph: defineBlock(block, { imageSize: IMAGE, channels: FILTERS * block.expansion, filters: FILTERS, policy: 'A', values: {} }, language),
    common: common.includes(block),
  }));
}
