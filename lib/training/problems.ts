/** The codes of what can go wrong in training; each has its sentence in `lib/i18n/areas/problems.ts`. */
import type { Problem, ProblemValues } from '@/lib/util/problem';
import { problem } from '@/lib/util/problem';

export const trainingProblemCodes = [
  'trainingDiverged',
  'trainingBatchTooLarge',
  'trainingNotOneOutput',
  'trainingShapeDiffers',
  'trainingClassesDiffer',
  'trainingNothingToLearn',
  'checkpointOtherProgram',
  'checkpointOtherRecipe',
  'workerCrashed',
  'deviceFailed',
  'deviceMissing',
  'deviceNotOpened',
  'deviceSelfTestFailed',
  'deviceSelfTestSlow',
  'memoryExhausted',
  'testSplitMissing',
] as const;

export type TrainingProblemCode = (typeof trainingProblemCodes)[number];
export type TrainingProblem = Problem<TrainingProblemCode>;

export function trainingProblem(code: TrainingProblemCode, values: ProblemValues = {}): TrainingProblem {
  return problem(code, {}, values);
}
