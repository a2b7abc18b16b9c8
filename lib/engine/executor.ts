/**
 * The interface that every executor of a program has: our WASM engine and the TensorFlow.js models alike.
 * State goes in and out keyed by `path/weight`, Keras layout, float32, so that a checkpoint moves between them.
 */
import type { Program } from '@/lib/graph/program';

export type Backend = 'wasm' | 'webgpu' | 'webgl' | 'cpu';

export type DeviceInfo = {
  readonly backend: Backend;
  /** Threads that compute; 1 on GPUs. */
  readonly threads: number;
  /** Numerics tag of the WASM build; `gpu` elsewhere. */
  readonly numerics: 'simd' | 'relaxed' | 'gpu' | 'scalar';
  /** What the driver calls itself, for people. */
  readonly adapter: string;
  /** True of SwiftShader, llvmpipe and their like. */
  readonly software: boolean;
};

export type OptimizerSettings =
  | { readonly kind: 'sgd'; readonly momentum: number; readonly nesterov: boolean }
  | { readonly kind: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number }
  | { readonly kind: 'adamw'; readonly beta1: number; readonly beta2: number; readonly epsilon: number };

/**
 * What one optimiser update needs beside the batch; w weight, g gradient of the mean loss, t = step + 1, on all trainable weights.
 * sgd: g += decay·w; v = momentum·v + g; w −= rate·v, with Nesterov w −= rate·(g + momentum·v).
 * adam: g += decay·w; m = β1·m + (1 − β1)·g; v = β2·v + (1 − β2)·g²; w −= rate·(m / (1 − β1^t)) / (√(v / (1 − β2^t)) + ε).
 * adamw: w −= rate·decay·w, then adam without decay. Slots start at 0.
 */
export type StepSettings = {
  readonly optimizer: OptimizerSettings;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Seed and global step (from 0) key the dropout streams `dropout/<path>/<step>` (lib/util/dropout-mask.ts); Adam's bias correction uses step + 1. */
  readonly seed: number;
  readonly step: number;
};

/** `size` images, NHWC, normalised, one after the other; labels from 0. The arrays may be longer than `size` needs. */
export type Batch = { readonly size: number; readonly images: Float32Array; readonly labels: Int32Array };

/** Mean softmax cross-entropy of the batch before the update, and how many were right (top-1). */
export type StepResult = { readonly loss: number; readonly correct: number };

/** Sums over a batch in inference mode (BN by moving statistics, no dropout); `probabilities` is [size, classes]. */
export type EvaluationResult = { readonly lossSum: number; readonly correct: number; readonly probabilities: Float32Array };

/** Weights by `path/name`. */
export type Weights = Readonly<Record<string, Float32Array>>;

/** All that a run needs to go on: weights, and the optimiser's slots by `path/name/slot` (momentum, m, v). */
export type ExecutorState = { readonly weights: Weights; readonly optimizer: Weights };

export type ExecutorMemory = { readonly weightBytes: number; readonly activationBytes: number; readonly optimizerBytes: number; readonly totalBytes: number };

export type Executor = {
  readonly device: DeviceInfo;
  readonly program: Program;
  /** Largest batch that `step` and `evaluate` take. */
  readonly batchSize: number;
  readonly classes: number;
  /** One update. The loss is awaited: the promise settles when the work is done. */
  step(batch: Batch, settings: StepSettings): Promise<StepResult>;
  evaluate(batch: Batch): Promise<EvaluationResult>;
  /** Gradients of the mean loss by `path/name`, in training mode, without an update; the moving averages stay. For probes and tests. */
  gradients(batch: Batch, settings: StepSettings): Promise<{ readonly loss: number; readonly gradients: Weights }>;
  /** Outputs of the named calls for a batch, each [size, …outputShape]; `training` chooses BN's and dropout's mode. */
  tap(batch: Batch, paths: readonly string[], training: boolean): Promise<Readonly<Record<string, Float32Array>>>;
  state(): Promise<ExecutorState>;
  /** Keys that the program does not have are ignored, missing ones keep their value; a wrong length throws. */
  load(state: ExecutorState): Promise<void>;
  memory(): ExecutorMemory;
  dispose(): void;
};

export type ExecutorOptions = {
  readonly batchSize: number;
  readonly weights: Weights;
  readonly threads?: number;
};

/** Compiles a valid program with one input and one output. */
export type ExecutorFactory = (program: Program, options: ExecutorOptions) => Promise<Executor>;
