/** How a net is trained, as data: every field has a default that works. Names and meanings are Keras's. */
import { z } from 'zod';

export const optimizerSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('sgd'), momentum: z.number().min(0).max(0.9999).default(0.9), nesterov: z.boolean().default(false) }),
  z.looseObject({ kind: z.literal('adam'), beta1: z.number().min(0).max(0.9999).default(0.9), beta2: z.number().min(0).max(0.99999).default(0.999), epsilon: z.number().positive().default(1e-7) }),
  z.looseObject({ kind: z.literal('adamw'), beta1: z.number().min(0).max(0.9999).default(0.9), beta2: z.number().min(0).max(0.99999).default(0.999), epsilon: z.number().positive().default(1e-7) }),
]);

/** Per step, after `warmupSteps` of linear rise from 0. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('constant'), warmupSteps: z.int().min(0).default(0) }),
  /** Multiplied by `factor` at each fraction of the run (the paper: 0.1 at 0.5 and 0.75 of 64k steps). */
  z.looseObject({ kind: z.literal('steps'), warmupSteps: z.int().min(0).default(0), at: z.array(z.number().gt(0).lt(1)).default([0.5, 0.75]), factor: z.number().gt(0).lt(1).default(0.1) }),
  z.looseObject({ kind: z.literal('cosine'), warmupSteps: z.int().min(0).default(0) }),
  /** Rises to the learning rate over the first `rise` of the run, then falls to nearly 0, both by cosine; warm-up is the rise. */
  z.looseObject({ kind: z.literal('oneCycle'), warmupSteps: z.int().min(0).default(0), rise: z.number().gt(0).lt(1).default(0.3) }),
]);

export const recipeSchema = z.looseObject({
  epochs: z.int().min(1).max(10_000).default(5),
  batchSize: z.int().min(1).max(4096).default(32),
  optimizer: optimizerSchema.default({ kind: 'sgd', momentum: 0.9, nesterov: false }),
  learningRate: z.number().gt(0).max(100).default(0.02),
  /** The short warm-up keeps the first steps of a fresh net from overshooting. */
  schedule: scheduleSchema.default({ kind: 'cosine', warmupSteps: 50 }),
  /** L2, on all trainable weights; coupled for sgd and adam, decoupled for adamw. */
  weightDecay: z.number().min(0).max(1).default(0),
  augmentation: z.looseObject({ /** Pixels of zero padding before a random crop; 0 is off. */ padAndCrop: z.int().min(0).max(16).default(0), flip: z.boolean().default(false) }).default({ padAndCrop: 0, flip: false }),
  /** For weights whose layer says `default`. */
  initializer: z.enum(['heNormal', 'heNormalFanOut', 'glorotNormal', 'glorotUniform']).default('heNormal'),
  /** Start of the last gamma of each residual branch: at 0 a block starts as the identity. */
  lastGamma: z.union([z.literal(0), z.literal(1)]).default(1),
  seed: z.int().min(0).max(0xffffffff).default(1),
  /** Share of the training images held back for validation; the split is seeded by stream `split`. */
  validationFraction: z.number().min(0).max(0.5).default(0.1),
  /** Which weights are put to the test at the end, without a word the last; the best are those of the epoch with the best validation accuracy. */
  testWeights: z.enum(['last', 'best']).optional(),
});

export type Recipe = Readonly<z.infer<typeof recipeSchema>>;
export type Schedule = Recipe['schedule'];

export const defaultRecipe: Recipe = recipeSchema.parse({});
