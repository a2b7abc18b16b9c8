/** Begins the record of a run: all that is known before the first step. */
import type { DatasetInfo } from '@/lib/datasets/dataset';
import { PROGRAM_VERSION } from '@/lib/graph/program';
import { emptyEpochCurve, emptyStepCurve } from './curves';
import type { Recipe } from './recipe';
import type { RunRecord } from './record';

export type NewRun = {
  readonly id: string;
  readonly cell: string;
  /** ISO 8601. */
  readonly started: string;
  readonly programHash: string;
  readonly snapshotKey: string;
  readonly recipe: Recipe;
  readonly dataset: Pick<DatasetInfo, 'id' | 'name' | 'hash'>;
  readonly device: RunRecord['device'];
  readonly appVersion: string;
  readonly totalSteps: number;
  readonly origin?: RunRecord['origin'];
};

export function newRunRecord({ id, cell, started, programHash, snapshotKey, recipe, dataset, device, appVersion, totalSteps, origin }: NewRun): RunRecord {
  return {
    id,
    cell,
    started,
    state: 'running',
    program: programHash,
    snapshot: snapshotKey,
    recipe,
    dataset: { id: dataset.id, name: dataset.name, hash: dataset.hash },
    device: { ...device },
    versions: { skipbook: appVersion, program: String(PROGRAM_VERSION) },
    steps: origin?.step ?? 0,
    totalSteps,
    stepCurve: emptyStepCurve(),
    epochCurve: emptyEpochCurve(),
    ...(origin === undefined ? {} : { origin }),
  };
}
