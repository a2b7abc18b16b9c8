/** What page and import worker say to each other. */
import type { Result } from '@/lib/util/result';
import type { DatasetProblem } from '../failure';
import type { ImportedDataset } from './describe';
import type { SourceFile } from './entries';
import type { PictureOptions } from './image-folders';
import type { ImportProgress } from './import-dataset';

/** What the user may choose; it matters for pictures in folders only. */
export type PictureChoice = Omit<PictureOptions, 'decode'>;

export type ImportRequest = { readonly files: readonly SourceFile[]; readonly pictures: PictureChoice };

export type FromImportWorker =
  | { readonly type: 'progress'; readonly progress: ImportProgress }
  | { readonly type: 'finished'; readonly result: Result<ImportedDataset, DatasetProblem> }
  | { readonly type: 'crashed'; readonly message: string };
