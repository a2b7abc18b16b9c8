/** What the recipe form takes for a number or a list, and how its fields read and write a recipe. */
import { expect, test } from 'vitest';
import { fieldSpecs, parseFractions, parseNumber } from '@/components/cells/train/recipe-fields';
import { messages } from '@/lib/i18n/messages';
import { defaultRecipe, recipeSchema } from '@/lib/runs/recipe';

const rate = { integer: false, minimum: 0, maximum: 100, above: true };
const epochs = { integer: true, minimum: 1, maximum: 10_000 };

test.each([
  ['0.02', rate, 0.02],
  [' 1e-3 ', rate, 0.001],
  ['0,5', rate, 0.5],
  ['0', rate, null],
  ['101', rate, null],
  ['', rate, null],
  ['1..2', rate, null],
  ['Infinity', rate, null],
  ['0x10', epochs, null],
  ['5', epochs, 5],
  ['5.5', epochs, null],
  ['0', epochs, null],
])('%j is %j → %j', (text, spec, value) => {
  expect(parseNumber(text, spec)).toBe(value);
});

test('fractions come in any order, apart by commas or blanks', () => {
  expect(parseFractions('0.75, 0.5')).toEqual([0.5, 0.75]);
  expect(parseFractions('0.3；0.6')).toEqual([0.3, 0.6]);
  expect(parseFractions('0.5, 1')).toBeNull();
  expect(parseFractions('half')).toBeNull();
  expect(parseFractions('')).toBeNull();
});

test('every field writes what it read, has its words, and leaves a recipe that fits the schema', () => {
  for (const spec of fieldSpecs) {
    const applies = spec.when?.(defaultRecipe) ?? true;
    const same = spec.type === 'number' ? spec.set(defaultRecipe, spec.get(defaultRecipe)) : spec.type === 'list' ? spec.set(defaultRecipe, spec.get(defaultRecipe)) : spec.set(defaultRecipe, spec.get(defaultRecipe));
    if (applies) expect(same).toEqual(defaultRecipe);
    expect(messages.zh.training[`help_${spec.id}`].length).toBeGreaterThan(8);
    if (spec.type !== 'choice') continue;
    for (const option of spec.options) expect(recipeSchema.safeParse(spec.set(defaultRecipe, option)).success).toBe(true);
  }
});

test('a usual learning rate goes along with the optimiser, one that was chosen stays', () => {
  const optimizer = fieldSpecs.find((spec) => spec.id === 'optimizer');
  if (optimizer?.type !== 'choice') throw new Error('no optimiser');
  expect(optimizer.set(defaultRecipe, 'adam').learningRate).toBe(0.001);
  expect(optimizer.set({ ...defaultRecipe, learningRate: 0.3 }, 'adam').learningRate).toBe(0.3);
});
