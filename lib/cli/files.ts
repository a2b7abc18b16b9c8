/** Reads and writes the files that the command line is given; failures are problems, never exceptions. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { cliProblem } from './sentence';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
}

export async function readText(file: string): Promise<Result<string, Problem>> {
  try {
    return success(await readFile(file, 'utf8'));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return failure(cliProblem('fileMissing', { file }));
    if (code === 'EISDIR') return failure(cliProblem('fileIsFolder', { file }));
    return failure(cliProblem('fileUnreadable', { file, reason: code }));
  }
}

export async function writeText(file: string, text: string): Promise<Result<null, Problem>> {
  try {
    await writeFile(file, text);
    return success(null);
  } catch (error) {
    return failure(cliProblem('outputUnwritable', { file, reason: codeOf(error) }));
  }
}
