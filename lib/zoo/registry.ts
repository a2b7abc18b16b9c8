/** All nets of the zoo: one line each makes a net appear in lists, on the command line and in tests. */
import type { Texts } from '@/lib/graph/fields';
import { bnAfterAddition, convReluBn, preActivation, preActivationBottleneck, reluBeforeAddition, reluPreActivation } from './blocks/orders';
import { bottleneck } from './blocks/paper';
import { constantScaling, exclusiveGating, shortcutOnlyGating } from './blocks/shortcuts';
import { cifarNet, cifarResNeXt, greyNet, imageNetBasic, imageNetBottleneck, imageNetResNeXt, type Build } from './families';
import type { ZooNet, ZooOptions } from './net';

/** What a paper reports of a net, in per cent, with the shortcut option that it was trained with. */
export type PaperError = { readonly percent: number; readonly measure: 'imageNetTop1TenCrop' | 'cifar10Test'; readonly policy: 'A' | 'B' | 'none' };

export type Family = 'imageNet' | 'cifar' | 'orders' | 'shortcuts' | 'wide' | 'bottleneck' | 'resNeXt' | 'cifarResNeXt' | 'grey';

export type ZooEntry = {
  readonly id: string;
  readonly title: Texts<string>;
  readonly family: Family;
  readonly build: Build;
  readonly error?: PaperError;
};

function same(text: string): Texts<string> {
  return { en: text, zh: text };
}

function imageNetError(percent: number, policy: PaperError['policy']): PaperError {
  return { percent, measure: 'imageNetTop1TenCrop', policy };
}

function cifarError(percent: number, policy: PaperError['policy'] = 'A'): PaperError {
  return { percent, measure: 'cifar10Test', policy };
}

