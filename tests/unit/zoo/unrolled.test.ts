/** A repeated block and the same block written out as often are one program. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Graph, GraphNode, Graphs } from '@/lib/graph/graph';
import { lower } from '@/lib/graph/lower';
import type { LayerCall } from '@/lib/graph/program';
import { graphsOf } from '@/lib/zoo/registry';

/** The net with `stage2` × 3 as `stage2_0`, `stage2_1`, `stage2_2`. */
function writtenOut(net: Graph, counts: readonly number[]): Graph {
  const nodes: Record<string, GraphNode> = {};
  const chain: string[] = [];
  for (const [id, { repeat, ...node }] of Object.entries(net.nodes)) {
    const count = repeat ? counts[Number(id.slice(-1)) - 1] : 1;
    for (let index = 0; index < count; index++) {
      const own = repeat ? `${id}_${index}` : id;
      nodes[own] = index === 0 && repeat?.first ? { ...node, arguments: { ...node.arguments, ...repeat.first } } : node;
      chain.push(own);
    }
  }
  return { ...net, nodes, edges: chain.slice(1).map((id, index) => [chain[index], id]) };
}

function callsOf(graphs: Graphs, root: string): readonly LayerCall[] {
  const program = lower(graphs, root);
  if (!program.ok) throw new Error(JSON.stringify(program.problem));
  const rolled = (path: string) => path.replace(/^(stage\d)_(\d+)/, '$1.$2');
  return program.value.layers.map((call) => ({ ...call, path: rolled(call.path), inputs: call.inputs.map(rolled) })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

it('rolled and unrolled programs are equal', () => {
  const blocks = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 });
  const ids = fc.constantFrom('resnet-20', 'plain-20', 'resnet-20-pre-activation', 'resnet-20-bn-after-addition', 'resnet-20-exclusive-gating', 'resnet-29-bottleneck', 'resnext-29-8x64d');
  fc.assert(
    fc.property(ids, blocks, fc.constantFrom('A', 'B', 'C'), (id, counts, policy) => {
      const net = graphsOf(id, { blocks: counts, filters: 4, policy });
      if (net === null) throw new Error(id);
      const { graphs, root } = net;
      expect(callsOf({ ...graphs, [root]: writtenOut(graphs[root], counts) }, root)).toEqual(callsOf(graphs, root));
    }),
    { numRuns: 25 },
  );
});
