/** Curves of a run: columns that only grow. */
import type { EpochCurve, StepCurve } from './record';

export type StepRow = { readonly step: number; readonly loss: number; readonly accuracy: number; readonly learningRate: number };
export type EpochRow = {
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly validation: { readonly loss: number; readonly accuracy: number } | null;
  readonly milliseconds: number;
};

export function emptyStepCurve(): StepCurve {
  return { step: [], loss: [], accuracy: [], learningRate: [] };
}

export function emptyEpochCurve(): EpochCurve {
  return { epoch: [], loss: [], accuracy: [], milliseconds: [] };
}

/** Adds rows to a step curve in place; a curve of a run is too long to be copied at every message. */
export function pushSteps(curve: StepCurve, rows: StepCurve): void {
  curve.step.push(...rows.step);
  curve.loss.push(...rows.loss);
  curve.accuracy.push(...rows.accuracy);
  curve.learningRate.push(...rows.learningRate);
}

export function pushStep(curve: StepCurve, row: StepRow): void {
  curve.step.push(row.step);
  curve.loss.push(row.loss);
  curve.accuracy.push(row.accuracy);
  curve.learningRate.push(row.learningRate);
}

/** A step curve with rows added, the old one untouched. */
export function withSteps(curve: StepCurve, rows: StepCurve): StepCurve {
  const next = copyStepCurve(curve);
  pushSteps(next, rows);
  return next;
}

export function copyStepCurve({ step, loss, accuracy, learningRate }: StepCurve): StepCurve {
  return { step: step.slice(), loss: loss.slice(), accuracy: accuracy.slice(), learningRate: learningRate.slice() };
}

/** The curve of a single epoch. */
export function epochRowCurve({ epoch, loss, accuracy, validation, milliseconds }: EpochRow): EpochCurve {
  const rows: EpochCurve = { epoch: [epoch], loss: [loss], accuracy: [accuracy], milliseconds: [milliseconds] };
  return validation === null ? rows : { ...rows, validationLoss: [validation.loss], validationAccuracy: [validation.accuracy] };
}

/** An epoch curve with rows added, the old one untouched. */
export function withEpochs(curve: EpochCurve, rows: EpochCurve): EpochCurve {
  const next: EpochCurve = {
    epoch: [...curve.epoch, ...rows.epoch],
    loss: [...curve.loss, ...rows.loss],
    accuracy: [...curve.accuracy, ...rows.accuracy],
    milliseconds: [...curve.milliseconds, ...rows.milliseconds],
  };
  if (rows.validationLoss === undefined || rows.validationAccuracy === undefined) return next;
  return {
    ...next,
    validationLoss: [...(curve.validationLoss ?? []), ...rows.validationLoss],
    validationAccuracy: [...(curve.validationAccuracy ?? []), ...rows.validationAccuracy],
  };
}
