/** Layers as text on the clipboard: out and in again, and what is no layer. */
import { expect, test } from 'vitest';
import type { Graph } from '@/lib/graph/graph';
import { clip, readClipping } from '@/lib/notebook/graph-clipboard';

const graph: Graph = { name: '', nodes: { input: { kind: 'input' }, conv1: { kind: 'conv2d', config: { filters: 8 }, futureField: [1, 2] }, add1: { kind: 'add' } }, edges: [['input', 'conv1'], ['conv1', 'add1:0'], ['input', 'add1:1']] };

test('the chosen layers with the wires among them, fields of newer versions included', () => {
  const read = readClipping(clip({ id: 'nb1', graphs: { graph1: graph } }, 'graph1', { direction: 'right', positions: { conv1: [3, 4] } }, ['conv1', 'add1']));
  expect(read).toMatchObject({
    ok: true,
    value: { nodes: { conv1: { kind: 'conv2d', config: { filters: 8 }, futureField: [1, 2] } }, edges: [['conv1', 'add1:0']], positions: { conv1: [3, 4], add1: [0, 0] } },
  });
});

test.each([
  ['', 'clipboardNotLayers'],
  ['eggs, milk', 'clipboardNotLayers'],
  ['{"format":"other"}', 'clipboardNotLayers'],
  ['{"format":"skipbook-layers","version":1,"nodes":{"A b":{"kind":"add"}},"edges":[],"positions":{}}', 'clipboardBroken'],
])('%s is a problem with a sentence', (text, code) => {
  expect(readClipping(text)).toMatchObject({ ok: false, problem: { code } });
});

test('a block brings its definition, and what that is made of', () => {
  const inner: Graph = { name: 'Inner', nodes: {}, edges: [] };
  const outer: Graph = { name: 'Outer', nodes: { part: { kind: 'block', graph: 'inner' } }, edges: [] };
  const graphs = { inner, outer, graph1: { ...graph, nodes: { ...graph.nodes, block1: { kind: 'block', graph: 'outer' } } } };
  const read = readClipping(clip({ id: 'nb1', graphs }, 'graph1', { direction: 'right', positions: {} }, ['block1']));
  expect(read).toMatchObject({ ok: true, value: { notebook: 'nb1', graphs: { inner, outer } } });
  expect(read.ok && Object.keys(read.value.graphs)).toHaveLength(2);
});
