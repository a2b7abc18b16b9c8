/** The fields of the recipe form as data: how each is read from a recipe, put back, and when it matters. Their words are in the catalogue. */
import type { Messages } from '@/lib/i18n/messages';
import { optimizerSchema, scheduleSchema, type Recipe } from '@/lib/runs/recipe';

type Keys = keyof Messages['training'];
/** A field has a label `field_…` and a sentence `help_…`. */
export type FieldId = Extract<Keys, `field_${string}`> extends `field_${infer Id}` ? Id : never;
export type OptionId = Extract<Keys, `option_${string}`> extends `option_${infer Id}` ? Id : never;

type Common = {
  readonly id: FieldId;
  /** Shown to beginners too. */
  readonly basic?: boolean;
  readonly when?: (recipe: Recipe) => boolean;
};

export type NumberFieldSpec = Common & {
  readonly type: 'number';
  readonly integer: boolean;
  readonly minimum: number;
  readonly maximum: number;
  /** The minimum itself is not allowed. */
  readonly above?: boolean;
  readonly get: (recipe: Recipe) => number;
  readonly set: (recipe: Recipe, value: number) => Recipe;
};
export type ListFieldSpec = Common & { readonly type: 'list'; readonly get: (recipe: Recipe) => readonly number[]; readonly set: (recipe: Recipe, value: readonly number[]) => Recipe };
export type ChoiceFieldSpec = Common & { readonly type: 'choice'; readonly options: readonly OptionId[]; readonly get: (recipe: Recipe) => OptionId; readonly set: (recipe: Recipe, value: string) => Recipe };
export type FieldSpec = NumberFieldSpec | ListFieldSpec | ChoiceFieldSpec;

/** Learning rates that suit the optimisers; one that was never touched changes along with the optimiser. */
const usualRate = { sgd: 0.02, adam: 0.001, adamw: 0.001 } as const;

function withOptimizer(recipe: Recipe, kind: string): Recipe {
  const optimizer = optimizerSchema.parse({ kind });
  const untouched = recipe.learningRate === usualRate[recipe.optimizer.kind];
  return { ...recipe, optimizer, learningRate: untouched ? usualRate[optimizer.kind] : recipe.learningRate };
}

function withSchedule(recipe: Recipe, kind: string): Recipe {
  return { ...recipe, schedule: scheduleSchema.parse({ kind, warmupSteps: recipe.schedule.warmupSteps }) };
}

/** The last weights are what a recipe means that says nothing. */
function withTestWeights({ testWeights: _before, ...recipe }: Recipe, value: string): Recipe {
  return value === 'best' ? { ...recipe, testWeights: 'best' } : recipe;
}

function adaptive(recipe: Recipe): Extract<Recipe['optimizer'], { readonly kind: 'adam' | 'adamw' }> | null {
  return recipe.optimizer.kind === 'sgd' ? null : recipe.optimizer;
}

const basicFields: readonly FieldSpec[] = [
  { id: 'epochs', type: 'number', basic: true, integer: true, minimum: 1, maximum: 10_000, get: (recipe) => recipe.epochs, set: (recipe, epochs) => ({ ...recipe, epochs }) },
  { id: 'learningRate', type: 'number', basic: true, integer: false, minimum: 0, above: true, maximum: 100, get: (recipe) => recipe.learningRate, set: (recipe, learningRate) => ({ ...recipe, learningRate }) },
  { id: 'seed', type: 'number', basic: true, integer: true, minimum: 0, maximum: 0xffffffff, get: (recipe) => recipe.seed, set: (recipe, seed) => ({ ...recipe, seed }) },
];

const optimizerFields: readonly FieldSpec[] = [
  { id: 'batchSize', type: 'number', integer: true, minimum: 1, maximum: 4096, get: (recipe) => recipe.batchSize, set: (recipe, batchSize) => ({ ...recipe, batchSize }) },
  { id: 'optimizer', type: 'choice', options: ['sgd', 'adam', 'adamw'], get: (recipe) => recipe.optimizer.kind, set: withOptimizer },
  {
    id: 'momentum', type: 'number', integer: false, minimum: 0, maximum: 0.9999, when: (recipe) => recipe.optimizer.kind === 'sgd',
    get: ({ optimizer }) => (optimizer.kind === 'sgd' ? optimizer.momentum : 0),
    set: (recipe, momentum) => (recipe.optimizer.kind === 'sgd' ? { ...recipe, optimizer: { ...recipe.optimizer, momentum } } : recipe),
  },
  {
    id: 'nesterov', type: 'choice', options: ['off', 'on'], when: (recipe) => recipe.optimizer.kind === 'sgd',
    get: ({ optimizer }) => (optimizer.kind === 'sgd' && optimizer.nesterov ? 'on' : 'off'),
    set: (recipe, value) => (recipe.optimizer.kind === 'sgd' ? { ...recipe, optimizer: { ...recipe.optimizer, nesterov: value === 'on' } } : recipe),
  },
  {
    id: 'beta1', type: 'number', integer: false, minimum: 0, maximum: 0.9999, when: (recipe) => adaptive(recipe) !== null,
    get: (recipe) => adaptive(recipe)?.beta1 ?? 0,
    set: (recipe, beta1) => (recipe.optimizer.kind === 'sgd' ? recipe : { ...recipe, optimizer: { ...recipe.optimizer, beta1 } }),
  },
  {
    id: 'beta2', type: 'number', integer: false, minimum: 0, maximum: 0.99999, when: (recipe) => adaptive(recipe) !== null,
    get: (recipe) => adaptive(recipe)?.beta2 ?? 0,
    set: (recipe, beta2) => (recipe.optimizer.kind === 'sgd' ? recipe : { ...recipe, optimizer: { ...recipe.optimizer, beta2 } }),
  },
  {
    id: 'epsilon', type: 'number', integer: false, minimum: 0, above: true, maximum: 1, when: (recipe) => adaptive(recipe) !== null,
    get: (recipe) => adaptive(recipe)?.epsilon ?? 0,
    set: (recipe, epsilon) => (recipe.optimizer.kind === 'sgd' ? recipe : { ...recipe, optimizer: { ...recipe.optimizer, epsilon } }),
  },
  { id: 'weightDecay', type: 'number', integer: false, minimum: 0, maximum: 1, get: (recipe) => recipe.weightDecay, set: (recipe, weightDecay) => ({ ...recipe, weightDecay }) },
];

