/** How fast a run goes and how long it will still take, from the steps and evaluations so far. */

export type Pace = {
  readonly stepTook: (milliseconds: number) => void;
  readonly evaluationTook: (milliseconds: number, images: number) => void;
  readonly imagesPerSecond: () => number;
  /** Null before the second step: the first one compiles and says nothing of the others. */
  readonly millisecondsLeft: (steps: number, evaluations: number) => number | null;
};

/** Without a measurement an inference is taken to cost a third of a training step's share for an image: no backward pass. */
const INFERENCE_SHARE = 1 / 3;

/** `steps` and `evaluations` of `millisecondsLeft` are steps and images to evaluate that are still to come. */
export function createPace(batchSize: number): Pace {
  let steps = 0;
  let perStep = 0;
  let perEvaluation: number | null = null;
  return {
    stepTook: (milliseconds) => {
      steps++;
      const weight = steps <= 2 ? 1 : Math.max(0.05, 1 / (steps - 1));
      perStep += weight * (milliseconds - perStep);
    },
    evaluationTook: (milliseconds, images) => {
      if (images > 0) perEvaluation = milliseconds / images;
    },
    imagesPerSecond: () => (perStep > 0 ? (1000 * batchSize) / perStep : 0),
    millisecondsLeft: (stepsLeft, evaluationsLeft) =>
      steps < 2 ? null : stepsLeft * perStep + evaluationsLeft * (perEvaluation ?? (INFERENCE_SHARE * perStep) / batchSize),
  };
}
