/** The guided first build: following its steps, in any way, ends with the net of the starter notebook. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEndPoint, type Graph } from '@/lib/graph/graph';
import { guideParts, guideStep } from '@/lib/notebook/guide';
import { residualNet, stemOnly } from '@/lib/notebook/starter/graphs';

function without(graph: Graph, node: string): Graph {
  const nodes = Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => id !== node));
  return { ...graph, nodes, edges: graph.edges.filter(([source, target]) => parseEndPoint(source).node !== node && parseEndPoint(target).node !== node) };
}

const net = residualNet('net');

describe('guideStep', () => {
  test('has nothing to say when the net stands', () => {
    expect(guideStep(net)).toBeNull();
  });

  test('takes a plain wire from x to the addition for an identity shortcut', () => {
    const wired = without(net, 'shortcut1');
    expect(guideStep({ ...wired, edges: [...wired.edges, ['relu1', 'add1:1']] })).toBeNull();
  });

  test('starts with the first convolution of the branch behind the stem', () => {
    expect(guideStep(stemOnly(''))).toEqual({ part: 'conv1', task: 'add', entry: 'conv2d', nodes: ['relu1'], done: 3, total: guideParts.length });
  });

  test('starts with the stem on an empty graph', () => {
    expect(guideStep({ name: '', nodes: { input1: { kind: 'input' }, output1: { kind: 'output' } }, edges: [] })).toMatchObject({ part: 'stemConv', task: 'add', nodes: ['input1'], done: 0 });
  });

  test('asks for the wire when the box is there', () => {
    const graph = { ...net, edges: net.edges.filter(([, target]) => target !== 'bn2') };
    expect(guideStep(graph)).toMatchObject({ part: 'norm1', task: 'connect', nodes: ['conv2', 'bn2'] });
  });

  test('asks for the branch when the shortcut reached the addition first', () => {
    const graph = { ...net, edges: net.edges.filter(([source]) => source !== 'bn3') };
    expect(guideStep(graph)).toMatchObject({ part: 'addition', task: 'connect', nodes: ['bn3', 'add1'] });
  });

  test('asks for both ends of the shortcut, one after the other', () => {
    const loose = { ...net, edges: net.edges.filter(([source, target]) => source !== 'shortcut1' && target !== 'shortcut1') };
    expect(guideStep(loose)).toMatchObject({ part: 'shortcut', task: 'connect', nodes: ['relu1', 'shortcut1'] });
    expect(guideStep({ ...loose, edges: [...loose.edges, ['relu1', 'shortcut1']] })).toMatchObject({ part: 'shortcut', task: 'connect', nodes: ['shortcut1', 'add1'] });
    expect(guideStep(without(net, 'shortcut1'))).toMatchObject({ part: 'shortcut', task: 'connect', nodes: ['relu1', 'add1'] });
  });

  test('an identity that was put into the chain is passed over, and may end at the addition', () => {
    const inChain: Graph = { ...net, edges: [...net.edges.filter(([source, target]) => source !== 'shortcut1' && target !== 'conv2'), ['shortcut1', 'conv2']] };
    expect(guideStep(inChain)).toMatchObject({ part: 'shortcut', task: 'connect', nodes: ['shortcut1', 'add1'] });
    expect(guideStep({ ...inChain, edges: [...inChain.edges, ['shortcut1', 'add1:1']] })).toBeNull();
  });

  test('whatever is missing, it names a part that is not there yet, and never fails', () => {
    fc.assert(
      fc.property(fc.subarray(Object.keys(net.nodes)), fc.subarray(net.edges.map((_, index) => index)), (nodes, edges) => {
        const reduced = nodes.reduce(without, { ...net, edges: net.edges.filter((_, index) => !edges.includes(index)) });
        const step = guideStep(reduced);
        const complete = nodes.length === 0 && edges.length === 0;
        if ('input1' in reduced.nodes) expect(step === null).toBe(complete);
        for (const node of step?.nodes ?? []) expect(reduced.nodes).toHaveProperty(node);
      }),
    );
  });
});
