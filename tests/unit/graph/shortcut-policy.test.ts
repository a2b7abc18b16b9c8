/** Options A, B, C and none for whole nets: counts from the definition of the nets and the paper's tables, places, what stays as it is. */
import { describe, expect, it } from 'vitest';
import type { Graph, Graphs } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import { lower } from '@/lib/graph/lower';
import { policyChoice } from '@/lib/graph/policy-options';
import type { ShortcutPolicy } from '@/lib/graph/shortcut-form';
import { shortcutPlaces } from '@/lib/graph/shortcut-places';
import { switchPolicy } from '@/lib/graph/shortcut-policy';
import { graphsOf } from '@/lib/zoo/registry';
import { cifarResNet, type Policy } from './networks';

/** Section 4.2, counted from the text: 3×3 convolutions without bias, BN with two values a channel, dense 64 → 10 with bias; projections 1×1 with BN. */
function countedCifar(n: number, policy: ShortcutPolicy): { readonly parameters: number; readonly multiplyAdds: number } {
  let parameters = 3 * 3 * 3 * 16 + 2 * 16 + 64 * 10 + 10;
  let multiplyAdds = 32 * 32 * 27 * 16 + 64 * 10;
  let from = 16;
  [16, 32, 64].forEach((filters, stage) => {
    const side = 32 >> stage;
    for (let block = 0; block < n; block++) {
      parameters += 9 * from * filters + 2 * filters + 9 * filters * filters + 2 * filters;
      multiplyAdds += side * side * 9 * (from * filters + filters * filters);
      if (policy === 'C' || (policy === 'B' && from !== filters)) {
        parameters += from * filters + 2 * filters;
        multiplyAdds += side * side * from * filters;
      }
      from = filters;
    }
  });
  return { parameters, multiplyAdds };
}

function switched(graphs: Graphs, root: string, policy: ShortcutPolicy, own = false): Graphs {
  const result = switchPolicy(graphs, root, policy, own);
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}

function totalsOf(graphs: Graphs, root: string) {
  const { totals, problems } = infer(graphs, root);
  expect(problems).toEqual([]);
  return { parameters: totals.parameters.trainable, multiplyAdds: totals.multiplyAdds };
}

function netOf(id: string) {
  const net = graphsOf(id);
  if (net === null) throw new Error(id);
  return net;
}

const policies: readonly ShortcutPolicy[] = ['A', 'B', 'C', 'none'];

describe('a net whose blocks get the option from its root', () => {
  it('switches by one value, to the counts of the definition', () => {
    for (const [id, n] of [['resnet-20', 3], ['resnet-56', 9]] as const) {
      const { graphs, root } = netOf(id);
      for (const policy of policies) {
        const after = switched(graphs, root, policy);
        expect(totalsOf(after, root), `${id} ${policy}`).toEqual(countedCifar(n, policy));
        expect({ ...after, [root]: graphs[root] }).toEqual(graphs);
      }
    }
  });
  it('says the differences and the places before', () => {
    const { graphs, root } = netOf('resnet-20');
    const choice = policyChoice(graphs, root, false);
    expect(choice.current).toBe('A');
    expect(choice.forms).toMatchObject({ identity: 7, zeroPadding: 2, projection: 0 });
    expect([choice.auto, choice.own]).toEqual([9, 0]);
    const [a, b, c, none] = choice.options;
    expect(a).toMatchObject({ ok: true, difference: { parameters: 0, multiplyAdds: 0 }, changes: [] });
    expect(b).toMatchObject({ ok: true, parameters: 272_474, difference: { parameters: 2_752 }, forms: { identity: 7, projection: 2 } });
    expect(c).toMatchObject({ ok: true, parameters: 283_962, forms: { projection: 9 } });
    expect(none).toMatchObject({ ok: true, parameters: 269_722, forms: { severed: 9 } });
    if (!b.ok || !c.ok) throw new Error();
    expect(b.changes.map(({ before, after }) => [before.levels.map(({ node, index, times }) => [node, index, times]), before.form, after.form, after.parameters])).toEqual([
      [[['stage2', 0, 1]], 'zeroPadding', 'projection', 16 * 32 + 64],
      [[['stage3', 0, 1]], 'zeroPadding', 'projection', 32 * 64 + 128],
    ]);
    expect(c.changes.reduce((sum, { after }) => sum + after.times * after.parameters, 0)).toBe(283_962 - 269_722);
  });
  it('says why a gated block has no plain form', () => {
    const { graphs, root } = netOf('resnet-20-shortcut-only-gating');
    const none = policyChoice(graphs, root, false).options[3];
    expect(none).toMatchObject({ ok: false, problem: { code: 'policyNotOffered' } });
  });
});

