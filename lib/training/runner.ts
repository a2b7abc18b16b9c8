/** Training and evaluation in the same thread, without worker or page: for the command line, grading and experiments. */
import type { Dataset, DatasetHandle } from '@/lib/datasets/dataset';
import type { ExecutorFactory } from '@/lib/engine/executor';
import { batchMaker } from '@/lib/runs/batch';
import { assertNever } from '@/lib/util/assert-never';
import { failure, success } from '@/lib/util/result';
import { createLoopControl } from './control';
import { allIndices, evaluateImages, resultOf } from './evaluate';
import { runTraining } from './loop';
import { misfit } from './plan';
import { prepareRun, problemOfError } from './prepare';
import { trainingProblem } from './problems';
import type { FromWorker, Runner, RunRequest } from './protocol';

export type RunnerOptions = {
  /** Where the data are; `readDataset` of lib/datasets where there is a server, a reader of files in Node. */
  readonly readDataset: (handle: DatasetHandle) => Promise<Dataset>;
  readonly createExecutor: ExecutorFactory;
};

/** The name under which a runner's events go. */
export const RUNNER_RUN = 'run';

const EVALUATION_BATCH = 64;
const BREATHE_EVERY = 25;

/** Lets timers and signals in, now and then: a turn of the event loop for every step would cost more than a small step. */
function createBreathe(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATHE_EVERY) return;
    await new Promise((settle) => setTimeout(settle, 0));
    last = performance.now();
  };
}

export function createRunner({ readDataset, createExecutor }: RunnerOptions): Runner {
  async function train(request: RunRequest, onEvent: (event: FromWorker) => void, signal?: AbortSignal): ReturnType<Runner['train']> {
    const run = RUNNER_RUN;
    const control = createLoopControl(request.paused);
    const openExecutor: Parameters<typeof prepareRun>[1]['openExecutor'] = async (program, options) => ({ executor: await createExecutor(program, options), note: null });
    const prepared = await prepareRun(request, { readDataset, openExecutor }, (phase) => onEvent({ type: 'preparing', run, phase }));
    if (!prepared.ok) {
      onEvent({ type: 'failed', run, problem: prepared.problem, step: null });
      return prepared;
    }
    const { executor, dataset, plan } = prepared.value;
    const stop = () => control.stop();
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop);
    onEvent({ type: 'ready', run, device: executor.device, note: null, totalSteps: plan.totalSteps, stepsPerEpoch: plan.stepsPerEpoch });
    try {
      const end = await runTraining({ run, request, plan, executor, dataset, control, emit: onEvent, now: () => performance.now(), breathe: createBreathe() });
      switch (end.state) {
        case 'done':
          return success({ checkpoint: end.checkpoint, best: end.best, result: end.result, device: executor.device });
        case 'stopped':
          return success({ checkpoint: end.checkpoint, best: null, result: null, device: executor.device });
        case 'failed':
          return failure(end.problem);
        default:
          return assertNever(end);
      }
    } catch (error) {
      const problem = problemOfError(error);
      onEvent({ type: 'failed', run, problem, step: null });
      return failure(problem);
    } finally {
      signal?.removeEventListener('abort', stop);
      executor.dispose();
    }
  }

  const evaluate: Runner['evaluate'] = async (program, weights, handle) => {
    try {
      const dataset = await readDataset(handle);
      const unfit = misfit(program, dataset.info);
      if (unfit !== null) return failure(unfit);
      if (dataset.test.count === 0) return failure(trainingProblem('testSplitMissing', { dataset: dataset.info.name }));
      const executor = await createExecutor(program, { batchSize: EVALUATION_BATCH, weights });
      try {
        const maker = batchMaker(dataset.info);
        const evaluation = await evaluateImages({ executor, maker, buffers: maker.buffers(EVALUATION_BATCH), split: dataset.test }, allIndices(dataset.test));
        if (evaluation === null) throw new Error('An evaluation that nobody interrupts ends.');
        return success(resultOf(evaluation, dataset.test, executor.classes, 'last'));
      } finally {
        executor.dispose();
      }
    } catch (error) {
      return failure(problemOfError(error));
    }
  };

  const probe: Runner['probe'] = async (program, weights, images, count, paths) => {
    const executor = await createExecutor(program, { batchSize: count, weights });
    try {
      return await executor.tap({ size: count, images, labels: new Int32Array(count) }, paths, false);
    } finally {
      executor.dispose();
    }
  };

  return { train, evaluate, probe };
}
