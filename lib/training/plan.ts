/** How many steps a run has, and whether program, data and recipe fit each other; known before anything is computed. */
import type { DatasetInfo } from '@/lib/datasets/dataset';
import type { Program } from '@/lib/graph/program';
import type { Recipe } from '@/lib/runs/recipe';
import type { Split } from '@/lib/runs/split';
import { validationSplit } from '@/lib/runs/split';
import { failure, success } from '@/lib/util/result';
import type { Result } from '@/lib/util/result';
import type { TrainingProblem } from './problems';
import { trainingProblem } from './problems';
import type { Checkpoint } from './protocol';

export type TrainingPlan = { readonly split: Split; readonly stepsPerEpoch: number; readonly totalSteps: number };

function shapeText(shape: readonly number[]): string {
  return shape.join('×');
}

/** Why the program cannot be trained on the data, or null. */
export function misfit(program: Program, info: Pick<DatasetInfo, 'shape' | 'classes' | 'name'>): TrainingProblem | null {
  const calls = new Map(program.layers.map((call) => [call.path, call]));
  const input = program.inputs.length === 1 ? calls.get(program.inputs[0]) : undefined;
  const output = program.outputs.length === 1 ? calls.get(program.outputs[0]) : undefined;
  if (input === undefined || output === undefined) {
    return trainingProblem('trainingNotOneOutput', { inputs: program.inputs.length, outputs: program.outputs.length });
  }
  if (shapeText(input.outputShape) !== shapeText(info.shape)) {
    return trainingProblem('trainingShapeDiffers', { input: shapeText(input.outputShape), images: shapeText(info.shape), dataset: info.name });
  }
  if (output.outputShape.length !== 1 || output.outputShape[0] !== info.classes.length) {
    return trainingProblem('trainingClassesDiffer', { output: shapeText(output.outputShape), classes: info.classes.length, dataset: info.name });
  }
  if (!program.layers.some((call) => call.weights.some((weight) => weight.trainable))) return trainingProblem('trainingNothingToLearn');
  return null;
}

/** Steps of a run on `count` training images; the last incomplete batch of an epoch is dropped. */
export function planTraining(recipe: Recipe, count: number): Result<TrainingPlan, TrainingProblem> {
  const split = validationSplit(count, recipe.validationFraction, recipe.seed);
  const images = split.training.length;
  const stepsPerEpoch = Math.floor(images / recipe.batchSize);
  if (stepsPerEpoch === 0) return failure(trainingProblem('trainingBatchTooLarge', { batchSize: recipe.batchSize, images }));
  return success({ split, stepsPerEpoch, totalSteps: stepsPerEpoch * recipe.epochs });
}

/** Why a checkpoint cannot be gone on from, or null. More epochs than before are fine; another length of the epoch is not. */
export function checkpointMisfit(checkpoint: Checkpoint, programHash: string, { stepsPerEpoch }: TrainingPlan): TrainingProblem | null {
  if (checkpoint.program !== programHash) return trainingProblem('checkpointOtherProgram');
  const done = checkpoint.step - checkpoint.epoch * stepsPerEpoch;
  return done < 0 || done > stepsPerEpoch ? trainingProblem('checkpointOtherRecipe', { step: checkpoint.step, epoch: checkpoint.epoch }) : null;
}