describe('a net drawn by hand', () => {
  it('with wires and types of its own follows when asked to, layer by layer as if it had been drawn so', () => {
    for (const from of ['A', 'B', 'C'] satisfies Policy[]) {
      const graphs = { net: cifarResNet(3, from) };
      expect(switchPolicy(graphs, 'net', 'B', false)).toMatchObject({ ok: false, problem: { code: 'policyNoShortcut' } });
      expect(policyChoice(graphs, 'net', false)).toMatchObject({ current: null, auto: 0, own: 9 });
      for (const policy of policies) expect(totalsOf(switched(graphs, 'net', policy, true), 'net'), `${from} ${policy}`).toEqual(countedCifar(3, policy));
    }
  });
  it('gives the same program by way of another option', () => {
    const graphs = { net: cifarResNet(3, 'B') };
    const direct = switched(graphs, 'net', 'C', true);
    const around = switched(switched(switched(graphs, 'net', 'none', true), 'net', 'A', true), 'net', 'C', true);
    expect(lower(around, 'net')).toEqual(lower(direct, 'net'));
  });
});

/** Two nets that share a block whose shortcut has option B as a plain value. */
function sharing(): Graphs {
  const block: Graph = {
    name: 'Block',
    parameters: [{ name: 'filters', type: 'integer', default: 16 }],
    nodes: {
      in: { kind: 'input', config: { height: 32, width: 32, channels: 16 } },
      conv: { kind: 'conv2d', config: { filters: '=filters' } },
      shortcut: { kind: 'shortcut', config: { type: 'auto', filters: '=filters' } },
      add: { kind: 'add' },
      out: { kind: 'output' },
    },
    edges: [['in', 'conv'], ['conv', 'add:0'], ['in', 'shortcut'], ['shortcut', 'add:1'], ['add', 'out']],
  };
  const net = (name: string): Graph => ({
    name,
    nodes: { in: { kind: 'input', config: { height: 32, width: 32, channels: 16 } }, stage: { kind: 'block', graph: 'block', arguments: { filters: 32 }, repeat: { count: 2 } }, out: { kind: 'output' } },
    edges: [['in', 'stage'], ['stage', 'out']],
  });
  return { block, one: net('one'), other: net('other') };
}

describe('a definition that two nets share', () => {
  it('is switched in one of them only', () => {
    const graphs = sharing();
    const before = totalsOf(graphs, 'other');
    const after = switched(graphs, 'one', 'none');
    expect(totalsOf(after, 'other')).toEqual(before);
    expect(totalsOf(after, 'one').parameters).toBe(9 * 16 * 32 + 9 * 32 * 32);
    expect(before.parameters).toBe(9 * 16 * 32 + 9 * 32 * 32 + 16 * 32 + 64);
    const back = switched(after, 'one', 'B');
    expect(totalsOf(back, 'one')).toEqual(before);
    expect(back.block).toEqual(after.block);
  });
  it('tells the first block from the second', () => {
    expect(shortcutPlaces(sharing(), 'one').map(({ levels, form, times }) => [levels[0].index, form, times])).toEqual([
      [0, 'projection', 1],
      [1, 'identity', 1],
    ]);
  });
});
