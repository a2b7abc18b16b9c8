/** Every net of the papers' tables with every option of the shortcuts, against sums over the definitions. */
import { describe, expect, it } from 'vitest';
import { infer } from '@/lib/graph/infer';
import type { ZooOptions } from '@/lib/zoo/net';
import { graphsOf } from '@/lib/zoo/registry';
import { cifar10, countOf, imageNet, type Count } from './definitions';

function countsOf(id: string, options: ZooOptions = {}): Count {
  const net = graphsOf(id, options);
  if (net === null) throw new Error(id);
  const { problems, totals } = infer(net.graphs, net.root);
  expect(problems).toEqual([]);
  return { parameters: totals.parameters.trainable, multiplyAdds: totals.multiplyAdds };
}

const policies = ['A', 'B', 'C', 'none'] as const;

const basicNets = [
  [18, [2, 2, 2, 2]],
  [34, [3, 4, 6, 3]],
] as const;
const bottleneckNets = [
  [50, [3, 4, 6, 3]],
  [101, [3, 4, 23, 3]],
  [152, [3, 8, 36, 3]],
] as const;
const cifarNets = [
  [20, 3],
  [32, 5],
  [44, 7],
  [56, 9],
  [110, 18],
  [1202, 200],
] as const;

describe.each(policies)('option %s', (policy) => {
  it.each(basicNets)('ResNet-%i', (depth, blocks) => {
    expect(countsOf(`resnet-${depth}`, { policy })).toEqual(countOf({ ...imageNet, block: 'basic', blocks, policy }));
  });
  it.each(bottleneckNets)('ResNet-%i, with the strides in either place', (depth, blocks) => {
    for (const [version, stridesOn] of [['v1', 1], ['v1.5', 2]] as const)
      expect(countsOf(`resnet-${depth}`, { policy, version })).toEqual(countOf({ ...imageNet, block: 'bottleneck', blocks, policy, stridesOn }));
  });
  it.each(cifarNets)('ResNet-%i', (depth, n) => {
    expect(countsOf(`resnet-${depth}`, { policy })).toEqual(countOf({ ...cifar10, block: 'basic', blocks: [n, n, n], policy }));
  });
  it('ResNet-20 of half the width for grey images', () => {
    expect(countsOf('resnet-20-grey-8', { policy })).toEqual(countOf({ ...cifar10, block: 'basic', blocks: [3, 3, 3], policy, filters: 8, imageSize: 28, channels: 1 }));
  });
});

it('the sums over the definitions are themselves those of the tables', () => {
  expect(countOf({ ...imageNet, block: 'bottleneck', blocks: [3, 4, 6, 3], policy: 'B' })).toEqual({ parameters: 25_557_032, multiplyAdds: 4_089_184_256 });
  expect(countOf({ ...cifar10, block: 'basic', blocks: [18, 18, 18], policy: 'A' })).toEqual({ parameters: 1_727_962, multiplyAdds: 252_887_680 });
  expect(countOf({ ...cifar10, block: 'basic', blocks: [18, 18, 18], policy: 'C' }).parameters).toBe(1_826_202);
});

describe('ResNeXt', () => {
  it('has the parameters of torchvision’s nets', () => {
    expect(countsOf('resnext-50-32x4d').parameters).toBe(25_028_904);
    expect(countsOf('resnext-101-32x8d').parameters).toBe(88_791_336);
  });
  it.each([
    ['resnext-50-32x4d', imageNet, [3, 4, 6, 3], { count: 32, width: 4 }],
    ['resnext-101-32x8d', imageNet, [3, 4, 23, 3], { count: 32, width: 8 }],
    ['resnext-29-8x64d', { ...cifar10, filters: 64 }, [3, 3, 3], { count: 8, width: 64 }],
    ['resnext-29-16x64d', { ...cifar10, filters: 64 }, [3, 3, 3], { count: 16, width: 64 }],
  ] as const)('%s is the sum of its definition', (id, ends, blocks, groups) => {
    expect(countsOf(id)).toEqual(countOf({ ...ends, block: 'bottleneck', blocks, policy: 'B', groups }));
  });
  it('takes another cardinality and width of a group', () => {
    expect(countsOf('resnext-50-32x4d', { own: { groups: 2, groupWidth: 40 } })).toEqual(countOf({ ...imageNet, block: 'bottleneck', blocks: [3, 4, 6, 3], policy: 'B', groups: { count: 2, width: 40 } }));
    // One group as wide as the bottleneck is the ResNet.
    expect(countsOf('resnext-50-32x4d', { own: { groups: 1, groupWidth: 64 } })).toEqual(countsOf('resnet-50'));
  });
});
