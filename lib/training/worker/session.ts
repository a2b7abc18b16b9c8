/** One worker's work: a run from start to end, and predictions beside it. The host gives it devices, data and a way to answer. */
import type { Dataset, DatasetHandle } from '@/lib/datasets/dataset';
import type { Executor, ExecutorFactory, ExecutorOptions } from '@/lib/engine/executor';
import type { Program } from '@/lib/graph/program';
import { assertNever } from '@/lib/util/assert-never';
import { createLoopControl } from '../control';
import { runTraining } from '../loop';
import type { OpenedExecutor, Phase } from '../prepare';
import { prepareRun, problemOfError } from '../prepare';
import type { DeviceChoice, FromWorker, OpenRequest, PredictRequest, SelfTestOutcome, SelfTests, ToWorker, Tunings } from '../protocol';
import { serializedExecutor } from '../serialized-executor';

export type DeviceRequest = {
  readonly choice: DeviceChoice;
  readonly selfTests: SelfTests;
  readonly tunings: Tunings;
  readonly onPhase: (phase: Phase, share?: number) => void;
  readonly onTuned: (tunings: Tunings) => void;
  readonly onSelfTest: (key: string, outcome: SelfTestOutcome) => void;
};

export type SessionHost = {
  readonly post: (event: FromWorker) => void;
  readonly readDataset: (handle: DatasetHandle) => Promise<Dataset>;
  readonly openExecutor: (program: Program, options: ExecutorOptions, request: DeviceRequest) => Promise<OpenedExecutor>;
  /** For predictions with given weights. */
  readonly createWasmExecutor: ExecutorFactory;
  readonly now: () => number;
  readonly breathe: () => Promise<void>;
};

export type Session = { readonly receive: (message: ToWorker) => void };

/** Probabilities [count, classes] for normalised images, in batches. */
async function predict(executor: Executor, { images, count }: PredictRequest): Promise<Float32Array> {
  const pixels = images.length / Math.max(1, count);
  const { batchSize, classes } = executor;
  const probabilities = new Float32Array(count * classes);
  for (let start = 0; start < count; start += batchSize) {
    const size = Math.min(batchSize, count - start);
    const batch = { size, images: images.slice(start * pixels, (start + size) * pixels), labels: new Int32Array(size) };
    const part = await executor.evaluate(batch);
    probabilities.set(part.probabilities.subarray(0, size * classes), start * classes);
  }
  return probabilities;
}

export function createSession({ post, readDataset, openExecutor, createWasmExecutor, now, breathe }: SessionHost): Session {
  let control = createLoopControl();
  let current: Promise<Executor> | null = null;

  async function train(run: string, request: Extract<ToWorker, { type: 'start' }>['request'], selfTests: SelfTests, tunings: Tunings): Promise<void> {
    control = createLoopControl(request.paused);
    const onPhase = (phase: Phase, share?: number) => post({ type: 'preparing', run, phase, ...(share === undefined ? {} : { share }) });
    const onTuned = (learned: Tunings) => post({ type: 'tuned', run, tunings: learned });
    const onSelfTest = (key: string, outcome: SelfTestOutcome) => post({ type: 'selfTested', run, key, outcome });
    const prepared = await prepareRun(
      request,
      { readDataset, openExecutor: (program, options) => openExecutor(program, options, { choice: request.device, selfTests, tunings, onPhase, onTuned, onSelfTest }) },
      onPhase,
    );
    if (!prepared.ok) {
      post({ type: 'failed', run, problem: prepared.problem, step: null });
      return;
    }
    const { executor, note, plan, dataset } = prepared.value;
    current = Promise.resolve(executor);
    post({ type: 'ready', run, device: executor.device, note, totalSteps: plan.totalSteps, stepsPerEpoch: plan.stepsPerEpoch });
    let step = request.resume?.step ?? 0;
    const emit = (event: FromWorker) => {
      if (event.type === 'steps') step = event.progress.step;
      post(event);
    };
    try {
      await runTraining({ run, request, plan, executor, dataset, control, emit, now, breathe });
    } catch (error) {
      post({ type: 'failed', run, problem: problemOfError(error), step });
    }
  }

  function open({ program, weights, batchSize }: OpenRequest): void {
    current = createWasmExecutor(program, { batchSize, weights }).then(serializedExecutor);
    // Who asks for a prediction hears of it.
    current.catch(() => undefined);
  }

  async function answerPrediction(run: string, call: number, request: PredictRequest): Promise<void> {
    try {
      if (current === null) throw new Error('No run has begun.');
      post({ type: 'predicted', run, call, probabilities: await predict(await current, request) });
    } catch (error) {
      post({ type: 'predictFailed', run, call, problem: problemOfError(error) });
    }
  }

  function receive(message: ToWorker): void {
    switch (message.type) {
      case 'start':
        void train(message.run, message.request, message.selfTests, message.tunings);
        return;
      case 'pause':
        return control.pause();
      case 'resume':
        return control.resume();
      case 'singleStep':
        return control.singleStep();
      case 'stop':
        return control.stop();
      case 'open':
        return open(message.request);
      case 'predict':
        void answerPrediction(message.run, message.call, message.request);
        return;
      default:
        assertNever(message);
    }
  }
  return { receive };
}
