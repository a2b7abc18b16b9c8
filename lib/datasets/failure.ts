/**
 * How the readers give up in the middle of a stream: an exception that carries a problem.
 * It is caught at the gates (`importDataset`, `loadShipped`) and becomes a value there.
 */
import type { Problem, ProblemValues } from '@/lib/util/problem';
import { problem } from '@/lib/util/problem';

export type DatasetProblemCode =
  | 'importCancelled'
  | 'importCrashed'
  | 'fileUnreadable'
  | 'formatUnknown'
  | 'formatsMixed'
  | 'gzipBroken'
  | 'gzipTruncated'
  | 'tarBroken'
  | 'tarTruncated'
  | 'zipBroken'
  | 'zipUnsupported'
  | 'unpackedTooLarge'
  | 'tooManyImages'
  | 'noImages'
  | 'idxHeader'
  | 'idxType'
  | 'idxSize'
  | 'idxImagesMissing'
  | 'idxLabelsMissing'
  | 'idxDuplicate'
  | 'countsDisagree'
  | 'shapesDisagree'
  | 'testLabelUnknown'
  | 'cifarPython'
  | 'cifarSize'
  | 'cifarLabel'
  | 'foldersMissing'
  | 'foldersTooMany'
  | 'testFolderUnknown'
  | 'imageUnreadable'
  | 'imageTooLarge'
  | 'pictureNotPng'
  | 'pngBroken'
  | 'pngUnsupported'
  | 'shippedMissing'
  | 'shippedChanged'
  | 'storageFull'
  | 'storageRefused';

export type DatasetProblem = Problem<DatasetProblemCode>;

export function datasetProblem(code: DatasetProblemCode, file: string | null, values: ProblemValues = {}): DatasetProblem {
  return problem(code, file === null ? {} : { file }, file === null ? values : { file, ...values });
}

export class DatasetFailure extends Error {
  readonly problem: DatasetProblem;

  constructor(code: DatasetProblemCode, file: string | null = null, values: ProblemValues = {}) {
    super(`${code} ${file ?? ''} ${JSON.stringify(values)}`);
    this.name = 'DatasetFailure';
    this.problem = datasetProblem(code, file, values);
  }
}
