/** What comes before the first step, alike in the worker and in Node: data, fit, first weights, executor. */
import type { Dataset, DatasetHandle } from '@/lib/datasets/dataset';
import { DatasetFailure } from '@/lib/datasets/failure';
import { EngineError } from '@/lib/engine/engine-error';
import type { Executor, ExecutorOptions } from '@/lib/engine/executor';
import type { Program } from '@/lib/graph/program';
import { initialWeights } from '@/lib/runs/initialize';
import type { Problem } from '@/lib/util/problem';
import type { Result } from '@/lib/util/result';
import { failure, success } from '@/lib/util/result';
import type { TrainingPlan } from './plan';
import { checkpointMisfit, misfit, planTraining } from './plan';
import { trainingProblem } from './problems';
import type { RunRequest } from './protocol';
import { serializedExecutor } from './serialized-executor';

export type Phase = 'data' | 'device' | 'selfTest' | 'tune' | 'compile';

export type OpenedExecutor = { readonly executor: Executor; /** Why it is not the wished one, if so. */ readonly note: Problem | null };

export type Environment = {
  readonly readDataset: (handle: DatasetHandle) => Promise<Dataset>;
  readonly openExecutor: (program: Program, options: ExecutorOptions) => Promise<OpenedExecutor>;
};

export type Prepared = OpenedExecutor & { readonly dataset: Dataset; readonly plan: TrainingPlan };

/** The problem that an exception stands for: a reader's or the engine's own, memory that ran out, or else a device that failed. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof DatasetFailure) return error.problem;
  if (error instanceof EngineError) return error.problem;
  if (error instanceof RangeError) return trainingProblem('memoryExhausted', { message: error.message });
  return trainingProblem('deviceFailed', { message: error instanceof Error ? error.message : String(error) });
}

/** Makes a run ready. Exceptions of reader and executor come back as problems. */
export async function prepareRun(request: RunRequest, environment: Environment, onPhase: (phase: Phase) => void): Promise<Result<Prepared, Problem>> {
  const { program, programHash, recipe, resume } = request;
  try {
    onPhase('data');
    const dataset = await environment.readDataset(request.dataset);
    const unfit = misfit(program, dataset.info);
    if (unfit !== null) return failure(unfit);
    const plan = planTraining(recipe, dataset.training.count);
    if (!plan.ok) return plan;
    const otherRun = resume === undefined ? null : checkpointMisfit(resume, programHash, plan.value);
    if (otherRun !== null) return failure(otherRun);
    onPhase('device');
    const { executor, note } = await environment.openExecutor(program, { batchSize: recipe.batchSize, weights: initialWeights(program, recipe) });
    return success({ dataset, plan: plan.value, executor: serializedExecutor(executor), note });
  } catch (error) {
    return failure(problemOfError(error));
  }
}
