/** Opens the file that a command is given as a document. */
import { readSkipbookFile } from '@/lib/interop/skipbook-file';
import type { NotebookDocument } from '@/lib/notebook/document';
import type { Problem } from '@/lib/util/problem';
import type { Result } from '@/lib/util/result';
import { readText } from './files';

export async function openDocument(file: string): Promise<Result<NotebookDocument, Problem>> {
  const text = await readText(file);
  return text.ok ? readSkipbookFile(text.value) : text;
}
