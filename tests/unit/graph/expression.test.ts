/** Expressions: exact integers, no surprises, positions of errors. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, isExpression, type Scope } from '@/lib/graph/expression';

const scope: Scope = { filters: 16, n: 3, rate: 0.5, policy: 'A', flag: true };

function valueOf(text: string) {
  const result = evaluate(text, scope);
  return result.ok ? result.value : `${result.problem.code}@${result.problem.position}`;
}

describe('evaluate', () => {
  it.each([
    ['=filters', 16],
    ['= filters * 2', 32],
    ['=2 + 3 * 4', 14],
    ['=(2 + 3) * 4', 20],
    ['=10 - 4 - 3', 3],
    ['=filters / 4', 4],
    ['=7 // 2', 3],
    ['=-7 // 2', -4],
    ['=--3', 3],
    ['=max(n, 2, filters // 2)', 8],
    ['=min(n, 2)', 2],
    ['=1 / rate', 2],
    ['=1e3', 1000],
    ['=policy', 'A'],
    ['=flag', true],
  ])('%s is %s', (text, value) => {
    expect(valueOf(text)).toBe(value);
  });

  it.each([
    ['=filters / 3', 'expressionNotDivisible@9'],
    ['=1 / 0', 'expressionDivisionByZero@3'],
    ['=1 // (n - 3)', 'expressionDivisionByZero@3'],
    ['=width', 'expressionUnknownName@1'],
    ['=2 * width', 'expressionUnknownName@5'],
    ['=constructor', 'expressionUnknownName@1'],
    ['=policy * 2', 'expressionNotNumber@1'],
    ['=2 *', 'expressionSyntax@4'],
    ['=2 2', 'expressionSyntax@3'],
    ['=(2', 'expressionSyntax@3'],
    ['=', 'expressionSyntax@1'],
    ['=2 $ 3', 'expressionSyntax@3'],
    ['=alert(1)', 'expressionUnknownName@1'],
    ['=max()', 'expressionSyntax@5'],
    ['=9007199254740991 + 1', 'expressionTooLarge@18'],
    [`=${'('.repeat(300)}`, 'expressionTooLong@200'],
  ])('%s is refused: %s', (text, problem) => {
    expect(valueOf(text)).toBe(problem);
  });

  type Tree = { readonly text: string; readonly value: number };
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.nat(50).map((value): Tree => ({ text: String(value), value })),
      fc.tuple(tie('tree'), fc.constantFrom('+', '-', '*'), tie('tree')).map(([a, operator, b]): Tree => ({
        text: `(${a.text} ${operator} ${b.text})`,
        value: operator === '+' ? a.value + b.value : operator === '-' ? a.value - b.value : a.value * b.value,
      })),
    ),
  }));

  it('agrees with arithmetic on trees of sums and products', () => {
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        if (text.length >= 200) return;
        const result = evaluate(`=${text}`, {});
        if (Math.abs(value) > Number.MAX_SAFE_INTEGER || !result.ok) return;
        expect(result.value).toBe(value);
      }),
    );
  });

  it('gives a value or a problem with a position for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const result = evaluate(`=${text}`, scope);
        if (!result.ok) expect(result.problem.position).toBeLessThanOrEqual(Math.max(200, text.length + 1));
      }),
    );
  });

  it('is a text that starts with =', () => {
    expect(isExpression('=a')).toBe(true);
    expect(isExpression(3)).toBe(false);
  });
});
