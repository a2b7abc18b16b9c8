/** The strip of images whose predictions are shown live: a few of each class, always the same ones for a data set. */
import type { Dataset } from '@/lib/datasets/dataset';
import type { Executor } from '@/lib/engine/executor';
import type { BatchMaker } from '@/lib/runs/batch';
import { evaluateImages } from './evaluate';
import type { StripPredictions } from './protocol';

const STRIP_LENGTH = 12;

/** The first image of each class, then the second of each, until the strip is full. */
export function stripIndices(labels: Uint8Array, length = STRIP_LENGTH): readonly number[] {
  const seen = new Map<number, number>();
  const rounds: number[][] = [];
  for (let index = 0; index < labels.length; index++) {
    const round = seen.get(labels[index]) ?? 0;
    if (round >= length) continue;
    seen.set(labels[index], round + 1);
    (rounds[round] ??= []).push(index);
  }
  return rounds.flatMap((round) => round.sort((a, b) => labels[a] - labels[b])).slice(0, length);
}

export type Strip = {
  /** Predictions by the present weights; the first one brings the images. */
  readonly predict: () => Promise<StripPredictions>;
};

export function createStrip(executor: Executor, dataset: Dataset, maker: BatchMaker): Strip {
  const split = dataset.test.count > 0 ? dataset.test : dataset.training;
  const indices = stripIndices(split.labels);
  const labels = indices.map((index) => split.labels[index]);
  const buffers = maker.buffers(executor.batchSize);
  const pixels = dataset.info.shape.reduce((a, b) => a * b, 1);
  let sent = false;

  async function predict(): Promise<StripPredictions> {
    const evaluation = await evaluateImages({ executor, maker, buffers, split }, indices);
    const strip = { indices, labels, predicted: Array.from(evaluation?.predictions.predicted ?? []), probabilities: Array.from(evaluation?.predictions.probability ?? []) };
    if (sent) return strip;
    sent = true;
    const images = new Uint8Array(indices.length * pixels);
    indices.forEach((index, slot) => images.set(split.images.subarray(index * pixels, (index + 1) * pixels), slot * pixels));
    return { ...strip, images };
  }
  return { predict };
}
