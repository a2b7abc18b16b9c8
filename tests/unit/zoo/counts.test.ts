/** The zoo against the paper's tables, and against sums over its definitions that know nothing of graphs. */
import { describe, expect, it } from 'vitest';
import { infer } from '@/lib/graph/infer';
import { lower } from '@/lib/graph/lower';
import type { Program } from '@/lib/graph/program';
import { sizeOf } from '@/lib/graph/shape';
import type { ZooOptions } from '@/lib/zoo/net';
import { graphsOf, zoo } from '@/lib/zoo/registry';

function netOf(id: string, options: ZooOptions = {}) {
  const net = graphsOf(id, options);
  if (net === null) throw new Error(`The zoo has no ${id}.`);
  return net;
}

function totalsOf(id: string, options: ZooOptions = {}) {
  const { graphs, root } = netOf(id, options);
  const { problems, totals } = infer(graphs, root);
  expect(problems).toEqual([]);
  return totals;
}

function programOf(id: string, options: ZooOptions = {}): Program {
  const { graphs, root } = netOf(id, options);
  const program = lower(graphs, root);
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  return program.value;
}

function trainableOf(program: Program): number {
  return program.layers.flatMap((layer) => layer.weights).reduce((sum, weight) => sum + (weight.trainable ? sizeOf(weight.shape) : 0), 0);
}

/** 3×3 convolutions and BN, stage by stage; `channels` come in. */
function basicStages(blocks: readonly number[], filters: number, policy: 'A' | 'B' | 'C'): number {
  let from = filters;
  let sum = 0;
  blocks.forEach((count, stage) => {
    const to = filters * 2 ** stage;
    for (let block = 0; block < count; block++) {
      sum += 9 * from * to + 2 * to + 9 * to * to + 2 * to;
      if (policy === 'C' || (policy === 'B' && from !== to)) sum += from * to + 2 * to;
      from = to;
    }
  });
  return sum;
}

describe('ImageNet', () => {
  it.each([
    ['resnet-18', 11_689_512, 1_814_073_344, 18],
    ['resnet-34', 21_797_672, 3_663_761_408, 34],
    ['resnet-50', 25_557_032, 4_089_184_256, 50],
    ['resnet-101', 44_549_160, 7_801_405_440, 101],
    ['resnet-152', 60_192_808, 11_513_626_624, 152],
    ['plain-18', 11_515_688, 1_794_805_760, 18],
    ['plain-34', 21_623_848, 3_644_493_824, 34],
  ])('%s has the parameters, multiply-adds and depth of table 1', (id, parameters, multiplyAdds, depth) => {
    const totals = totalsOf(id);
    expect(totals.parameters.trainable).toBe(parameters);
    expect(totals.multiplyAdds).toBe(multiplyAdds);
    expect(totals.weightedLayers).toBe(depth);
    expect(trainableOf(programOf(id))).toBe(parameters);
  });

  it.each([
    ['resnet-50', 3_857_973_248],
    ['resnet-101', 7_570_194_432],
    ['resnet-152', 11_282_415_616],
  ])('%s costs less with the strides on the first convolution, and as many parameters', (id, multiplyAdds) => {
    const v1 = totalsOf(id, { version: 'v1' });
    expect(v1.multiplyAdds).toBe(multiplyAdds);
    expect(v1.parameters).toEqual(totalsOf(id).parameters);
  });

  it('plain nets equal the residual ones with option A', () => {
    for (const depth of [18, 34]) {
      const { parameters, multiplyAdds } = totalsOf(`resnet-${depth}`, { policy: 'A' });
      expect({ parameters, multiplyAdds }).toEqual((({ parameters, multiplyAdds }) => ({ parameters, multiplyAdds }))(totalsOf(`plain-${depth}`)));
    }
  });

  it.each(['A', 'B', 'C'] as const)('ResNet-34 with option %s is the sum of its definition', (policy) => {
    const ends = 49 * 3 * 64 + 2 * 64 + 512 * 1000 + 1000;
    expect(totalsOf('resnet-34', { policy }).parameters.trainable).toBe(ends + basicStages([3, 4, 6, 3], 64, policy));
  });
});

