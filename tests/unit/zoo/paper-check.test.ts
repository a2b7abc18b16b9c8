/** The paper check: every net of the tables is found, drawn layer by layer too, and the first difference of others is named. */
import { describe, expect, it } from 'vitest';
import type { Graph, Graphs } from '@/lib/graph/graph';
import { problemSentence } from '@/lib/i18n/format';
import { lower } from '@/lib/graph/lower';
import { exactPaperNet, paperCheck } from '@/lib/zoo/paper-check';
import type { ZooOptions } from '@/lib/zoo/net';
import { graphsOf, zoo } from '@/lib/zoo/registry';
import { cifarResNet, imageNetResNet } from '../graph/networks';

function check(graphs: Graphs, root: string) {
  const program = lower(graphs, root);
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  return paperCheck(program.value);
}

function checkZoo(id: string, options: ZooOptions = {}) {
  const net = graphsOf(id, options);
  if (net === null) throw new Error(id);
  return check(net.graphs, net.root);
}

function sentence(verdict: ReturnType<typeof paperCheck>): string {
  return verdict.difference === null ? '' : problemSentence(verdict.difference, 'en');
}

describe('nets of the paper', () => {
  it.each([
    ['resnet-20', cifarResNet(3)],
    ['plain-56', cifarResNet(9, 'none')],
    ['resnet-18', imageNetResNet([2, 2, 2, 2], false)],
    ['resnet-101', imageNetResNet([3, 4, 23, 3], true)],
    ['plain-34', imageNetResNet([3, 4, 6, 3], false, 'none')],
  ] satisfies [string, Graph][])('%s is known, with every layer drawn by itself', (id, net) => {
    expect(check({ net }, 'net')).toMatchObject({ net: id, difference: null });
  });
  it('tells both places of the strides apart', () => {
    expect(checkZoo('resnet-50')).toEqual({ net: 'resnet-50', version: 'v1.5', difference: null });
    expect(checkZoo('resnet-50', { version: 'v1' })).toEqual({ net: 'resnet-50', version: 'v1', difference: null });
    expect(checkZoo('resnet-1202')).toEqual({ net: 'resnet-1202', version: null, difference: null });
  });
});

describe('a net of the paper found by its counts', () => {
  it('is the same one as by its layers', () => {
    expect(exactPaperNet({ net: cifarResNet(3) }, 'net')).toEqual({ net: 'resnet-20', version: null, difference: null });
    expect(exactPaperNet({ net: cifarResNet(3, 'none') }, 'net')).toEqual({ net: 'plain-20', version: null, difference: null });
  });
  it.each([
    ['resnet-50', {}, 'v1.5'],
    ['resnet-50', { version: 'v1' }, 'v1'],
  ] satisfies [string, ZooOptions, string][])('%s %j', (id, options, version) => {
    const net = graphsOf(id, options);
    expect(net && exactPaperNet(net.graphs, net.root)).toEqual({ net: id, version, difference: null });
  });
  it('is none where the counts agree and the order does not, where they do not, and where the graph is faulty', () => {
    const other = graphsOf('resnet-20-bn-after-addition', {});
    expect(other && exactPaperNet(other.graphs, other.root)).toBeNull();
    expect(exactPaperNet({ net: imageNetResNet([3, 4, 5, 3], false) }, 'net')).toBeNull();
    expect(exactPaperNet({ net: { name: '', nodes: {}, edges: [] } }, 'net')).toBeNull();
  });
});

describe('other nets', () => {
  it.each([
    ['one block fewer', () => check({ net: imageNetResNet([3, 4, 5, 3], false) }, 'net'), 'resnet-34', 'Stage 3 has 5 blocks, ResNet-34 has 6.'],
    ['option B', () => checkZoo('resnet-32', { policy: 'B' }), 'resnet-32', 'The shortcuts are option B, those of ResNet-32 are option A.'],
    ['grey images', () => checkZoo('resnet-20-grey-16'), 'resnet-20', 'This net takes images of 28×28×1, ResNet-20 those of 32×32×3.'],
    ['a hundred classes', () => checkZoo('resnet-110', { classes: 100 }), 'resnet-110', 'The net ends in 100 units, ResNet-110 in 10.'],
    ['another order', () => checkZoo('resnet-20-bn-after-addition'), 'resnet-20', 'In stage 1, block 1, the layers are conv → BN → ReLU → conv → + → BN → ReLU, in ResNet-20 they are conv → BN → ReLU → conv → BN → + → ReLU.'],
    ['half the width', () => checkZoo('resnet-56', { filters: 8 }), 'resnet-56', 'The stem is 3×3, 8, that of ResNet-56 is 3×3, 16 (kernel, strides, filters).'],
  ] satisfies [string, () => ReturnType<typeof paperCheck>, string, string][])('%s', (_name, verdictOf, net, text) => {
    const verdict = verdictOf();
    expect(verdict.net).toBe(net);
    expect(sentence(verdict)).toBe(text);
  });
});

it('every net of the zoo gets a verdict with a sentence in both languages', () => {
  for (const { id, family } of zoo) {
    const verdict = checkZoo(id);
    if (family === 'imageNet' || family === 'cifar') expect(verdict).toMatchObject({ net: id, difference: null });
    else expect(verdict.difference, id).not.toBeNull();
    if (verdict.difference) for (const language of ['en', 'zh'] as const) expect(problemSentence(verdict.difference, language)).not.toContain('{');
  }
});

it('a graph that is no such net gets one too', () => {
  const net: Graph = { name: 'none', nodes: { in: { kind: 'input' }, add: { kind: 'add' }, out: { kind: 'output' } }, edges: [['in', 'add:0'], ['in', 'add:1'], ['add', 'out']] };
  expect(check({ net }, 'net').difference).not.toBeNull();
});
