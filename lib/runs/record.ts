/** What is kept of a run for ever: enough to repeat it and to draw it again. Weights are kept apart, under `checkpoints`. */
import { z } from 'zod';
import { graphSchema, idSchema, valueSchema } from '@/lib/graph/graph';
import { recipeSchema } from './recipe';

/** The graphs a run was made from; shared by runs under the SHA-256 of its canonical form. */
export const snapshotSchema = z.looseObject({
  graphs: z.record(idSchema, graphSchema),
  root: idSchema,
  arguments: z.record(z.string(), valueSchema),
});
export type Snapshot = Readonly<z.infer<typeof snapshotSchema>>;

/** Columns of equal length; one row a logged step. */
export const stepCurveSchema = z.looseObject({
  step: z.array(z.number()),
  loss: z.array(z.number()),
  accuracy: z.array(z.number()),
  learningRate: z.array(z.number()),
});

/** One row an epoch; `validation…` are absent without a validation split. Losses are means, accuracies 0…1. */
export const epochCurveSchema = z.looseObject({
  epoch: z.array(z.number()),
  loss: z.array(z.number()),
  accuracy: z.array(z.number()),
  validationLoss: z.array(z.number()).optional(),
  validationAccuracy: z.array(z.number()).optional(),
  /** Milliseconds of training since the start, pauses apart. */
  milliseconds: z.array(z.number()),
});

export const confusionSchema = z.array(z.array(z.number()));

/** Figures on the test set with the weights named by `weights`. */
export const resultSchema = z.looseObject({
  testLoss: z.number(),
  testAccuracy: z.number(),
  /** rows: true class, columns: predicted */
  confusion: confusionSchema,
  weights: z.enum(['last', 'best']),
  /** Most confident mistakes: index in the test set, label, prediction, probability of the prediction. */
  mistakes: z.array(z.looseObject({ index: z.number(), label: z.number(), predicted: z.number(), probability: z.number() })),
});

export const deviceSchema = z.looseObject({
  backend: z.enum(['wasm', 'webgpu', 'webgl', 'cpu']),
  threads: z.number(),
  numerics: z.string(),
  adapter: z.string(),
  software: z.boolean(),
});

export const runRecordSchema = z.looseObject({
  id: idSchema,
  cell: idSchema,
  /** ISO 8601. */
  started: z.string(),
  state: z.enum(['running', 'paused', 'stopped', 'done', 'failed']),
  /** Hash of the program, and the key of the snapshot it was lowered from. */
  program: z.string(),
  snapshot: z.string(),
  recipe: recipeSchema,
  dataset: z.looseObject({ id: z.string(), name: z.string(), hash: z.string() }),
  device: deviceSchema,
  versions: z.record(z.string(), z.string()),
  /** Steps done, of `totalSteps`. */
  steps: z.number(),
  totalSteps: z.number(),
  stepCurve: stepCurveSchema,
  epochCurve: epochCurveSchema,
  result: resultSchema.optional(),
  /** Why it failed; a coded problem. */
  failure: z.looseObject({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }).optional(),
  /** The run and step that this one goes on from. */
  origin: z.looseObject({ run: idSchema, step: z.number() }).optional(),
});
export type RunRecord = Readonly<z.infer<typeof runRecordSchema>>;
export type RunResult = Readonly<z.infer<typeof resultSchema>>;
export type StepCurve = z.infer<typeof stepCurveSchema>;
export type EpochCurve = z.infer<typeof epochCurveSchema>;
