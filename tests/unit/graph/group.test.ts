/** Blocks made of selections and unpacked again: the same graph, the same program; and what is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph, Graphs } from '@/lib/graph/graph';
import { groupNodes } from '@/lib/graph/group';
import { infer } from '@/lib/graph/infer';
import { lower } from '@/lib/graph/lower';
import { substitute } from '@/lib/graph/substitute';
import { ungroupNode } from '@/lib/graph/ungroup';
import { wiringOf } from '@/lib/graph/wiring';
import { applyCommand } from '@/lib/notebook/commands/registry';
import { emptyNotebook } from '@/lib/notebook/create';
import { graphsOf } from '@/lib/zoo/registry';
import { cifarResNet, type Policy } from './networks';

function callsOf(graphs: Graphs, root: string, strip: RegExp) {
  const program = lower(graphs, root);
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  const short = (path: string) => path.replace(strip, '');
  return program.value.layers.map((call) => ({ ...call, path: short(call.path), inputs: call.inputs.map(short) })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function sortedEdges(graph: Graph) {
  return graph.edges.map((edge) => edge.join(' ')).sort();
}

describe('group', () => {
  it('then unpack gives the same graph, and the block the same program', () => {
    let grouped = 0;
    fc.assert(
      fc.property(fc.constantFrom<Policy>('A', 'B', 'C', 'none'), fc.nat(), fc.nat({ max: 9 }), (policy, start, length) => {
        const net = cifarResNet(1, policy);
        const { order } = wiringOf(net);
        const from = start % order.length;
        const result = groupNodes({ net }, 'net', order.slice(from, from + 1 + length), 'Block');
        if (!result.ok) return;
        grouped++;
        const { graphs, node } = result.value;
        expect(callsOf(graphs, 'net', new RegExp(`^${node}\\.`))).toEqual(callsOf({ net }, 'net', /^$/));
        const unpacked = ungroupNode(graphs, 'net', node);
        if (!unpacked.ok) throw new Error(JSON.stringify(unpacked.problem));
        expect(unpacked.value.graph.nodes).toEqual(net.nodes);
        expect(sortedEdges(unpacked.value.graph)).toEqual(sortedEdges(net));
      }),
      { numRuns: 200 },
    );
    expect(grouped).toBeGreaterThan(40);
  });

  const chain: Graph = {
    name: 'chain',
    parameters: [{ name: 'filters', type: 'integer', default: 4 }],
    nodes: {
      in: { kind: 'input', config: { height: 8, width: 8, channels: 4 } },
      a: { kind: 'conv2d', config: { filters: '=filters * 2' } },
      b: { kind: 'reLU' },
      c: { kind: 'reLU' },
      add: { kind: 'add' },
      out: { kind: 'output' },
    },
    edges: [['in', 'a'], ['a', 'b'], ['a', 'c'], ['b', 'add:0'], ['c', 'add:1'], ['add', 'out']],
  };

  it.each([
    ['groupNothing', []],
    ['groupEnd', ['in', 'a']],
    ['groupAround', ['a', 'b', 'add']],
    ['groupOutputs', ['a', 'b']],
  ])('is refused: %s', (code, ids) => {
    expect(groupNodes({ chain }, 'chain', ids, 'Block')).toMatchObject({ ok: false, problem: { code } });
  });

  it('hands on the parameters that its fields use', () => {
    const result = groupNodes({ chain }, 'chain', ['a'], 'Block');
    if (!result.ok) throw new Error(result.problem.code);
    const { graphs, definition, node } = result.value;
    expect(graphs[definition].parameters).toEqual(chain.parameters);
    expect(graphs.chain.nodes[node].arguments).toEqual({ filters: '=filters' });
    expect(infer(graphs, 'chain').nodes.get(node)?.outputShape).toEqual([8, 8, 8]);
  });
});

describe('unpack', () => {
  it('of all stages and blocks of ResNet-20 leaves single layers with the same counts', () => {
    const net = graphsOf('resnet-20');
    if (net === null) throw new Error('resnet-20');
    const { root } = net;
    let graphs: Graphs = net.graphs;
    const blockIn = () => Object.keys(graphs[root].nodes).find((id) => graphs[root].nodes[id].kind === 'block');
    for (let block = blockIn(); block !== undefined; block = blockIn()) {
      const unpacked = ungroupNode(graphs, root, block);
      if (!unpacked.ok) throw new Error(JSON.stringify(unpacked.problem));
      graphs = { ...graphs, [root]: unpacked.value.graph };
    }
    const { totals, problems } = infer(graphs, root);
    expect(problems).toEqual([]);
    expect(totals).toEqual(infer(net.graphs, root).totals);
    expect(totals.parameters.trainable).toBe(269_722);
  });

  it('writes arguments into expressions', () => {
    expect(substitute('=filters * 4', { filters: 16 })).toBe(64);
    expect(substitute('=filters * 4', { filters: '=width + 1' })).toBe('=(width + 1) * 4');
    expect(substitute('=policy', { policy: 'A' })).toBe('A');
    expect(substitute('=max(filters, 2)', { filters: 16 })).toBe(16);
  });
});

describe('commands', () => {
  const net = graphsOf('resnet-20');
  if (net === null) throw new Error('resnet-20');
  const { graphs, root } = net;
  const document = { ...emptyNotebook('en'), cells: [{ id: 'cell1', kind: 'graph', graph: root }], graphs };
  const [block] = Object.keys(graphs[root].nodes).filter((id) => graphs[root].nodes[id].repeat !== undefined);

  it('refuse a block in its own definition', () => {
    const definition = graphs[root].nodes[block].graph ?? '';
    const addNodes = { block9: { kind: 'block', graph: definition } };
    const edit = { addNodes, removeNodes: [], configure: {}, addEdges: [], removeEdges: [] };
    expect(applyCommand(document, { type: 'editGraph', args: { graph: definition, edit } })).toMatchObject({ ok: false, problem: { code: 'blockRecursive' } });
    expect(applyCommand(document, { type: 'editGraph', args: { graph: root, edit } }).ok).toBe(true);
  });

  it('repeat a block once more, and give it a definition of its own', () => {
    const repeated = applyCommand(document, { type: 'updateBlock', args: { graph: root, node: block, count: 4 } });
    if (!repeated.ok) throw new Error(repeated.problem.code);
    // One more basic block of 16 filters: 2 · (3·3·16·16 + 2·16).
    expect(infer(repeated.value.graphs, root).totals.parameters.trainable).toBe(269_722 + 2 * (2304 + 32));
    const unique = applyCommand(repeated.value, { type: 'makeUnique', args: { graph: root, node: block, name: 'Copy' } });
    if (!unique.ok) throw new Error(unique.problem.code);
    const copy = unique.value.graphs[root].nodes[block].graph ?? '';
    expect(unique.value.graphs[copy].nodes).toEqual(graphs[graphs[root].nodes[block].graph ?? ''].nodes);
    expect(infer(unique.value.graphs, root).totals).toEqual(infer(repeated.value.graphs, root).totals);
  });
});