describe('CIFAR-10', () => {
  it.each([
    [20, 269_722, 40_551_040],
    [32, 464_154, 68_862_592],
    [44, 658_586, 97_174_144],
    [56, 853_018, 125_485_696],
    [110, 1_727_962, 252_887_680],
    [1202, 19_421_274, 2_829_238_912],
  ])('ResNet-%i and its plain net', (depth, parameters, multiplyAdds) => {
    for (const totals of [totalsOf(`resnet-${depth}`), ...(depth === 1202 ? [] : [totalsOf(`plain-${depth}`)])]) {
      expect(totals.parameters.trainable).toBe(parameters);
      expect(totals.multiplyAdds).toBe(multiplyAdds);
      expect(totals.weightedLayers).toBe(depth);
    }
  });

  it.each([
    [20, 272_474, 283_962],
    [32, 466_906, 489_594],
    [44, 661_338, 695_226],
    [56, 855_770, 900_858],
    [110, 1_730_714, 1_826_202],
  ])('ResNet-%i with options B and C', (depth, b, c) => {
    const id = `resnet-${depth}`;
    expect(totalsOf(id, { policy: 'B' }).parameters.trainable).toBe(b);
    expect(totalsOf(id, { policy: 'C' }).parameters.trainable).toBe(c);
    expect(trainableOf(programOf(id, { policy: 'C' }))).toBe(c);
  });

  it('every order of the block has the parameters of ResNet-20 with its own ends', () => {
    for (const order of ['bn-after-addition', 'relu-before-addition', 'relu-pre-activation', 'pre-activation', 'conv-relu-bn', 'constant-scaling']) {
      const totals = totalsOf(`resnet-20-${order}`);
      expect(totals.parameters.trainable).toBe(269_722);
      expect(totals.multiplyAdds).toBe(40_551_040);
    }
    expect(totalsOf('resnet-110-pre-activation').parameters.trainable).toBe(1_727_962);
  });

  it('a gate is a 1×1 convolution with bias in each block', () => {
    const gates = 3 * (16 * 16 + 16) + (16 * 32 + 32) + 2 * (32 * 32 + 32) + (32 * 64 + 64) + 2 * (64 * 64 + 64);
    for (const gating of ['shortcut-only-gating', 'exclusive-gating']) expect(totalsOf(`resnet-20-${gating}`).parameters.trainable).toBe(269_722 + gates);
  });

  it('wide nets have the size that their paper gives', () => {
    expect(totalsOf('wide-resnet-28-10').parameters.trainable).toBe(36_479_194);
    expect(totalsOf('wide-resnet-40-4').parameters.trainable / 1e6).toBeCloseTo(8.9, 1);
    expect(totalsOf('wide-resnet-16-8').parameters.trainable / 1e6).toBeCloseTo(11.0, 1);
  });

  it('bottleneck nets have 9n + 2 weighted layers and the sum of their definition', () => {
    let sum = 27 * 16 + 32 + 256 * 10 + 10;
    let from = 16;
    for (const filters of [16, 32, 64]) {
      for (let block = 0; block < 18; block++) {
        sum += from * filters + 9 * filters * filters + 4 * filters * filters + 2 * (filters + filters + 4 * filters);
        if (block === 0) sum += 4 * from * filters + 8 * filters;
        from = 4 * filters;
      }
    }
    const totals = totalsOf('resnet-164-bottleneck');
    expect(totals.parameters.trainable).toBe(sum);
    expect(totals.weightedLayers).toBe(164);
    expect(totalsOf('resnet-29-bottleneck').weightedLayers).toBe(29);
    expect(totalsOf('resnet-1001-bottleneck').weightedLayers).toBe(1001);
  });

  it.each([[164, 18], [1001, 111]])('ResNet-%i of pre-activation bottlenecks is the sum of its definition', (depth, n) => {
    // The stem without BN; a BN before each convolution, over what it sees; one more before the pooling; projections without BN.
    let sum = 27 * 16 + 2 * 256 + 256 * 10 + 10;
    let from = 16;
    for (const filters of [16, 32, 64]) {
      for (let block = 0; block < n; block++) {
        sum += 2 * from + from * filters + 2 * filters + 9 * filters * filters + 2 * filters + 4 * filters * filters;
        if (block === 0) sum += 4 * from * filters;
        from = 4 * filters;
      }
    }
    const totals = totalsOf(`resnet-${depth}-pre-activation`);
    expect(totals.parameters.trainable).toBe(sum);
    expect(totals.weightedLayers).toBe(depth);
  });
});

describe('grey images', () => {
  it('ResNet-20 of width 16 has 269,434 parameters', () => {
    expect(totalsOf('resnet-20-grey-16').parameters.trainable).toBe(269_434);
  });
  it('width 8 is the sum of its definition, residual or plain', () => {
    for (const [depth, n] of [[8, 1], [20, 3], [32, 5], [56, 9]] as const) {
      const expected = 9 * 8 + 16 + basicStages([n, n, n], 8, 'A') + 32 * 10 + 10;
      expect(totalsOf(`resnet-${depth}-grey-8`).parameters.trainable).toBe(expected);
      expect(totalsOf(`plain-${depth}-grey-8`).parameters.trainable).toBe(expected);
    }
  });
});

describe('every net', () => {
  it('has an id of its own', () => {
    expect(new Set(zoo.map((entry) => entry.id)).size).toBe(zoo.length);
    expect(graphsOf('resnet-7')).toBeNull();
  });
  it.each(zoo.map((entry) => entry.id))('%s has no problems, in its blocks neither, and names in both languages', (id) => {
    for (const language of ['en', 'zh'] as const) {
      const { graphs } = netOf(id, { language });
      for (const graph of Object.keys(graphs)) expect(infer(graphs, graph).problems).toEqual([]);
    }
  });
  it('takes other depths, widths, classes and inputs', () => {
    const totals = totalsOf('resnet-20', { blocks: [1, 2, 3], filters: 4, classes: 7, imageSize: 24, channels: 2, policy: 'B' });
    expect(totals.parameters.trainable).toBe(9 * 2 * 4 + 8 + basicStages([1, 2, 3], 4, 'B') + 16 * 7 + 7);
    expect(totalsOf('resnet-50', { blocks: [1, 1, 1, 1], classes: 10, imageSize: 64 }).weightedLayers).toBe(14);
  });
});
