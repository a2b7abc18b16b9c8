/** Another kind in a layer's place: what stays, and which kinds are offered. */
import { describe, expect, it } from 'vitest';
import { applyGraphEdit } from '@/lib/graph/edit';
import type { Graph } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import { movedWire } from '@/lib/graph/moved-wire';
import { replacementsFor } from '@/lib/graph/replace';
import { Builder } from './networks';

function block(): Graph {
  const b = new Builder();
  b.put('in', { kind: 'input', config: { channels: 16 } });
  b.put('conv', { kind: 'conv2d', config: { filters: 16, kernelSize: 5 } }, 'in');
  b.put('act', { kind: 'reLU', title: 'bend' }, 'conv');
  b.put('add', { kind: 'add' }, 'act', 'in');
  b.put('out', { kind: 'output' }, 'add');
  return b.graph();
}

function offered(graph: Graph, id: string): ReadonlyMap<string, Graph> {
  return new Map(
    replacementsFor({ net: graph }, 'net', infer({ net: graph }, 'net'), id).map(({ choice, edit }) => {
      const edited = applyGraphEdit(graph, edit);
      if (!edited.ok) throw new Error(edited.problem.code);
      return [choice.entry.id, edited.value];
    }),
  );
}

describe('replacing a layer', () => {
  it('keeps id, title, wires and the fields that both kinds have', () => {
    const graph = block();
    const activation = offered(graph, 'act').get('activation');
    expect(activation?.nodes.act).toMatchObject({ kind: 'activation', title: 'bend' });
    expect(new Set(activation?.edges.map(String))).toEqual(new Set(graph.edges.map(String)));
    expect(offered(graph, 'conv').get('depthwiseConv2d')?.nodes.conv.config).toMatchObject({ kernelSize: 5 });
  });

  it('offers only what fits: inside a block nothing that changes the shape', () => {
    const graph = block();
    const kinds = [...offered(graph, 'act').keys()];
    expect(kinds).toContain('batchNormalization');
    for (const other of ['flatten', 'dense', 'globalAveragePooling2d', 'add', 'input', 'output', 'reLU']) expect(kinds).not.toContain(other);
    for (const net of offered(graph, 'act').values()) expect(infer({ net }, 'net').problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(offered(graph, 'add').size + offered(graph, 'in').size).toBe(0);
  });
});

describe('leading a wire elsewhere', () => {
  const graphs = { net: block() };

  it('is one edit that takes the wire from its old place and keeps the port at an end that stays', () => {
    const moved = movedWire(graphs, 'net', 'add:1', 'conv', 'add');
    expect(moved?.problem).toBeNull();
    const edited = moved?.edit ? applyGraphEdit(graphs.net, moved.edit) : null;
    expect(edited?.ok === true && edited.value.edges.filter(([, target]) => target.startsWith('add'))).toEqual([['act', 'add:0'], ['conv', 'add:1']]);
  });

  it('says why not, and does nothing where it was', () => {
    expect(movedWire(graphs, 'net', 'act', 'add', 'act')?.problem?.code).toBe('wireClosesCycle');
    expect(movedWire(graphs, 'net', 'act', 'conv', 'act')).toEqual({ problem: null, replaces: null, edit: null });
    expect(movedWire(graphs, 'net', 'add:1', 'act', 'add')?.problem?.code).toBe('wireExists');
    expect(movedWire(graphs, 'net', 'nowhere', 'act', 'add')).toBeNull();
  });
});
