/** Opens what a command is given, a file or a net of the zoo, as a document. */
import { readSkipbookFile } from '@/lib/interop/skipbook-file';
import type { NotebookDocument } from '@/lib/notebook/document';
import type { Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { zooNotebook } from '@/lib/zoo/notebook';
import { readText } from './files';
import { cliProblem } from './sentence';

const ZOO = 'zoo:';

/** `zoo:resnet-50` names a net of the zoo, all else a file. */
export async function openDocument(file: string): Promise<Result<NotebookDocument, Problem>> {
  if (file.startsWith(ZOO)) {
    const name = file.slice(ZOO.length);
    const notebook = zooNotebook(name);
    return notebook === null ? failure(cliProblem('zooUnknown', { name })) : success(notebook);
  }
  const text = await readText(file);
  return text.ok ? readSkipbookFile(text.value) : text;
}
