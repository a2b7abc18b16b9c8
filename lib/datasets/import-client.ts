/** Starts an import from the page and lets go of it: the worker ends with its job or when it is cancelled. */
import type { Result } from '@/lib/util/result';
import { failure } from '@/lib/util/result';
import { assertNever } from '@/lib/util/assert-never';
import type { DatasetProblem } from './failure';
import { datasetProblem } from './failure';
import type { ImportedDataset } from './import/describe';
import type { ImportProgress } from './import/import-dataset';
import type { FromImportWorker, ImportRequest } from './import/messages';

export type ImportJob = {
  readonly finished: Promise<Result<ImportedDataset, DatasetProblem>>;
  /** Ends at once, even in the middle of a file. */
  readonly cancel: () => void;
};

export function startImport(request: ImportRequest, onProgress: (progress: ImportProgress) => void): ImportJob {
  const worker = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' });
  let settle: (result: Result<ImportedDataset, DatasetProblem>) => void = () => undefined;
  const finished = new Promise<Result<ImportedDataset, DatasetProblem>>((resolve) => {
    settle = (result) => {
      worker.terminate();
      resolve(result);
    };
  });
  worker.addEventListener('message', ({ data }: MessageEvent<FromImportWorker>) => {
    switch (data.type) {
      case 'progress':
        return onProgress(data.progress);
      case 'finished':
        return settle(data.result);
      case 'crashed':
        return settle(failure(datasetProblem('importCrashed', null, { reason: data.message })));
      default:
        return assertNever(data);
    }
  });
  worker.addEventListener('error', (event) => settle(failure(datasetProblem('importCrashed', null, { reason: event.message }))));
  worker.postMessage(request);
  return { finished, cancel: () => settle(failure(datasetProblem('importCancelled', null))) };
}
