/** What lists show of the nets, against the tables of the papers; and the notebook that opens. */
import { expect, it } from 'vitest';
import { costsOf, dataOf, structureOfNet } from '@/lib/zoo/facts';
import { zooNotebook } from '@/lib/zoo/notebook';
import { zoo } from '@/lib/zoo/registry';

function entryOf(id: string) {
  const entry = zoo.find((candidate) => candidate.id === id);
  if (entry === undefined) throw new Error(id);
  return entry;
}

it.each([
  ['resnet-34', 'Basic block', true, [3, 4, 6, 3], 21_797_672],
  ['plain-34', 'Basic block', false, [3, 4, 6, 3], 21_623_848],
  ['resnet-152', 'Bottleneck', true, [3, 8, 36, 3], 60_192_808],
  ['resnet-110', 'Basic block', true, [18, 18, 18], 1_727_962],
] as const)('%s', (id, blockName, residual, stages, parameters) => {
  expect(structureOfNet(entryOf(id), 'en')).toEqual({ blockName, residual, stages });
  expect(costsOf(entryOf(id)).parameters).toBe(parameters);
});

it('offers a train cell exactly for nets that take the images that ship', () => {
  for (const { id, family } of zoo) {
    const kinds = zooNotebook(id)?.cells.map((cell) => cell.kind);
    expect(kinds).toEqual(dataOf(family) === 'fashionMnist' ? ['text', 'graph', 'train'] : ['text', 'graph']);
  }
});

it('introduces a net in the language of the notebook, and says where a bottleneck has its strides', () => {
  expect(zooNotebook('plain-20', { language: 'zh' })?.cells[0].markdown).toContain('没有捷径的普通网络');
  expect(zooNotebook('resnet-50')?.cells[0].markdown).toContain('v1.5');
  expect(zooNotebook('resnet-50', { version: 'v1' })?.cells[0].markdown).not.toContain('v1.5');
});
