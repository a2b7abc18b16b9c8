/** The data set that a training wants, from the files that come with Skipbook or from a folder of official files. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dataset } from '@/lib/datasets/dataset';
import { DatasetFailure } from '@/lib/datasets/failure';
import { decodePngPicture } from '@/lib/datasets/import/decode-png';
import type { SourceFile } from '@/lib/datasets/import/entries';
import { importDataset } from '@/lib/datasets/import/import-dataset';
import { readDataset } from '@/lib/datasets/read';
import { findShipped } from '@/lib/datasets/registry';
import { loadShipped } from '@/lib/datasets/shipped';
import type { Shape } from '@/lib/graph/shape';
import type { Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { cliProblem } from './sentence';

/** The bundle lies in `dist/`, beside `public/`. */
const shippedFolder = fileURLToPath(new URL('../public/datasets/', import.meta.url));

async function shipped(id: string): Promise<Result<Dataset, Problem>> {
  const dataset = findShipped(id);
  if (dataset === undefined) return failure(cliProblem('dataNotShipped', { id }));
  return success(await loadShipped(dataset, (file) => readFile(join(shippedFolder, id, file))));
}

async function filesBelow(folder: string): Promise<Result<readonly SourceFile[], Problem>> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => join(entry.parentPath, entry.name));
    const files = await Promise.all(paths.sort().map(async (path) => ({ path: relative(folder, path).split(sep).join('/'), blob: new Blob([await readFile(path)]) })));
    return success(files);
  } catch {
    return failure(cliProblem('dataFolderMissing', { folder }));
  }
}

/** Pictures become squares of the size and colours that the net takes; other formats bring their own. */
async function imported(folder: string, input: Shape): Promise<Result<Dataset, Problem>> {
  const files = await filesBelow(folder);
  if (!files.ok) return files;
  const [side = 32, , channels] = input;
  const result = await importDataset(files.value, { pictures: { side, colour: channels === 1 ? 'grey' : 'rgb', flippable: true, decode: decodePngPicture } });
  return result.ok ? success(await readDataset(result.value)) : result;
}

/** `input` is the shape that the net takes. Broken and missing files are problems. */
export async function openDataset(id: string, folder: string | undefined, input: Shape): Promise<Result<Dataset, Problem>> {
  try {
    return folder === undefined ? await shipped(id) : await imported(folder, input);
  } catch (error) {
    if (error instanceof DatasetFailure) return failure(error.problem);
    throw error;
  }
}
