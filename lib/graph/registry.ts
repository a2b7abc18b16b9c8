/** All layer kinds: one line each makes a kind appear in palette, inspector, inference, lowering, help and tests. */
import type { AnyKind } from './kind';
import { activation } from './kinds/activation';
import { add } from './kinds/add';
import { averagePooling2d } from './kinds/average-pooling-2d';
import { batchNormalization } from './kinds/batch-normalization';
import { concatenate } from './kinds/concatenate';
import { conv2d } from './kinds/conv2d';
import { dense } from './kinds/dense';
import { depthwiseConv2d } from './kinds/depthwise-conv2d';
import { dropout } from './kinds/dropout';
import { flatten } from './kinds/flatten';
import { globalAveragePooling2d } from './kinds/global-average-pooling-2d';
import { input } from './kinds/input';
import { maxPooling2d } from './kinds/max-pooling-2d';
import { multiply } from './kinds/multiply';
import { output } from './kinds/output';
import { reLU } from './kinds/relu';
import { scale } from './kinds/scale';
import { shortcut } from './kinds/shortcut';
import { zeroPadding2d } from './kinds/zero-padding-2d';

/** In the order of the palette. */
export const kinds: readonly AnyKind[] = [
  input,
  conv2d,
  depthwiseConv2d,
  batchNormalization,
  reLU,
  activation,
  add,
  shortcut,
  multiply,
  scale,
  concatenate,
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  zeroPadding2d,
  flatten,
  dense,
  dropout,
  output,
];

const byName: ReadonlyMap<string, AnyKind> = new Map(kinds.map((kind) => [kind.kind, kind]));

/** Undefined for a kind of a newer version, which is kept and shown as unknown. */
export function kindOf(name: string): AnyKind | undefined {
  return byName.get(name);
}
