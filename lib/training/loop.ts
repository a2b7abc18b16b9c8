/**
 * The training loop over any executor: steps, pauses, validation, checkpoints and the final test. It knows neither worker nor page;
 * what it computes depends on program, recipe, seed, data and executor alone, never on when it was paused or looked at.
 */
import type { Dataset } from '@/lib/datasets/dataset';
import type { Executor } from '@/lib/engine/executor';
import { augmentationOf } from '@/lib/runs/augment';
import { batchMaker } from '@/lib/runs/batch';
import { copyStepCurve, emptyEpochCurve, emptyStepCurve, epochRowCurve, pushStep, pushSteps, withEpochs } from '@/lib/runs/curves';
import type { RunResult, StepCurve } from '@/lib/runs/record';
import { learningRateAt } from '@/lib/runs/schedule';
import { epochOrder } from '@/lib/runs/shuffle';
import type { Problem } from '@/lib/util/problem';
import type { LoopControl } from './control';
import type { Evaluation } from './evaluate';
import { allIndices, evaluateImages, resultOf } from './evaluate';
import { createPace } from './pace';
import type { TrainingPlan } from './plan';
import { trainingProblem } from './problems';
import type { Checkpoint, FromWorker, Progress, RunRequest } from './protocol';
import { createStrip } from './strip';

export type LoopInput = {
  readonly run: string;
  readonly request: Pick<RunRequest, 'programHash' | 'recipe' | 'resume' | 'best'>;
  readonly plan: TrainingPlan;
  /** With the initial weights; a checkpoint's are loaded here. */
  readonly executor: Executor;
  readonly dataset: Dataset;
  readonly control: LoopControl;
  readonly emit: (event: FromWorker) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Lets messages in; called between steps. */
  readonly breathe: () => Promise<void>;
};

export type LoopEnd =
  | { readonly state: 'done'; readonly checkpoint: Checkpoint; readonly best: Checkpoint | null; readonly result: RunResult | null }
  | { readonly state: 'stopped'; readonly checkpoint: Checkpoint }
  | { readonly state: 'failed'; readonly problem: Problem; readonly step: number };

const MESSAGE_INTERVAL = 100;
const STRIP_INTERVAL = 1000;
/** The strip may take at most this share of the time. */
const STRIP_SHARE = 0.1;

