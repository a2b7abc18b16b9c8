/** The gate of all imports, the same in a worker of the page and in Node: files in, a data set or one problem out. */
import type { Result } from '@/lib/util/result';
import { failure, success } from '@/lib/util/result';
import type { DatasetProblem } from '../failure';
import { DatasetFailure } from '../failure';
import { cifar10Collector } from './cifar10';
import type { Collector } from './collected';
import { fileName } from './collected';
import type { ImportedDataset } from './describe';
import { describeDataset } from './describe';
import type { SourceFile } from './entries';
import { allEntries } from './entries';
import { idxCollector } from './idx';
import type { PictureOptions } from './image-folders';
import { imageFoldersCollector } from './image-folders';

export type ImportProgress = {
  /** Reading the files, then checking and measuring what was read. */
  readonly phase: 'reading' | 'checking';
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly images: number;
};

export type ImportOptions = {
  /** For pictures in folders; the other formats bring their own size. */
  readonly pictures: PictureOptions;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
};

const HEAD_BYTES = 512;
const NAMES_SHOWN = 3;

/** A name for a data set whose format has none: of its folder or archive. */
function nameOf(sources: readonly SourceFile[]): string {
  const [first] = sources;
  const top = first.path.split('/').find((part) => part !== '') ?? '';
  return top.replace(/\.(zip|tar|tar\.gz|tgz|gz)$/i, '');
}

function unknownFormat(unknown: readonly string[]): DatasetFailure {
  const python = unknown.find((path) => /cifar-\d+-(batches-py|python)\//.test(path));
  if (python !== undefined) return new DatasetFailure('cifarPython', python);
  if (unknown.length === 0) return new DatasetFailure('noImages', null);
  const names = unknown.slice(0, NAMES_SHOWN).map(fileName).join(', ');
  return new DatasetFailure('formatUnknown', unknown[0], { names, more: Math.max(0, unknown.length - NAMES_SHOWN) });
}

async function collect(sources: readonly SourceFile[], options: ImportOptions, signal: AbortSignal): Promise<ImportedDataset> {
  const bytesTotal = sources.reduce((sum, { blob }) => sum + blob.size, 0);
  let progress: ImportProgress = { phase: 'reading', bytesRead: 0, bytesTotal, images: 0 };
  function report(change: Partial<ImportProgress>): void {
    progress = { ...progress, ...change };
    options.onProgress?.(progress);
  }
  const onImages = (more: number) => report({ images: progress.images + more });
  const onBytes = (more: number) => report({ bytesRead: Math.min(progress.bytesTotal, progress.bytesRead + more) });
  const name = nameOf(sources);
  const collectors = [cifar10Collector(onImages), idxCollector(onImages), imageFoldersCollector(options.pictures, name, onImages)];

  let chosen: { readonly collector: Collector; readonly path: string } | null = null;
  const unknown: string[] = [];
  for await (const entry of allEntries(sources, signal, onBytes)) {
    const head = (await entry.reader.peek(HEAD_BYTES)).slice();
    const collector = collectors.find((one) => one.accepts(entry.path, head));
    if (collector === undefined) {
      unknown.push(entry.path);
      continue;
    }
    if (chosen !== null && chosen.collector !== collector) throw new DatasetFailure('formatsMixed', entry.path, { other: chosen.path });
    chosen ??= { collector, path: entry.path };
    await collector.add(entry);
  }
  if (chosen === null) throw unknownFormat(unknown);
  const collected = chosen.collector.finish();
  const { shape, training, test } = collected;
  report({ phase: 'checking', bytesRead: 0, bytesTotal: (training.count + test.count) * shape[0] * shape[1] * shape[2], images: training.count + test.count });
  return describeDataset(collected.name === '' ? { ...collected, name } : collected, signal, onBytes);
}

/** Reads one data set of any known format. Bounded memory: pixels go into Blobs as they come. */
export async function importDataset(sources: readonly SourceFile[], options: ImportOptions): Promise<Result<ImportedDataset, DatasetProblem>> {
  try {
    if (sources.length === 0) throw new DatasetFailure('noImages', null);
    return success(await collect(sources, options, options.signal ?? new AbortController().signal));
  } catch (error) {
    if (error instanceof DatasetFailure) return failure(error.problem);
    throw error;
  }
}
