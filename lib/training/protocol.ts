/**
 * What page and training worker say to each other, and the `Runner` that grading, experiments and the command line use.
 * Every message carries the id of its run; the worker owns the devices, the page owns the records.
 */
import type { DatasetHandle } from '@/lib/datasets/dataset';
import type { DeviceInfo, ExecutorMemory, Weights } from '@/lib/engine/executor';
import type { Program } from '@/lib/graph/program';
import type { Recipe } from '@/lib/runs/recipe';
import type { EpochCurve, RunResult, StepCurve } from '@/lib/runs/record';
import type { Problem } from '@/lib/util/problem';

export type DeviceChoice = 'auto' | 'webgpu' | 'webgl' | 'wasm';

/** All that a run needs to go on exactly where it was. */
export type Checkpoint = {
  readonly program: string;
  /** Steps done. */
  readonly step: number;
  /** Epochs finished, validation included. */
  readonly epoch: number;
  readonly weights: Weights;
  readonly optimizer: Weights;
  /** Sums of the unfinished epoch. */
  readonly running: { readonly lossSum: number; readonly correct: number; readonly seen: number };
  readonly milliseconds: number;
  readonly stepCurve: StepCurve;
  readonly epochCurve: EpochCurve;
  readonly best: { readonly epoch: number; readonly validationAccuracy: number } | null;
};

export type RunRequest = {
  readonly program: Program;
  readonly programHash: string;
  readonly recipe: Recipe;
  readonly dataset: DatasetHandle;
  readonly device: DeviceChoice;
  /** Continue from here; the recipe's epochs count from the run's beginning. */
  readonly resume?: Checkpoint;
  /** The best weights so far of the run that is gone on with, where they are kept. */
  readonly best?: Checkpoint;
  /** Start paused after compiling, for single steps. */
  readonly paused?: boolean;
};

/** `slow`: not done in the time that a device has which nobody chose by hand. */
export type SelfTestOutcome = 'passed' | 'failed' | 'slow';

/** What self-tests found, by adapter; the page keeps them for a version of the app, since a worker has no memory of its own. */
export type SelfTests = Readonly<Record<string, SelfTestOutcome>>;

/** Which shaders were faster on this machine, by adapter, pass and sizes of a convolution. */
export type Tunings = Readonly<Record<string, 'ours' | 'stock'>>;

/** A net with its weights, kept open for predictions of at most `batchSize` images at once. */
export type OpenRequest = { readonly program: Program; readonly weights: Weights; readonly batchSize: number };

/** Images already normalised, NHWC; predicted with what was opened, or with the weights of the run as they are now. */
export type PredictRequest = { readonly images: Float32Array; readonly count: number };

export type ToWorker =
  | { readonly type: 'start'; readonly run: string; readonly request: RunRequest; readonly selfTests: SelfTests; readonly tunings: Tunings }
  | { readonly type: 'pause' | 'resume' | 'stop' | 'singleStep'; readonly run: string }
  /** Opens a net without a run; `predict` with the same id then asks it. */
  | { readonly type: 'open'; readonly run: string; readonly request: OpenRequest }
  | { readonly type: 'predict'; readonly run: string; readonly call: number; readonly request: PredictRequest };

/** Predictions for a fixed strip of images, live: test images, or training images where the set has no test split. */
export type StripPredictions = {
  readonly indices: readonly number[];
  readonly labels: readonly number[];
  readonly predicted: readonly number[];
  /** Probability of the predicted class. */
  readonly probabilities: readonly number[];
  /** Bytes of the strip's images, NHWC, sent with the first message only. */
  readonly images?: Uint8Array;
};

export type Progress = {
  /** Steps done. */
  readonly step: number;
  readonly totalSteps: number;
  /** The one that is under way, from 1. */
  readonly epoch: number;
  readonly epochs: number;
  readonly imagesPerSecond: number;
  /** Estimated from the steps so far, validation included; null before there is an estimate. */
  readonly millisecondsLeft: number | null;
  readonly memory: ExecutorMemory;
};

export type FromWorker =
  /** What is being done before the first step: reading data, compiling, self-test. */
  | { readonly type: 'preparing'; readonly run: string; readonly phase: 'data' | 'device' | 'selfTest' | 'tune' | 'compile'; /** How much of it is done, from 0 to 1, where that is known. */ readonly share?: number }
  | { readonly type: 'ready'; readonly run: string; readonly device: DeviceInfo; /** Why another device than the wished one was taken, if so. */ readonly note: Problem | null; readonly totalSteps: number; readonly stepsPerEpoch: number }
  /** What the self-test of a device found, to be handed over at the next start. */
  | { readonly type: 'selfTested'; readonly run: string; readonly key: string; readonly outcome: SelfTestOutcome }
  /** What was faster on this device, to be handed over at the next start. */
  | { readonly type: 'tuned'; readonly run: string; readonly tunings: Tunings }
  /** New rows since the last message, at most about ten messages a second; `rows.step` counts steps done, from 1. */
  | { readonly type: 'steps'; readonly run: string; readonly rows: StepCurve; readonly progress: Progress }
  | { readonly type: 'epoch'; readonly run: string; readonly rows: EpochCurve; readonly strip: StripPredictions }
  | { readonly type: 'strip'; readonly run: string; readonly strip: StripPredictions }
  | { readonly type: 'checkpoint'; readonly run: string; readonly which: 'last' | 'best'; readonly checkpoint: Checkpoint }
  | { readonly type: 'paused' | 'resumed'; readonly run: string; readonly progress: Progress }
  /** Figures on the test split of the weights that the recipe names; null where the set came without one. */
  | { readonly type: 'done'; readonly run: string; readonly result: RunResult | null; readonly predictions: TestPredictions | null }
  | { readonly type: 'stopped'; readonly run: string }
  | { readonly type: 'failed'; readonly run: string; readonly problem: Problem; /** Step at which it failed, if one had begun. */ readonly step: number | null }
  | { readonly type: 'predicted'; readonly run: string; readonly call: number; /** [count, classes] */ readonly probabilities: Float32Array }
  | { readonly type: 'predictFailed'; readonly run: string; readonly call: number; readonly problem: Problem };

/** Prediction and its probability for every test image, in the order of the set. */
export type TestPredictions = { readonly predicted: Uint8Array; readonly probability: Float32Array };

export type TrainOutcome = { readonly checkpoint: Checkpoint; readonly best: Checkpoint | null; readonly result: RunResult | null; readonly device: DeviceInfo };

/** Computing for those who are pure themselves: grading, experiments, the command line. */
export type Runner = {
  readonly train: (request: RunRequest, onEvent: (event: FromWorker) => void, signal?: AbortSignal) => Promise<{ readonly ok: true; readonly value: TrainOutcome } | { readonly ok: false; readonly problem: Problem }>;
  /** Mean loss and accuracy of given weights on a data set's test split. */
  readonly evaluate: (program: Program, weights: Weights, dataset: DatasetHandle) => Promise<{ readonly ok: true; readonly value: RunResult } | { readonly ok: false; readonly problem: Problem }>;
  /** Outputs of the named calls in inference mode for images already normalised. */
  readonly probe: (program: Program, weights: Weights, images: Float32Array, count: number, paths: readonly string[]) => Promise<Readonly<Record<string, Float32Array>>>;
};