const scheduleFields: readonly FieldSpec[] = [
  { id: 'schedule', type: 'choice', options: ['constant', 'steps', 'cosine', 'oneCycle'], get: (recipe) => recipe.schedule.kind, set: withSchedule },
  {
    id: 'warmupSteps', type: 'number', integer: true, minimum: 0, maximum: 1_000_000, when: (recipe) => recipe.schedule.kind !== 'oneCycle',
    get: (recipe) => recipe.schedule.warmupSteps,
    set: (recipe, warmupSteps) => ({ ...recipe, schedule: { ...recipe.schedule, warmupSteps } }),
  },
  {
    id: 'at', type: 'list', when: (recipe) => recipe.schedule.kind === 'steps',
    get: ({ schedule }) => (schedule.kind === 'steps' ? schedule.at : []),
    set: (recipe, at) => (recipe.schedule.kind === 'steps' ? { ...recipe, schedule: { ...recipe.schedule, at: [...at] } } : recipe),
  },
  {
    id: 'factor', type: 'number', integer: false, minimum: 0, above: true, maximum: 0.999, when: (recipe) => recipe.schedule.kind === 'steps',
    get: ({ schedule }) => (schedule.kind === 'steps' ? schedule.factor : 0.1),
    set: (recipe, factor) => (recipe.schedule.kind === 'steps' ? { ...recipe, schedule: { ...recipe.schedule, factor } } : recipe),
  },
  {
    id: 'rise', type: 'number', integer: false, minimum: 0, above: true, maximum: 0.999, when: (recipe) => recipe.schedule.kind === 'oneCycle',
    get: ({ schedule }) => (schedule.kind === 'oneCycle' ? schedule.rise : 0.3),
    set: (recipe, rise) => (recipe.schedule.kind === 'oneCycle' ? { ...recipe, schedule: { ...recipe.schedule, rise } } : recipe),
  },
];

const otherFields: readonly FieldSpec[] = [
  {
    id: 'padAndCrop', type: 'number', integer: true, minimum: 0, maximum: 16,
    get: (recipe) => recipe.augmentation.padAndCrop,
    set: (recipe, padAndCrop) => ({ ...recipe, augmentation: { ...recipe.augmentation, padAndCrop } }),
  },
  {
    id: 'flip', type: 'choice', options: ['off', 'on'],
    get: (recipe) => (recipe.augmentation.flip ? 'on' : 'off'),
    set: (recipe, value) => ({ ...recipe, augmentation: { ...recipe.augmentation, flip: value === 'on' } }),
  },
  {
    id: 'initializer', type: 'choice', options: ['heNormal', 'heNormalFanOut', 'glorotNormal', 'glorotUniform'],
    get: (recipe) => recipe.initializer,
    set: (recipe, value) => ({ ...recipe, initializer: value === 'heNormalFanOut' || value === 'glorotNormal' || value === 'glorotUniform' ? value : 'heNormal' }),
  },
  { id: 'lastGamma', type: 'choice', options: ['gamma1', 'gamma0'], get: (recipe) => (recipe.lastGamma === 0 ? 'gamma0' : 'gamma1'), set: (recipe, value) => ({ ...recipe, lastGamma: value === 'gamma0' ? 0 : 1 }) },
  { id: 'validationFraction', type: 'number', integer: false, minimum: 0, maximum: 0.5, get: (recipe) => recipe.validationFraction, set: (recipe, validationFraction) => ({ ...recipe, validationFraction }) },
  { id: 'testWeights', type: 'choice', options: ['last', 'best'], when: (recipe) => recipe.validationFraction > 0, get: (recipe) => recipe.testWeights ?? 'last', set: withTestWeights },
];

export const fieldSpecs: readonly FieldSpec[] = [...basicFields, ...optimizerFields, ...scheduleFields, ...otherFields];

/** The number that a text stands for, or null; a decimal comma is a decimal point. */
export function parseNumber(text: string, spec: Pick<NumberFieldSpec, 'integer' | 'minimum' | 'maximum' | 'above'>): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return null;
  const value = Number(trimmed);
  if (!Number.isFinite(value) || (spec.integer && !Number.isInteger(value))) return null;
  if (value > spec.maximum || value < spec.minimum || (spec.above === true && value === spec.minimum)) return null;
  return value;
}

/** Ascending fractions strictly between 0 and 1, separated by commas or blanks; null for anything else. */
export function parseFractions(text: string): readonly number[] | null {
  const parts = text.split(/[\s,;，；]+/).filter((part) => part !== '');
  const values = parts.map(Number);
  if (values.length === 0 || values.some((value) => !(value > 0 && value < 1))) return null;
  return values.toSorted((a, b) => a - b);
}
