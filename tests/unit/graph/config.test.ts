/** Configs: defaults, bounds, expressions, and fields of a newer version. */
import { describe, expect, it } from 'vitest';
import { resolveConfig } from '@/lib/graph/config';
import { graphSchema } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import { kinds, kindOf } from '@/lib/graph/registry';

const fields = kindOf('conv2d')?.fields ?? {};

describe('resolveConfig', () => {
  it('fills in defaults', () => {
    expect(resolveConfig(fields, undefined, {})).toEqual({
      config: { filters: 16, kernelSize: 3, strides: 1, padding: 'same', useBias: false, initialBias: 0, groups: 1, kernelInitializer: 'default' },
      problems: [],
    });
  });
  it('resolves expressions over the parameters', () => {
    const { config, problems } = resolveConfig(fields, { filters: '=width * 2', padding: '=rim', useBias: '=bias' }, { width: 24, rim: 'valid', bias: true });
    expect(problems).toEqual([]);
    expect(config).toMatchObject({ filters: 48, padding: 'valid', useBias: true });
  });
  it('checks what an expression gives', () => {
    expect(resolveConfig(fields, { filters: '=width' }, { width: -1 }).problems).toMatchObject([{ field: 'filters', code: 'valueTooSmall', nearest: 1 }]);
    expect(resolveConfig(fields, { filters: '=rim' }, { rim: 'valid' }).problems).toMatchObject([{ field: 'filters', code: 'valueNotNumber' }]);
  });
  it('leaves fields of a newer version alone', () => {
    const newer = { filters: 8, dilationRate: 2 };
    expect(resolveConfig(fields, newer, {})).toMatchObject({ config: { filters: 8 }, problems: [] });
    const graph = graphSchema.parse({ name: 'n', nodes: { conv: { kind: 'conv2d', config: newer, colour: 'red' } }, edges: [], mood: 'good' });
    expect(graph).toEqual({ name: 'n', nodes: { conv: { kind: 'conv2d', config: newer, colour: 'red' } }, edges: [], mood: 'good' });
    expect(infer({ graph }, 'graph').problems.map((problem) => problem.code)).not.toContain('valueNotNumber');
  });
});

describe('the registry', () => {
  it('has unique names and palette entries, and defaults within their bounds', () => {
    expect(new Set(kinds.map((kind) => kind.kind)).size).toBe(kinds.length);
    const entries = kinds.flatMap((kind) => kind.palette.map((entry) => entry.id));
    expect(new Set(entries).size).toBe(entries.length);
    for (const kind of kinds) {
      expect(resolveConfig(kind.fields, Object.fromEntries(Object.entries(kind.fields).map(([name, field]) => [name, field.default])), {}).problems).toEqual([]);
      for (const entry of kind.palette) expect(resolveConfig(kind.fields, { ...entry.config }, {}).problems).toEqual([]);
      for (const { text } of kind.palette) expect([text.en.name, text.zh.name, ...text.en.aliases, ...text.zh.aliases].every((word) => word !== '')).toBe(true);
    }
  });
});
