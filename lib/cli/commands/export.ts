/** `skipbook export`: a graph in another program's format. */
import { lower } from '@/lib/graph/lower';
import { writePyTorch } from '@/lib/interop/pytorch';
import { chooseGraph, type Choice } from '../choose';
import type { Context, ExitCode } from '../context';
import { openDocument } from '../document';
import { deliver, fail } from '../finish';
import { problemLine } from '../problems';
import { scopeOf } from '../scope';
import { cliProblem } from '../sentence';

export type ExportOptions = Choice & { readonly to?: string; readonly out?: string };

/** Exit code 1 if the graph has errors, which are listed: then there is nothing to write. */
export async function exportGraph(file: string, options: ExportOptions, context: Context): Promise<ExitCode> {
  if (options.to !== 'pytorch') return fail(cliProblem('formatUnknown', { given: options.to ?? '' }), context);
  const document = await openDocument(file, options.variant);
  if (!document.ok) return fail(document.problem, context);
  const target = chooseGraph(document.value, options);
  if (!target.ok) return fail(target.problem, context);
  const { graphs } = document.value;
  const program = lower(graphs, target.value.graph, scopeOf(graphs, target.value));
  if (!program.ok) {
    for (const error of program.problem) context.complain(`${problemLine(error, context.language)}\n`);
    return 1;
  }
  return deliver(writePyTorch(program.value, graphs[target.value.graph].name), options.out, 0, context);
}
