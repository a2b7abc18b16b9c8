/** Inference after an edit, with what was known before, equals inference from nothing; what did not change keeps its identity. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyGraphEdit, noEdit } from '@/lib/graph/edit';
import { editBetween } from '@/lib/graph/edits';
import type { Graph, GraphNode } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import type { GraphEdit } from '@/lib/graph/inference';
import { cifarResNet } from './networks';

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const node: fc.Arbitrary<GraphNode> = fc.oneof(
  fc.record({ filters: fc.integer({ min: 0, max: 4 }), kernelSize: fc.constantFrom(1, 3, 9), strides: fc.constantFrom(1, 2), padding: fc.constantFrom('same', 'valid') }).map((config) => ({ kind: 'conv2d', config })),
  fc.constantFrom('input', 'output', 'reLU', 'add', 'concatenate', 'batchNormalization', 'dense', 'flatten', 'globalAveragePooling2d', 'nonsense').map((kind) => ({ kind })),
  fc.constantFrom('identity', 'projection', 'zeroPadding', 'auto').map((type) => ({ kind: 'shortcut', config: { type, filters: 4 } })),
);
const edge = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids, 'c:0', 'c:1', 'd:0', 'd:1'));
const graph: fc.Arbitrary<Graph> = fc
  .record({ nodes: fc.dictionary(fc.constantFrom(...ids), node), edges: fc.uniqueArray(edge, { maxLength: 12, selector: ([, target]) => target }) })
  .map(({ nodes, edges }) => ({ name: 'random', nodes, edges }));
const edit: fc.Arbitrary<GraphEdit> = fc.oneof(
  fc.tuple(fc.constantFrom(...ids), fc.integer({ min: 0, max: 5 })).map(([id, filters]) => ({ ...noEdit, configure: { [id]: { filters } } })),
  fc.constantFrom(...ids).map((id) => ({ ...noEdit, removeNodes: [id] })),
  fc.tuple(fc.constantFrom(...ids), node).map(([id, added]) => ({ ...noEdit, addNodes: { [id]: added } })),
  edge.map((added) => ({ ...noEdit, addEdges: [added] })),
  fc.constantFrom(...ids).map((id) => ({ ...noEdit, bypass: { [id]: true } })),
);

describe('incremental inference', () => {
  it('equals inference from nothing, on random graphs and edits', () => {
    fc.assert(
      fc.property(graph, fc.array(edit, { maxLength: 6 }), (start, edits) => {
        let net = start;
        let known = infer({ net }, 'net');
        for (const change of edits) {
          const edited = applyGraphEdit(net, change);
          if (!edited.ok) continue;
          net = edited.value;
          known = infer({ net }, 'net', known);
          const fresh = infer({ net: structuredClone(net) }, 'net');
          expect(known).toEqual(fresh);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('repairs of random graphs can be applied and mend their problem', () => {
    fc.assert(
      fc.property(graph, (net) => {
        for (const problem of infer({ net }, 'net').problems) {
          for (const repair of problem.repairs) {
            const edited = applyGraphEdit(net, repair.edit);
            if (!edited.ok) throw new Error(edited.problem.code);
            const left = infer({ net: edited.value }, 'net').problems.filter((other) => other.code === problem.code && JSON.stringify(other.place) === JSON.stringify(problem.place));
            expect(left).toEqual([]);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('an edit between two graphs makes the one of the other', () => {
    fc.assert(
      fc.property(graph, fc.array(edit, { maxLength: 4 }), (before, edits) => {
        const after = edits.reduce((net, change) => {
          const edited = applyGraphEdit(net, change);
          return edited.ok ? edited.value : net;
        }, before);
        // A node that was removed and added again under its id is another node: such an edit is not one of fields.
        if (Object.keys(after.nodes).some((id) => Object.hasOwn(before.nodes, id) && after.nodes[id].kind !== before.nodes[id].kind)) return;
        const edited = applyGraphEdit(before, editBetween(before, after));
        if (!edited.ok) throw new Error(edited.problem.code);
        expect(infer({ net: edited.value }, 'net').totals).toEqual(infer({ net: after }, 'net').totals);
        expect(new Set(edited.value.edges.map(String))).toEqual(new Set(after.edges.map(String)));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the facts of all nodes that an edit does not reach', () => {
    const net = cifarResNet(3, 'B');
    const before = infer({ net }, 'net');
    const wider: Graph = { ...net, nodes: { ...net.nodes, fc: { kind: 'dense', config: { units: 100 } } } };
    const after = infer({ net: wider }, 'net', before);
    const changed = [...after.nodes].filter(([id, facts]) => before.nodes.get(id) !== facts).map(([id]) => id);
    expect(changed).toEqual(['fc', 'out']);
    expect(infer({ net: { ...wider } }, 'net', after).nodes.get('fc')).toBe(after.nodes.get('fc'));
  });

  it('keeps problems that stay', () => {
    const net: Graph = { name: '', nodes: { in: { kind: 'input' }, conv: { kind: 'conv2d', config: { filters: 0 } }, out: { kind: 'output' } }, edges: [['in', 'conv'], ['conv', 'out']] };
    const before = infer({ net }, 'net');
    const after = infer({ net: { ...net, nodes: { ...net.nodes, in: { kind: 'input', config: { height: 8 } } } } }, 'net', before);
    expect(after.problems[0]).toBe(before.problems[0]);
  });
});
