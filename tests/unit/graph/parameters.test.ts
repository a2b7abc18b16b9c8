/** Parameters of a block: added, changed, renamed and removed, and all that refers to them kept right. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Graph, GraphParameter, Graphs } from '@/lib/graph/graph';
import { lower } from '@/lib/graph/lower';
import { checkParameter, parameterizeValue, putParameter, removeParameter, usesOfParameter } from '@/lib/graph/parameters';
import { problemSentence } from '@/lib/i18n/format';
import type { Problem } from '@/lib/util/problem';
import type { Result } from '@/lib/util/result';
import { graphsOf } from '@/lib/zoo/registry';

function value<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(problemSentence(result.problem, 'en'));
  return result.value;
}

function sentence(result: Result<unknown, Problem>): string {
  return result.ok ? '' : problemSentence(result.problem, 'en');
}

function resnet(): Graphs {
  const net = graphsOf('resnet-20-pre-activation');
  if (net === null) throw new Error('zoo');
  return net.graphs;
}

const filters: GraphParameter = { name: 'filters', type: 'integer', default: 16, minimum: 1 };
const block: Graph = {
  name: 'Block',
  parameters: [filters],
  nodes: { x: { kind: 'input' }, conv: { kind: 'conv2d', title: 'First', config: { filters: '=filters * 4', kernelSize: 3 } }, y: { kind: 'output' } },
  edges: [['x', 'conv'], ['conv', 'y']],
};
const net: Graph = {
  name: 'Net',
  nodes: { in: { kind: 'input' }, a: { kind: 'block', graph: 'block', arguments: { filters: 8 }, repeat: { count: 2, first: { filters: 2 } } }, out: { kind: 'output' } },
  edges: [['in', 'a'], ['a', 'out']],
};
const graphs: Graphs = { block, net };

function filtersOf(all: Graphs): readonly unknown[] {
  return value(lower(all, 'net') as Result<{ readonly layers: readonly { readonly config: unknown }[] }, never>).layers.map(({ config }) => config);
}

describe('parameters of a block', () => {
  it('renaming one leaves the program as it is, whatever the names (property)', () => {
    const name = fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,11}$/).filter((text) => !['min', 'max', 'strides', 'policy'].includes(text));
    const before = lower(resnet(), 'net');
    fc.assert(
      fc.property(name, (fresh) => {
        const renamed = value(putParameter(resnet(), 'preActivation', 'filters', { ...filters, name: fresh }));
        expect(lower(renamed, 'net')).toEqual(before);
        expect(usesOfParameter(renamed, 'preActivation', fresh).length).toBe(usesOfParameter(resnet(), 'preActivation', 'filters').length);
        expect(value(putParameter(renamed, 'preActivation', fresh, resnet().preActivation.parameters?.[0] ?? filters))).toEqual(resnet());
      }),
      { numRuns: 40 },
    );
  });

  it('a renamed one is called so in expressions inside and arguments outside', () => {
    const renamed = value(putParameter(graphs, 'block', 'filters', { ...filters, name: 'width' }));
    expect(renamed.block.nodes.conv.config?.filters).toBe('=width * 4');
    expect(renamed.net.nodes.a).toMatchObject({ arguments: { width: 8 }, repeat: { first: { width: 2 } } });
    expect(filtersOf(renamed)).toEqual(filtersOf(graphs));
  });

  it('arguments give way to the default where their type no longer fits', () => {
    const chosen = value(putParameter({ ...graphs, block: { ...block, nodes: { ...block.nodes, conv: { kind: 'conv2d' } } } }, 'block', 'filters', { name: 'filters', type: 'boolean', default: true }));
    expect(chosen.net.nodes.a).toEqual({ kind: 'block', graph: 'block', repeat: { count: 2 } });
  });

  it('each fault has a sentence with a way out', () => {
    const put = (parameter: GraphParameter) => sentence(putParameter(graphs, 'block', null, parameter));
    expect(put({ ...filters, name: 'Filters' })).toContain('begins with a small letter');
    expect(put({ ...filters, name: 'max' })).toContain('word of expressions');
    expect(put(filters)).toContain('has a parameter filters already');
    expect(put({ ...filters, name: 'a', minimum: 9, maximum: 3 })).toContain('9, is above the greatest, 3');
    expect(put({ ...filters, name: 'a', default: 0 })).toBe('The default 0 of a does not fit: it has to be a whole number, at least 1.');
    expect(put({ ...filters, name: 'a', default: 2.5 })).toContain('whole number');
    expect(put({ name: 'a', type: 'choice', default: 'A', choices: [] })).toContain('at least one word');
    expect(put({ name: 'a', type: 'choice', default: 'A', choices: ['A', 'A'] })).toContain('stands twice');
    expect(put({ name: 'a', type: 'choice', default: 'C', choices: ['A', 'B'] })).toContain('one of A, B');
    expect(checkParameter(block, 'filters', { ...filters, default: 32 })).toBeNull();
    expect(sentence(putParameter(graphs, 'block', 'gone', filters))).toContain('no parameter gone');
  });

  it('one in use is removed only if its default takes its place', () => {
    const refused = removeParameter(graphs, 'block', 'filters', false);
    expect(sentence(refused)).toBe('filters is used in one field: First · filters. Put its default there, or change the fields first.');
    const removed = value(removeParameter(graphs, 'block', 'filters', true));
    expect(removed.block.parameters).toBeUndefined();
    expect(removed.block.nodes.conv.config?.filters).toBe(64);
    expect(removed.net.nodes.a).toEqual({ kind: 'block', graph: 'block', repeat: { count: 2 } });
  });

  it('a value becomes a parameter: the same program, its bounds those of the field', () => {
    const made = value(parameterizeValue(graphs, 'block', 'conv', { kind: 'config', name: 'kernelSize' }, { filters: 16 }));
    expect(made.name).toBe('kernelSize');
    expect(made.graphs.block.parameters?.[1]).toEqual({ name: 'kernelSize', type: 'integer', default: 3, minimum: 1, maximum: 63 });
    expect(made.graphs.block.nodes.conv.config?.kernelSize).toBe('=kernelSize');
    expect(filtersOf(made.graphs)).toEqual(filtersOf(graphs));
    const taken = value(parameterizeValue(graphs, 'block', 'conv', { kind: 'config', name: 'filters' }, { filters: 16 }));
    expect(taken.graphs.block.parameters?.[1]).toMatchObject({ name: 'filters2', default: 64 });
    const count = value(parameterizeValue(graphs, 'net', 'a', { kind: 'count' }, {}));
    expect(count.graphs.net).toMatchObject({ parameters: [{ name: 'repeat', default: 2 }], nodes: { a: { repeat: { count: '=repeat' } } } });
    const argument = value(parameterizeValue(graphs, 'net', 'a', { kind: 'first', name: 'filters' }, {}));
    expect(filtersOf(argument.graphs)).toEqual(filtersOf(graphs));
  });

  it('variants of a block get the same parameters', () => {
    const all: Graphs = { ...graphs, other: { ...block, name: 'Other' }, block: { ...block, variants: { active: 'b', of: { a: 'block', b: 'other' } } } };
    const renamed = value(putParameter(all, 'other', 'filters', { ...filters, name: 'width' }));
    expect(renamed.block.parameters).toEqual(renamed.other.parameters);
    expect(renamed.net.nodes.a.arguments).toEqual({ width: 8 });
  });
});
