/** Each kind's examples against its own rules; TensorFlow.js judges them in tests/contract. */
import { describe, expect, it } from 'vitest';
import { resolveConfig } from '@/lib/graph/config';
import { kinds } from '@/lib/graph/registry';
import { sizeOf } from '@/lib/graph/shape';

function definedEntries(config: object): Record<string, number | boolean | string> {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}

it.each(kinds.map((kind) => [kind.kind, kind] as const))('%s speaks of one channel in the singular', (_name, kind) => {
  const { config } = resolveConfig(kind.fields, {}, {});
  expect(kind.text.en.explain(config, [[28, 28, 1]])).not.toMatch(/\b1 (input )?(channels|numbers)\b/);
});

describe.each(kinds.map((kind) => [kind.kind, kind] as const))('%s', (_name, kind) => {
  it('has at least three examples, and they hold', () => {
    expect(kind.examples.length).toBeGreaterThanOrEqual(3);
    for (const example of kind.examples) {
      const { config, problems } = resolveConfig(kind.fields, definedEntries(example.config), {});
      expect(problems).toEqual([]);
      expect(kind.outputShape(example.inputs, config)).toEqual({ ok: true, shape: example.outputShape });
      expect(kind.parameters(example.inputs, config)).toEqual(example.parameters);
      expect(kind.multiplyAdds(example.inputs, config)).toBe(example.multiplyAdds);
    }
  });
  it('lowers to calls whose last output and weights are those counted', () => {
    for (const example of kind.examples) {
      const { config } = resolveConfig(kind.fields, definedEntries(example.config), {});
      const calls = kind.lower(example.inputs, config);
      const last = calls.at(-1);
      expect(last ? last.outputShape : example.inputs[0]).toEqual(example.outputShape);
      const weights = calls.flatMap((call) => call.weights);
      const count = (trainable: boolean) => weights.filter((weight) => weight.trainable === trainable).reduce((sum, weight) => sum + sizeOf(weight.shape), 0);
      expect({ trainable: count(true), nonTrainable: count(false) }).toEqual(example.parameters);
    }
  });
  it('has a text in both languages for every field and value', () => {
    for (const language of ['en', 'zh'] as const) {
      const text = kind.text[language];
      for (const field of Object.values(kind.fields)) {
        expect(field.text[language].label).not.toBe('');
        expect(field.text[language].help).toMatch(/[.。]$/);
      }
      for (const example of kind.examples) {
        const { config } = resolveConfig(kind.fields, definedEntries(example.config), {});
        for (const inputs of [example.inputs, example.inputs.map(() => null)]) {
          expect(text.explain(config, inputs)).toMatch(/[.。]$/);
          expect(text.explain(config, inputs)).not.toMatch(/undefined|NaN|null/);
        }
        expect(text.title(config)).not.toBe('');
        expect(text.detail(config)).not.toMatch(/undefined/);
      }
    }
  });
});
