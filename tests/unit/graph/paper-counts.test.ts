/** Counts of the paper's networks against its tables and torchvision's models. */
import { describe, expect, it } from 'vitest';
import { infer } from '@/lib/graph/infer';
import { cifarResNet, imageNetResNet, type Policy } from './networks';

function totals(net: ReturnType<typeof cifarResNet>) {
  const { problems, totals } = infer({ net }, 'net');
  expect(problems).toEqual([]);
  return totals;
}

describe('CIFAR-10 networks', () => {
  it.each([
    [3, 20, 269_722, 40_551_040],
    [5, 32, 464_154, 68_862_592],
    [7, 44, 658_586, 97_174_144],
    [9, 56, 853_018, 125_485_696],
    [18, 110, 1_727_962, 252_887_680],
  ])('n = %i: ResNet-%i with option A, and its plain net', (n, depth, parameters, multiplyAdds) => {
    for (const policy of ['A', 'none'] satisfies Policy[]) {
      const found = totals(cifarResNet(n, policy));
      expect(found.parameters.trainable).toBe(parameters);
      expect(found.multiplyAdds).toBe(multiplyAdds);
      expect(found.weightedLayers).toBe(depth);
    }
  });
  it.each([
    [3, 272_474, 283_962],
    [5, 466_906, 489_594],
    [7, 661_338, 695_226],
    [9, 855_770, 900_858],
    [18, 1_730_714, 1_826_202],
  ])('n = %i with options B and C', (n, b, c) => {
    expect(totals(cifarResNet(n, 'B')).parameters.trainable).toBe(b);
    expect(totals(cifarResNet(n, 'C')).parameters.trainable).toBe(c);
  });
  it('takes grey images of 28×28', () => {
    expect(totals(cifarResNet(3, 'A', [28, 28, 1])).parameters.trainable).toBe(269_434);
  });
});

describe('ImageNet networks', () => {
  it.each([
    ['ResNet-18', [2, 2, 2, 2], false, 'B', 11_689_512, 1_814_073_344, 18],
    ['ResNet-34', [3, 4, 6, 3], false, 'B', 21_797_672, 3_663_761_408, 34],
    ['ResNet-50', [3, 4, 6, 3], true, 'B', 25_557_032, 4_089_184_256, 50],
    ['ResNet-152', [3, 8, 36, 3], true, 'B', 60_192_808, 11_513_626_624, 152],
    ['Plain-34', [3, 4, 6, 3], false, 'none', 21_623_848, 3_644_493_824, 34],
  ] satisfies [string, number[], boolean, Policy, number, number, number][])('%s', (_name, blocks, bottleneck, policy, parameters, multiplyAdds, depth) => {
    const found = totals(imageNetResNet(blocks, bottleneck, policy));
    expect(found.parameters.trainable).toBe(parameters);
    expect(found.multiplyAdds).toBe(multiplyAdds);
    expect(found.weightedLayers).toBe(depth);
  });
});
