/** `skipbook export`: a graph in another program's format. */
import { writePyTorch } from '@/lib/interop/pytorch';
import type { Choice } from '../choose';
import type { Context, ExitCode } from '../context';
import { deliver, fail } from '../finish';
import { programOfChoice } from '../program-of';
import { cliProblem } from '../sentence';

export type ExportOptions = Choice & { readonly to?: string; readonly out?: string };

/** Exit code 1 if the graph has errors, which are listed: then there is nothing to write. */
export async function exportGraph(file: string, options: ExportOptions, context: Context): Promise<ExitCode> {
  if (options.to !== 'pytorch') return fail(cliProblem('formatUnknown', { given: options.to ?? '' }), context);
  const chosen = await programOfChoice(file, options, context);
  if (!chosen.ok) return chosen.problem;
  const { program, graph } = chosen.value;
  return deliver(writePyTorch(program, graph.name), options.out, 0, context);
}