export const zoo: readonly ZooEntry[] = [
  { id: 'resnet-18', title: same('ResNet-18'), family: 'imageNet', build: imageNetBasic([2, 2, 2, 2], 'B'), error: imageNetError(27.88, 'A') },
  { id: 'resnet-34', title: same('ResNet-34'), family: 'imageNet', build: imageNetBasic([3, 4, 6, 3], 'B'), error: imageNetError(25.03, 'A') },
  { id: 'resnet-50', title: same('ResNet-50'), family: 'imageNet', build: imageNetBottleneck(3, 4, 6, 3) },
  { id: 'resnet-101', title: same('ResNet-101'), family: 'imageNet', build: imageNetBottleneck(3, 4, 23, 3) },
  { id: 'resnet-152', title: same('ResNet-152'), family: 'imageNet', build: imageNetBottleneck(3, 8, 36, 3) },
  { id: 'plain-18', title: same('Plain-18'), family: 'imageNet', build: imageNetBasic([2, 2, 2, 2], 'none'), error: imageNetError(27.94, 'none') },
  { id: 'plain-34', title: same('Plain-34'), family: 'imageNet', build: imageNetBasic([3, 4, 6, 3], 'none'), error: imageNetError(28.54, 'none') },
  { id: 'resnet-20', title: same('ResNet-20'), family: 'cifar', build: cifarNet(3), error: cifarError(8.75) },
  { id: 'resnet-32', title: same('ResNet-32'), family: 'cifar', build: cifarNet(5), error: cifarError(7.51) },
  { id: 'resnet-44', title: same('ResNet-44'), family: 'cifar', build: cifarNet(7), error: cifarError(7.17) },
  { id: 'resnet-56', title: same('ResNet-56'), family: 'cifar', build: cifarNet(9), error: cifarError(6.97) },
  { id: 'resnet-110', title: same('ResNet-110'), family: 'cifar', build: cifarNet(18), error: cifarError(6.43) },
  { id: 'resnet-1202', title: same('ResNet-1202'), family: 'cifar', build: cifarNet(200), error: cifarError(7.93) },
  { id: 'plain-20', title: same('Plain-20'), family: 'cifar', build: cifarNet(3, { policy: 'none' }) },
  { id: 'plain-32', title: same('Plain-32'), family: 'cifar', build: cifarNet(5, { policy: 'none' }) },
  { id: 'plain-44', title: same('Plain-44'), family: 'cifar', build: cifarNet(7, { policy: 'none' }) },
  { id: 'plain-56', title: same('Plain-56'), family: 'cifar', build: cifarNet(9, { policy: 'none' }) },
  { id: 'plain-110', title: same('Plain-110'), family: 'cifar', build: cifarNet(18, { policy: 'none' }) },
  { id: 'resnet-20-bn-after-addition', title: { en: 'ResNet-20, BN after addition', zh: 'ResNet-20，加法之后的 BN' }, family: 'orders', build: cifarNet(3, { block: bnAfterAddition }) },
  { id: 'resnet-20-relu-before-addition', title: { en: 'ResNet-20, ReLU before addition', zh: 'ResNet-20，加法之前的 ReLU' }, family: 'orders', build: cifarNet(3, { block: reluBeforeAddition }) },
  { id: 'resnet-20-relu-pre-activation', title: { en: 'ResNet-20, ReLU-only pre-activation', zh: 'ResNet-20，仅 ReLU 预激活' }, family: 'orders', build: cifarNet(3, { block: reluPreActivation }) },
  { id: 'resnet-20-pre-activation', title: { en: 'ResNet-20, full pre-activation', zh: 'ResNet-20，完全预激活' }, family: 'orders', build: cifarNet(3, { block: preActivation }) },
  { id: 'resnet-110-bn-after-addition', title: { en: 'ResNet-110, BN after addition', zh: 'ResNet-110，加法之后的 BN' }, family: 'orders', build: cifarNet(18, { block: bnAfterAddition }), error: cifarError(8.17) },
  { id: 'resnet-110-relu-before-addition', title: { en: 'ResNet-110, ReLU before addition', zh: 'ResNet-110，加法之前的 ReLU' }, family: 'orders', build: cifarNet(18, { block: reluBeforeAddition }), error: cifarError(7.84) },
  { id: 'resnet-110-relu-pre-activation', title: { en: 'ResNet-110, ReLU-only pre-activation', zh: 'ResNet-110，仅 ReLU 预激活' }, family: 'orders', build: cifarNet(18, { block: reluPreActivation }), error: cifarError(6.71) },
  { id: 'resnet-110-pre-activation', title: { en: 'ResNet-110, full pre-activation', zh: 'ResNet-110，完全预激活' }, family: 'orders', build: cifarNet(18, { block: preActivation }), error: cifarError(6.37) },
  { id: 'resnet-20-conv-relu-bn', title: { en: 'ResNet-20, conv-ReLU-BN', zh: 'ResNet-20，卷积-ReLU-BN' }, family: 'orders', build: cifarNet(3, { block: convReluBn }) },
  { id: 'resnet-20-constant-scaling', title: { en: 'ResNet-20, constant scaling', zh: 'ResNet-20，常数缩放' }, family: 'shortcuts', build: cifarNet(3, { block: constantScaling }) },
  { id: 'resnet-20-shortcut-only-gating', title: { en: 'ResNet-20, shortcut-only gating', zh: 'ResNet-20，仅门控捷径' }, family: 'shortcuts', build: cifarNet(3, { block: shortcutOnlyGating }) },
  { id: 'resnet-20-exclusive-gating', title: { en: 'ResNet-20, exclusive gating', zh: 'ResNet-20，互斥门控' }, family: 'shortcuts', build: cifarNet(3, { block: exclusiveGating }) },
  { id: 'resnet-110-constant-scaling', title: { en: 'ResNet-110, constant scaling', zh: 'ResNet-110，常数缩放' }, family: 'shortcuts', build: cifarNet(18, { block: constantScaling }) },
  { id: 'resnet-110-shortcut-only-gating', title: { en: 'ResNet-110, shortcut-only gating', zh: 'ResNet-110，仅门控捷径' }, family: 'shortcuts', build: cifarNet(18, { block: shortcutOnlyGating }) },
  { id: 'resnet-110-exclusive-gating', title: { en: 'ResNet-110, exclusive gating', zh: 'ResNet-110，互斥门控' }, family: 'shortcuts', build: cifarNet(18, { block: exclusiveGating }) },
  { id: 'wide-resnet-16-8', title: { en: 'Wide ResNet-16-8', zh: '宽 ResNet-16-8' }, family: 'wide', build: cifarNet(2, { block: preActivation, widening: 8, policy: 'B' }) },
  { id: 'wide-resnet-40-4', title: { en: 'Wide ResNet-40-4', zh: '宽 ResNet-40-4' }, family: 'wide', build: cifarNet(6, { block: preActivation, widening: 4, policy: 'B' }) },
  { id: 'wide-resnet-28-10', title: { en: 'Wide ResNet-28-10', zh: '宽 ResNet-28-10' }, family: 'wide', build: cifarNet(4, { block: preActivation, widening: 10, policy: 'B' }) },
  { id: 'resnet-29-bottleneck', title: { en: 'ResNet-29, bottleneck', zh: 'ResNet-29，瓶颈块' }, family: 'bottleneck', build: cifarNet(3, { block: bottleneck, policy: 'B' }) },
  { id: 'resnet-164-bottleneck', title: { en: 'ResNet-164, bottleneck', zh: 'ResNet-164，瓶颈块' }, family: 'bottleneck', build: cifarNet(18, { block: bottleneck, policy: 'B' }) },
  { id: 'resnet-1001-bottleneck', title: { en: 'ResNet-1001, bottleneck', zh: 'ResNet-1001，瓶颈块' }, family: 'bottleneck', build: cifarNet(111, { block: bottleneck, policy: 'B' }), error: cifarError(7.61, 'B') },
  { id: 'resnet-164-pre-activation', title: { en: 'ResNet-164, pre-activation bottleneck', zh: 'ResNet-164，预激活瓶颈块' }, family: 'bottleneck', build: cifarNet(18, { block: preActivationBottleneck, policy: 'B' }) },
  { id: 'resnet-1001-pre-activation', title: { en: 'ResNet-1001, pre-activation bottleneck', zh: 'ResNet-1001，预激活瓶颈块' }, family: 'bottleneck', build: cifarNet(111, { block: preActivationBottleneck, policy: 'B' }), error: cifarError(4.92, 'B') },
  { id: 'resnext-50-32x4d', title: same('ResNeXt-50 (32×4d)'), family: 'resNeXt', build: imageNetResNeXt([3, 4, 6, 3], 32, 4) },
  { id: 'resnext-101-32x8d', title: same('ResNeXt-101 (32×8d)'), family: 'resNeXt', build: imageNetResNeXt([3, 4, 23, 3], 32, 8) },
  { id: 'resnext-29-8x64d', title: same('ResNeXt-29 (8×64d)'), family: 'cifarResNeXt', build: cifarResNeXt(8, 64) },
  { id: 'resnext-29-16x64d', title: same('ResNeXt-29 (16×64d)'), family: 'cifarResNeXt', build: cifarResNeXt(16, 64) },
  { id: 'resnet-8-grey-8', title: { en: 'ResNet-8 for grey images, width 8', zh: 'ResNet-8，灰度图像，宽度 8' }, family: 'grey', build: greyNet(1, 8) },
  { id: 'resnet-20-grey-8', title: { en: 'ResNet-20 for grey images, width 8', zh: 'ResNet-20，灰度图像，宽度 8' }, family: 'grey', build: greyNet(3, 8) },
  { id: 'resnet-32-grey-8', title: { en: 'ResNet-32 for grey images, width 8', zh: 'ResNet-32，灰度图像，宽度 8' }, family: 'grey', build: greyNet(5, 8) },
  { id: 'resnet-56-grey-8', title: { en: 'ResNet-56 for grey images, width 8', zh: 'ResNet-56，灰度图像，宽度 8' }, family: 'grey', build: greyNet(9, 8) },
  { id: 'plain-8-grey-8', title: { en: 'Plain-8 for grey images, width 8', zh: 'Plain-8，灰度图像，宽度 8' }, family: 'grey', build: greyNet(1, 8, 'none') },
  { id: 'plain-20-grey-8', title: { en: 'Plain-20 for grey images, width 8', zh: 'Plain-20，灰度图像，宽度 8' }, family: 'grey', build: greyNet(3, 8, 'none') },
  { id: 'plain-32-grey-8', title: { en: 'Plain-32 for grey images, width 8', zh: 'Plain-32，灰度图像，宽度 8' }, family: 'grey', build: greyNet(5, 8, 'none') },
  { id: 'plain-56-grey-8', title: { en: 'Plain-56 for grey images, width 8', zh: 'Plain-56，灰度图像，宽度 8' }, family: 'grey', build: greyNet(9, 8, 'none') },
  { id: 'resnet-8-grey-16', title: { en: 'ResNet-8 for grey images, width 16', zh: 'ResNet-8，灰度图像，宽度 16' }, family: 'grey', build: greyNet(1, 16) },
  { id: 'resnet-20-grey-16', title: { en: 'ResNet-20 for grey images, width 16', zh: 'ResNet-20，灰度图像，宽度 16' }, family: 'grey', build: greyNet(3, 16) },
  { id: 'resnet-32-grey-16', title: { en: 'ResNet-32 for grey images, width 16', zh: 'ResNet-32，灰度图像，宽度 16' }, family: 'grey', build: greyNet(5, 16) },
  { id: 'resnet-56-grey-16', title: { en: 'ResNet-56 for grey images, width 16', zh: 'ResNet-56，灰度图像，宽度 16' }, family: 'grey', build: greyNet(9, 16) },
  { id: 'plain-8-grey-16', title: { en: 'Plain-8 for grey images, width 16', zh: 'Plain-8，灰度图像，宽度 16' }, family: 'grey', build: greyNet(1, 16, 'none') },
  { id: 'plain-20-grey-16', title: { en: 'Plain-20 for grey images, width 16', zh: 'Plain-20，灰度图像，宽度 16' }, family: 'grey', build: greyNet(3, 16, 'none') },
  { id: 'plain-32-grey-16', title: { en: 'Plain-32 for grey images, width 16', zh: 'Plain-32，灰度图像，宽度 16' }, family: 'grey', build: greyNet(5, 16, 'none') },
  { id: 'plain-56-grey-16', title: { en: 'Plain-56 for grey images, width 16', zh: 'Plain-56，灰度图像，宽度 16' }, family: 'grey', build: greyNet(9, 16, 'none') },
];

const byId: ReadonlyMap<string, ZooEntry> = new Map(zoo.map((entry) => [entry.id, entry]));

/** The graphs of a net of the zoo, or null if there is none of this id. */
export function graphsOf(id: string, options: ZooOptions = {}): ZooNet | null {
  const entry = byId.get(id);
  return entry === undefined ? null : entry.build(entry.title[options.language ?? 'en'], options);
}
