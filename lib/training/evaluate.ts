/** Loss, accuracy and predictions of a net on many images, batch by batch, so that it can be interrupted between them. */
import type { DatasetSplit } from '@/lib/datasets/dataset';
import type { Executor } from '@/lib/engine/executor';
import type { BatchBuffers, BatchMaker } from '@/lib/runs/batch';
import type { RunResult } from '@/lib/runs/record';
import type { TestPredictions } from './protocol';

export type Evaluation = {
  readonly count: number;
  /** Mean. */
  readonly loss: number;
  /** 0…1. */
  readonly accuracy: number;
  readonly predictions: TestPredictions;
};

export type EvaluationSource = {
  readonly executor: Executor;
  readonly maker: BatchMaker;
  readonly buffers: BatchBuffers;
  readonly split: DatasetSplit;
};

/** How many mistakes are kept with a run. */
const MISTAKES = 24;

/** Index of the largest of `length` numbers from `from`; the first of equals. */
export function argmax(values: Float32Array, from: number, length: number): number {
  let best = 0;
  for (let i = 1; i < length; i++) if (values[from + i] > values[from + best]) best = i;
  return best;
}

/** Evaluates the images named by `indices`; null as soon as `proceed`, asked before each batch, says no. */
export async function evaluateImages(
  { executor, maker, buffers, split }: EvaluationSource,
  indices: ArrayLike<number>,
  proceed: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<Evaluation | null> {
  const { batchSize, classes } = executor;
  const count = indices.length;
  const predicted = new Uint8Array(count);
  const probability = new Float32Array(count);
  let lossSum = 0;
  let correct = 0;
  for (let start = 0; start < count; start += batchSize) {
    if (!(await proceed())) return null;
    const size = Math.min(batchSize, count - start);
    for (let slot = 0; slot < size; slot++) maker.place(buffers, slot, split, indices[start + slot]);
    const part = await executor.evaluate({ size, ...buffers });
    lossSum += part.lossSum;
    correct += part.correct;
    for (let slot = 0; slot < size; slot++) {
      const winner = argmax(part.probabilities, slot * classes, classes);
      predicted[start + slot] = winner;
      probability[start + slot] = part.probabilities[slot * classes + winner];
    }
  }
  return { count, loss: lossSum / Math.max(1, count), accuracy: correct / Math.max(1, count), predictions: { predicted, probability } };
}

/** Every index of a split. */
export function allIndices(split: DatasetSplit): Int32Array {
  return Int32Array.from({ length: split.count }, (_, index) => index);
}

/** What is kept of an evaluation on the test split: confusion matrix and most confident mistakes beside the figures. */
export function resultOf(evaluation: Evaluation, split: DatasetSplit, classes: number, weights: RunResult['weights']): RunResult {
  const { predicted, probability } = evaluation.predictions;
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const mistakes: RunResult['mistakes'] = [];
  for (let index = 0; index < split.count; index++) {
    confusion[split.labels[index]][predicted[index]]++;
    if (split.labels[index] !== predicted[index]) mistakes.push({ index, label: split.labels[index], predicted: predicted[index], probability: probability[index] });
  }
  mistakes.sort((a, b) => b.probability - a.probability || a.index - b.index);
  return { testLoss: evaluation.loss, testAccuracy: evaluation.accuracy, confusion, weights, mistakes: mistakes.slice(0, MISTAKES) };
}
