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
  readonly step: number;
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
  /** Start paused after compiling, for single steps. */
  readonly paused?: boolean;
};

export type ToWorker =
  | { readonly type: 'start'; readonly run: string; readonly request: RunRequest }
  | { readonly type: 'pause' | 'resume' | 'stop' | 'singleStep'; readonly run: string }
  /** Probabilities for images already normalised, NHWC, with the weights as they are now (or those given). */
  | { readonly type: 'predict'; readonly run: string; readonly call: number; readonly images: Float32Array; readonly count: number; readonly program?: Program; readonly weights?: Weights };

/** Predictions for a fixed strip of test images, live. */
export type StripPredictions = { readonly indices: readonly number[]; readonly labels: readonly number[]; readonly predicted: readonly number[]; readonly probabilities: readonly number[]; /** Bytes of the strip's images, NHWC, sent once. */ readonly images?: Uint8Array };

export type Progress = {
  readonly step: number;
  readonly totalSteps: number;
  readonly epoch: number;
  readonly epochs: number;
  readonly imagesPerSecond: number;
  /** Estimated from the steps so far, validation included; null before there is an estimate. */
  readonly millisecondsLeft: number | null;
  readonly memory: ExecutorMemory;
};

export type FromWorker =
  /** What is being done before the first step: reading data, compiling, self-test. */
  | { readonly type: 'preparing'; readonly run: string; readonly phase: 'data' | 'device' | 'selfTest' | 'compile' }
  | { readonly type: 'ready'; readonly run: string; readonly device: DeviceInfo; /** Why another device than the wished one was taken, if so. */ readonly note: Problem | null; readonly totalSteps: number; readonly stepsPerEpoch: number }
  /** New rows since the last message, at most about ten messages a second. */
  | { readonly type: 'steps'; readonly run: string; readonly rows: StepCurve; readonly progress: Progress }
  | { readonly type: 'epoch'; readonly run: string; readonly rows: EpochCurve; readonly strip: StripPredictions }
  | { readonly type: 'strip'; readonly run: string; readonly strip: StripPredictions }
  | { readonly type: 'checkpoint'; readonly run: string; readonly which: 'last' | 'best'; readonly checkpoint: Checkpoint }
  | { readonly type: 'paused' | 'resumed'; readonly run: string; readonly progress: Progress }
  | { readonly type: 'done'; readonly run: string; readonly result: RunResult; readonly predictions: TestPredictions }
  | { readonly type: 'stopped'; readonly run: string }
  | { readonly type: 'failed'; readonly run: string; readonly problem: Problem; /** Step at which it failed, if one had begun. */ readonly step: number | null }
  | { readonly type: 'predicted'; readonly run: string; readonly call: number; readonly probabilities: Float32Array };

/** Prediction and its probability for every test image, in the order of the set. */
export type TestPredictions = { readonly predicted: Uint8Array; readonly probability: Float32Array };

export type TrainOutcome = { readonly checkpoint: Checkpoint; readonly best: Checkpoint | null; readonly result: RunResult; readonly device: DeviceInfo };

/** Computing for those who are pure themselves: grading, experiments, the command line. */
export type Runner = {
  readonly train: (request: RunRequest, onEvent: (event: FromWorker) => void, signal?: AbortSignal) => Promise<{ readonly ok: true; readonly value: TrainOutcome } | { readonly ok: false; readonly problem: Problem }>;
  /** Mean loss and accuracy of given weights on a data set's test split. */
  readonly evaluate: (program: Program, weights: Weights, dataset: DatasetHandle) => Promise<{ readonly ok: true; readonly value: RunResult } | { readonly ok: false; readonly problem: Problem }>;
  /** Outputs of the named calls in inference mode for images already normalised. */
  readonly probe: (program: Program, weights: Weights, images: Float32Array, count: number, paths: readonly string[]) => Promise<Readonly<Record<string, Float32Array>>>;
};
