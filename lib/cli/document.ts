/** Opens what a command is given, a file or a net of the zoo, as a document. */
import { readSkipbookFile } from '@/lib/interop/skipbook-file';
import type { NotebookDocument } from '@/lib/notebook/document';
import type { Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { readNetName } from '@/lib/zoo/net-name';
import { zooNotebook } from '@/lib/zoo/notebook';
import { optionsFrom } from '@/lib/zoo/settings';
import { readText } from './files';
import { cliProblem } from './sentence';
import { withChosenVariants } from './variants';

const ZOO = 'zoo:';

/** `zoo:resnet-50` names a net of the zoo, `zoo:resnet-20,depth=56` one with settings, all else a file; `variants` are active in it, whatever it says. */
export async function openDocument(file: string, variants: readonly string[] = []): Promise<Result<NotebookDocument, Problem>> {
  const opened = await open(file);
  return opened.ok ? withChosenVariants(opened.value, variants) : opened;
}

async function open(file: string): Promise<Result<NotebookDocument, Problem>> {
  if (file.startsWith(ZOO)) {
    const named = readNetName(file.slice(ZOO.length));
    if (!named.ok) return named;
    const { entry, values } = named.value;
    const notebook = zooNotebook(entry.id, optionsFrom(entry, values));
    return notebook === null ? failure(cliProblem('zooUnknown', { name: entry.id })) : success(notebook);
  }
  const text = await readText(file);
  return text.ok ? readSkipbookFile(text.value) : text;
}
