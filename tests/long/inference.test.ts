/** Random graphs by the thousand: inference and lowering never throw, whatever is drawn, and a sound graph's layers add up to its totals. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Graph, GraphEdge, GraphNode } from '@/lib/graph/graph';
import { hasErrors, infer } from '@/lib/graph/infer';
import { unrolledLayers } from '@/lib/graph/layers';
import { lower } from '@/lib/graph/lower';
import { kinds } from '@/lib/graph/registry';

const RUNS = 5_000;
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

const value = fc.oneof(fc.integer({ min: -2, max: 64 }), fc.boolean(), fc.constantFrom('same', 'valid', 'identity', 'projection', 'zeroPadding', 'auto', 'A', 'none', '=width', '=1/0', '=missing + 1', ''));

const node: fc.Arbitrary<GraphNode> = fc.constantFrom(...kinds, null).chain((kind) => {
  if (kind === null) return fc.constantFrom<GraphNode>({ kind: 'block', graph: 'net' }, { kind: 'block', graph: 'missing' }, { kind: 'block' }, { kind: 'ofTomorrow' });
  const fields = Object.keys(kind.fields);
  const config = fields.length === 0 ? fc.constant({}) : fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 3 });
  return fc.record({ kind: fc.constant(kind.kind), config, bypassed: fc.boolean() });
});

const end = fc.tuple(fc.constantFrom(...names, 'nowhere'), fc.constantFrom('', ':0', ':1', ':input', ':output', ':nothing')).map(([name, port]) => name + port);

const graph: fc.Arbitrary<Graph> = fc.record({
  name: fc.constant('net'),
  parameters: fc.constant([{ name: 'width', type: 'integer' as const, default: 8 }]),
  nodes: fc.dictionary(fc.constantFrom(...names), node, { minKeys: 1 }),
  edges: fc.array(fc.tuple(end, end).map((pair): GraphEdge => pair), { maxLength: 12 }),
});

test('inference and lowering take every graph', () => {
  fc.assert(
    fc.property(graph, (net) => {
      const graphs = { net };
      const inference = infer(graphs, 'net');
      const again = infer(graphs, 'net', inference);
      expect(again.problems).toEqual(inference.problems);
      const program = lower(graphs, 'net');
      expect(program.ok).toBe(!hasErrors(inference));
      if (!program.ok) return;
      const layers = unrolledLayers(graphs, 'net');
      expect(layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0)).toBe(inference.totals.multiplyAdds);
      expect(layers.reduce((sum, layer) => sum + layer.parameters.trainable, 0)).toBe(inference.totals.parameters.trainable);
    }),
    { numRuns: RUNS },
  );
}, 600_000);
