/** Edits as data: removal with the chain kept, insertion, copies, ids; and what is read of a graph (outline, receptive field). */
import { describe, expect, it } from 'vitest';
import { applyGraphEdit, noEdit } from '@/lib/graph/edit';
import { copyFragment, insertOnWire, newNodeId, pasteFragment, removeKeepingChain, removeWhereItFits } from '@/lib/graph/edits';
import type { Graph } from '@/lib/graph/graph';
import type { GraphEdit } from '@/lib/graph/inference';
import { graphOutline } from '@/lib/graph/outline';
import { receptiveFields } from '@/lib/graph/receptive-field';
import { blockResNet, cifarResNet, imageNetResNet } from './networks';

const chain: Graph = {
  name: '',
  nodes: { in: { kind: 'input' }, conv1: { kind: 'conv2d' }, bn1: { kind: 'batchNormalization' }, flat: { kind: 'flatten' }, fc: { kind: 'dense' }, out: { kind: 'output' } },
  edges: [['in', 'conv1'], ['conv1', 'bn1'], ['bn1', 'flat'], ['flat', 'fc'], ['fc', 'out']],
};

function edited(graph: Graph, edit: GraphEdit | null): Graph {
  const result = edit && applyGraphEdit(graph, edit);
  if (!result?.ok) throw new Error(result?.problem.code ?? 'no edit');
  return result.value;
}

describe('applyGraphEdit', () => {
  it('does all parts of an edit at once, and leaves the graph given alone', () => {
    const frozen = structuredClone(chain);
    const after = edited(chain, { addNodes: { relu1: { kind: 'reLU' } }, removeNodes: ['bn1'], configure: { conv1: { filters: 8 } }, bypass: { fc: true }, addEdges: [['conv1', 'relu1'], ['relu1', 'flat']], removeEdges: [] });
    expect(after.nodes.conv1).toEqual({ kind: 'conv2d', config: { filters: 8 } });
    expect(after.nodes.fc).toEqual({ kind: 'dense', bypassed: true });
    expect(after.edges).toEqual([['in', 'conv1'], ['flat', 'fc'], ['fc', 'out'], ['conv1', 'relu1'], ['relu1', 'flat']]);
    expect(chain).toEqual(frozen);
    expect(edited(after, { ...noEdit, configure: { conv1: { filters: null } }, bypass: { fc: false } }).nodes).toMatchObject({ conv1: { kind: 'conv2d' }, fc: { kind: 'dense' } });
  });
  it.each([
    [{ removeNodes: ['ghost'] }, 'noSuchNode'],
    [{ configure: { ghost: {} } }, 'noSuchNode'],
    [{ addEdges: [['conv1', 'ghost']] }, 'noSuchNode'],
    [{ addNodes: { conv1: { kind: 'reLU' } } }, 'nodeExists'],
    [{ addNodes: { '1x': { kind: 'reLU' } } }, 'badNodeId'],
  ] satisfies [Partial<GraphEdit>, string][])('refuses %j', (change, code) => {
    const result = applyGraphEdit(chain, { ...noEdit, ...change });
    expect(result.ok ? null : result.problem.code).toBe(code);
  });
});

describe('edits', () => {
  it('removes with the chain kept', () => {
    expect(edited(chain, removeKeepingChain(chain, ['conv1', 'bn1'])).edges).toContainEqual(['in', 'flat']);
  });
  it('does not join what would not fit', () => {
    expect(edited(chain, removeWhereItFits({ net: chain }, 'net', ['flat'])).edges).toEqual([['in', 'conv1'], ['conv1', 'bn1'], ['fc', 'out']]);
    expect(edited(chain, removeWhereItFits({ net: chain }, 'net', ['bn1'])).edges).toContainEqual(['conv1', 'flat']);
  });
  it('inserts on a wire', () => {
    expect(edited(chain, insertOnWire(chain, 'bn1', 'relu1', { kind: 'reLU' })).edges).toEqual(expect.arrayContaining([['conv1', 'relu1'], ['relu1', 'bn1']]));
    expect(insertOnWire(chain, 'in', 'relu1', { kind: 'reLU' })).toBeNull();
  });
  it('names new nodes by their kind', () => {
    const taken = (id: string) => Object.hasOwn(chain.nodes, id);
    expect([newNodeId('conv2d', taken), newNodeId('reLU', taken), newNodeId('input', () => false), newNodeId('output', (id) => id === 'output')]).toEqual(['conv2', 'relu1', 'input', 'output2']);
  });
  it('pastes copies under new ids, with the wires among them', () => {
    const { edit, ids } = pasteFragment(chain, copyFragment(chain, ['conv1', 'bn1']));
    expect([...ids]).toEqual([['conv1', 'conv2'], ['bn1', 'bn2']]);
    const after = edited(chain, edit);
    expect(after.edges).toEqual([...chain.edges, ['conv2', 'bn2']]);
  });
});

describe('graphOutline', () => {
  it('reads in order, with branches one level in and shortcuts named', () => {
    const outline = graphOutline(cifarResNet(1, 'A'));
    expect(outline.slice(0, 11).map(({ id, level }) => [id, level])).toEqual([
      ['in', 0], ['stemconv', 0], ['stembn', 0], ['stemrelu', 0],
      ['s0b0xconv', 1], ['s0b0xbn', 1], ['s0b0mrelu', 1], ['s0b0yconv', 1], ['s0b0ybn', 1],
      ['s0b0add', 0], ['s0b0relu', 0],
    ]);
    const add = outline.find(({ id }) => id === 's1b0add');
    expect(add?.sources).toEqual([
      { node: 's1b0ybn', shortcut: false, via: null },
      { node: 's0b0relu', shortcut: true, via: 's1b0shortcut' },
    ]);
    const ids = outline.map(({ id }) => id);
    expect(ids.indexOf('s1b0shortcut')).toBe(ids.indexOf('s1b0add') - 1);
    expect(ids).toHaveLength(Object.keys(cifarResNet(1, 'A').nodes).length);
  });
});

describe('receptiveFields', () => {
  // 7 + (3 − 1)·2 = 11 behind the stem's pooling; then 8 a convolution (jump 4): 43 after stage 1 of ResNet-18, as published tables have it.
  it('grow as in ResNet-18', () => {
    const fields = receptiveFields({ net: imageNetResNet([2, 2, 2, 2], false) }, 'net');
    expect([fields.get('stemconv'), fields.get('stempool'), fields.get('s0b0xconv'), fields.get('s0b1relu'), fields.get('s3b1relu'), fields.get('pool'), fields.get('fc')]).toEqual([7, 11, 19, 43, 435, 'all', 'all']);
  });
  it('go through blocks', () => {
    const single = receptiveFields({ net: cifarResNet(3, 'A') }, 'net');
    const blocks = receptiveFields(blockResNet(3), 'net');
    expect(blocks.get('stage3')).toBe(single.get('s2b2relu'));
  });
  it('are not known before an input', () => {
    expect(receptiveFields({ net: { ...chain, edges: chain.edges.slice(1) } }, 'net').get('bn1')).toBeNull();
  });
});