/** Runs to the end, to a stop or to a failure, and emits that as its last event. An executor that throws makes it throw. */
export async function runTraining({ run, request, plan, executor, dataset, control, emit, now, breathe }: LoopInput): Promise<LoopEnd> {
  const { recipe, resume, programHash } = request;
  const { split, stepsPerEpoch, totalSteps } = plan;
  const maker = batchMaker(dataset.info);
  const buffers = maker.buffers(executor.batchSize);
  const strip = createStrip(executor, dataset, maker);
  const pace = createPace(recipe.batchSize);

  let step = resume?.step ?? 0;
  let epoch = resume?.epoch ?? 0;
  let running = resume?.running ?? { lossSum: 0, correct: 0, seen: 0 };
  let milliseconds = resume?.milliseconds ?? 0;
  let best = resume?.best ?? null;
  let bestCheckpoint: Checkpoint | null = request.best ?? null;
  let epochCurve = resume?.epochCurve ?? emptyEpochCurve();
  const stepCurve = resume === undefined ? emptyStepCurve() : copyStepCurve(resume.stepCurve);
  let unsent: StepCurve = emptyStepCurve();
  let lastMessage = -Infinity;
  let lastStrip = now();
  let stripTook = 0;
  let savedStep = step;
  /** True from a single step on until the next pause: what follows from the step is done too. */
  let stepping = false;
  /** The last request of the user that was answered. */
  let acknowledged = control.revision();

  function progress(): Progress {
    const images = split.validation.length * (recipe.epochs - epoch) + dataset.test.count;
    return {
      step,
      totalSteps,
      epoch: Math.min(epoch + 1, recipe.epochs),
      epochs: recipe.epochs,
      imagesPerSecond: pace.imagesPerSecond(),
      millisecondsLeft: pace.millisecondsLeft(totalSteps - step, images),
      memory: executor.memory(),
    };
  }

  function sendSteps(): void {
    if (unsent.step.length === 0) return;
    emit({ type: 'steps', run, rows: unsent, progress: progress() });
    pushSteps(stepCurve, unsent);
    unsent = emptyStepCurve();
    lastMessage = now();
  }

  async function sendStrip(): Promise<void> {
    const started = now();
    const predictions = await strip.predict();
    lastStrip = now();
    stripTook = lastStrip - started;
    emit({ type: 'strip', run, strip: predictions });
  }

  async function takeCheckpoint(): Promise<Checkpoint> {
    sendSteps();
    const { weights, optimizer } = await executor.state();
    savedStep = step;
    return { program: programHash, step, epoch, weights, optimizer, running, milliseconds, stepCurve: copyStepCurve(stepCurve), epochCurve, best };
  }

  async function sendCheckpoint(): Promise<Checkpoint> {
    const checkpoint = await takeCheckpoint();
    emit({ type: 'checkpoint', run, which: 'last', checkpoint });
    return checkpoint;
  }

  /** Whether to go on, now or after a pause; tells of pauses, and false once the run is stopped. */
  async function mayGoOn(): Promise<boolean> {
    if (control.revision() === acknowledged && control.mode() === 'running') return true;
    if (control.mode() === 'paused') {
      sendSteps();
      if (step !== savedStep) await sendCheckpoint();
      emit({ type: 'paused', run, progress: progress() });
    }
    while (control.mode() === 'paused') {
      if (control.takeStep()) {
        stepping = true;
        return true;
      }
      await control.changed();
    }
    acknowledged = control.revision();
    if (control.mode() === 'stopped') return false;
    emit({ type: 'resumed', run, progress: progress() });
    return true;
  }

  async function mayStep(): Promise<boolean> {
    await breathe();
    stepping = false;
    return mayGoOn();
  }

  async function mayEvaluate(): Promise<boolean> {
    await breathe();
    return (control.mode() === 'paused' && stepping) || mayGoOn();
  }

  /** One update; the problem if the loss is no number any more. */
  async function trainStep(order: Int32Array): Promise<Problem | null> {
    const started = now();
    const { batchSize } = recipe;
    const first = (step - epoch * stepsPerEpoch) * batchSize;
    for (let slot = 0; slot < batchSize; slot++) {
      const image = order[first + slot];
      maker.place(buffers, slot, dataset.training, image, augmentationOf(recipe.augmentation, recipe.seed, epoch, image));
    }
    const learningRate = learningRateAt(recipe.schedule, recipe.learningRate, step, totalSteps);
    const { optimizer, weightDecay, seed } = recipe;
    const { loss, correct } = await executor.step({ size: batchSize, ...buffers }, { optimizer, learningRate, weightDecay, seed, step });
    const took = now() - started;
    step++;
    milliseconds += took;
    pace.stepTook(took);
    if (!Number.isFinite(loss)) return trainingProblem('trainingDiverged', { step, learningRate, suggestion: learningRate / 10 });
    running = { lossSum: running.lossSum + loss * batchSize, correct: running.correct + correct, seen: running.seen + batchSize };
    pushStep(unsent, { step, loss, accuracy: correct / batchSize, learningRate });
    if (now() - lastMessage >= MESSAGE_INTERVAL || stepping) sendSteps();
    if (now() - lastStrip >= Math.max(STRIP_INTERVAL, stripTook / STRIP_SHARE) || stepping) await sendStrip();
    return null;
  }

  async function evaluate(images: Dataset['test'], indices: Int32Array): Promise<Evaluation | null> {
    let waited = 0;
    const started = now();
    const evaluation = await evaluateImages({ executor, maker, buffers, split: images }, indices, async () => {
      const asked = now();
      const proceed = await mayEvaluate();
      waited += now() - asked;
      return proceed;
    });
    const took = now() - started - waited;
    milliseconds += took;
    if (evaluation !== null) pace.evaluationTook(took, indices.length);
    return evaluation;
  }

  /** Validation, the epoch's row and its checkpoints; false if stopped meanwhile. */
  async function finishEpoch(): Promise<boolean> {
    sendSteps();
    const validation = split.validation.length > 0 ? await evaluate(dataset.training, split.validation) : null;
    if (validation === null && split.validation.length > 0) return false;
    epoch++;
    const seen = Math.max(1, running.seen);
    const rows = epochRowCurve({ epoch, loss: running.lossSum / seen, accuracy: running.correct / seen, validation, milliseconds });
    epochCurve = withEpochs(epochCurve, rows);
    running = { lossSum: 0, correct: 0, seen: 0 };
    const better = validation !== null && (best === null || validation.accuracy > best.validationAccuracy);
    if (validation !== null && better) best = { epoch, validationAccuracy: validation.accuracy };
    emit({ type: 'epoch', run, rows, strip: await strip.predict() });
    const checkpoint = await sendCheckpoint();
    if (better) {
      bestCheckpoint = checkpoint;
      emit({ type: 'checkpoint', run, which: 'best', checkpoint });
    }
    return true;
  }

  async function stopped(): Promise<LoopEnd> {
    const checkpoint = await sendCheckpoint();
    emit({ type: 'stopped', run });
    return { state: 'stopped', checkpoint };
  }

  async function finish(): Promise<LoopEnd> {
    const tested = recipe.testWeights === 'best' && bestCheckpoint !== null ? bestCheckpoint : null;
    const last = await takeCheckpoint();
    if (tested !== null) await executor.load(tested);
    const evaluation = dataset.test.count > 0 ? await evaluate(dataset.test, allIndices(dataset.test)) : null;
    if (tested !== null) await executor.load(last);
    if (evaluation === null && dataset.test.count > 0) return stopped();
    const checkpoint = { ...last, milliseconds };
    const result = evaluation === null ? null : resultOf(evaluation, dataset.test, executor.classes, tested === null ? 'last' : 'best');
    emit({ type: 'done', run, result, predictions: evaluation?.predictions ?? null });
    return { state: 'done', checkpoint, best: bestCheckpoint, result };
  }

  if (resume !== undefined) await executor.load(resume);
  if (bestCheckpoint !== null) emit({ type: 'checkpoint', run, which: 'best', checkpoint: bestCheckpoint });
  await sendStrip();
  while (epoch < recipe.epochs) {
    const order = epochOrder(split.training, recipe.seed, epoch);
    while (step < (epoch + 1) * stepsPerEpoch) {
      if (!(await mayStep())) return stopped();
      const problem = await trainStep(order);
      if (problem !== null) {
        sendSteps();
        emit({ type: 'failed', run, problem, step });
        return { state: 'failed', problem, step };
      }
    }
    if (!(await finishEpoch())) return stopped();
  }
  return finish();
}
