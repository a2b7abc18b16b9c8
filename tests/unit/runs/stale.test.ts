/** What a run says of edits made after it. */
import { expect, test } from 'vitest';
import type { Graph } from '@/lib/graph/graph';
import { defaultRecipe } from '@/lib/runs/recipe';
import type { RunRecord } from '@/lib/runs/record';
import { snapshotHash, snapshotOf } from '@/lib/runs/snapshot';
import { changesOfGraphs, changesOfRecipe, changesSince } from '@/lib/runs/stale';

const block: Graph = { name: 'Block', nodes: { input1: { kind: 'input' }, output1: { kind: 'output' } }, edges: [['input1', 'output1']] };
const net: Graph = {
  name: 'Net',
  nodes: {
    input1: { kind: 'input' },
    conv_1: { kind: 'conv2d', config: { filters: 16 } },
    stage1: { kind: 'block', graph: 'block' },
    output1: { kind: 'output' },
  },
  edges: [
    ['input1', 'conv_1'],
    ['conv_1', 'stage1'],
    ['stage1', 'output1'],
  ],
};
const graphs = { net, block, other: { ...block, name: 'Other' } };
const before = snapshotOf(graphs, 'net', {});

function after(change: Partial<Graph>) {
  return snapshotOf({ ...graphs, net: { ...net, ...change } }, 'net', {});
}

const record: RunRecord = {
  id: 'run1',
  cell: 'train1',
  started: '2026-01-02T03:04:05.000Z',
  state: 'done',
  program: 'aa',
  snapshot: snapshotHash(before),
  recipe: defaultRecipe,
  dataset: { id: 'fashion-mnist', name: 'Fashion-MNIST', hash: 'bb' },
  device: { backend: 'wasm', threads: 1, numerics: 'simd', adapter: '', software: false },
  versions: {},
  steps: 10,
  totalSteps: 10,
  stepCurve: { step: [], loss: [], accuracy: [], learningRate: [] },
  epochCurve: { epoch: [], loss: [], accuracy: [], milliseconds: [] },
};

test('a snapshot holds the net and what it refers to, and no other graph', () => {
  expect(Object.keys(before.graphs).sort()).toEqual(['block', 'net']);
  expect(snapshotHash(before)).toBe(snapshotHash(snapshotOf({ block, net }, 'net', {})));
  expect(snapshotHash(before)).not.toBe(snapshotHash(after({ name: 'Another name' })));
});

test('a changed field is named with its default where it was not set', () => {
  const nodes = { ...net.nodes, conv_1: { kind: 'conv2d', config: { filters: 16, kernelSize: 5 } } };
  expect(changesOfGraphs(before, after({ nodes }))).toEqual([{ kind: 'field', graph: 'Net', node: 'conv_1', layer: 'conv2d', field: 'kernelSize', from: 3, to: 5 }]);
});

test('nodes that came, went or were joined otherwise are named', () => {
  const { stage1: _gone, ...rest } = net.nodes;
  const changes = changesOfGraphs(before, after({ nodes: { ...rest, relu_1: { kind: 'reLU' } }, edges: [['input1', 'conv_1'], ['conv_1', 'relu_1'], ['relu_1', 'output1']] }));
  expect(changes).toEqual([
    { kind: 'nodeRemoved', graph: 'Net', node: 'stage1', layer: 'block' },
    { kind: 'nodeAdded', graph: 'Net', node: 'relu_1', layer: 'reLU' },
    { kind: 'rewired', graph: 'Net', node: 'output1' },
  ]);
});

test('a change inside a block is found, and another net is one sentence', () => {
  const inner = snapshotOf({ net, block: { ...block, nodes: { ...block.nodes, drop: { kind: 'dropout' } } } }, 'net', {});
  expect(changesOfGraphs(before, inner)).toEqual([{ kind: 'nodeAdded', graph: 'Block', node: 'drop', layer: 'dropout' }]);
  expect(changesOfGraphs(before, snapshotOf(graphs, 'other', {}))).toEqual([{ kind: 'otherNet', from: 'Net', to: 'Other' }]);
});

test('the recipe is compared field by field', () => {
  const recipe = { ...defaultRecipe, epochs: 9, schedule: { kind: 'constant' as const, warmupSteps: defaultRecipe.schedule.warmupSteps } };
  expect(changesOfRecipe(defaultRecipe, recipe)).toEqual([
    { kind: 'recipe', field: 'epochs', from: '5', to: '9' },
    { kind: 'recipe', field: 'schedule.kind', from: 'cosine', to: 'constant' },
  ]);
});

test('nothing is stale while the program is the same, whatever the titles are', () => {
  const present = { program: 'aa', snapshot: after({ name: 'Renamed' }), recipe: defaultRecipe, dataset: { id: 'fashion-mnist', name: 'Fashion-MNIST' } };
  expect(changesSince(record, before, present)).toEqual([]);
  const edited = after({ nodes: { ...net.nodes, conv_1: { kind: 'conv2d', config: { filters: 8 } } } });
  expect(changesSince(record, before, { ...present, program: null, snapshot: edited })).toHaveLength(1);
  expect(changesSince(record, before, { ...present, dataset: { id: 'd1', name: 'Mine' } })).toEqual([{ kind: 'data', from: 'Fashion-MNIST', to: 'Mine' }]);
});

test('other weights for the test are a change, though a recipe without a word means the last', () => {
  const best = { ...defaultRecipe, testWeights: 'best' as const };
  expect(changesOfRecipe(defaultRecipe, best)).toEqual([{ kind: 'recipe', field: 'testWeights', from: 'last', to: 'best' }]);
  expect(changesOfRecipe(best, defaultRecipe)).toEqual([{ kind: 'recipe', field: 'testWeights', from: 'best', to: 'last' }]);
  expect(changesOfRecipe(defaultRecipe, { ...defaultRecipe, testWeights: 'last' })).toEqual([]);
});
