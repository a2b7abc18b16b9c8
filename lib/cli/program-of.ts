/** The program of the graph that a command was asked for, or the exit code with which the command ends. */
import type { Graph } from '@/lib/graph/graph';
import { lower } from '@/lib/graph/lower';
import type { Program } from '@/lib/graph/program';
import { failure, success, type Result } from '@/lib/util/result';
import { chooseGraph, type Choice } from './choose';
import type { Context, ExitCode } from './context';
import { openDocument } from './document';
import { fail } from './finish';
import { problemLine } from './problems';
import { scopeOf } from './scope';

/** What is wrong has been said when this fails: 2 for what was given, 1 for a graph with errors, which are listed. */
export async function programOfChoice(file: string, options: Choice, context: Context): Promise<Result<{ readonly program: Program; readonly graph: Graph }, ExitCode>> {
  const document = await openDocument(file, options.variant);
  if (!document.ok) return failure(fail(document.problem, context));
  const target = chooseGraph(document.value, options);
  if (!target.ok) return failure(fail(target.problem, context));
  const { graphs } = document.value;
  const program = lower(graphs, target.value.graph, scopeOf(graphs, target.value));
  if (!program.ok) {
    for (const error of program.problem) context.complain(`${problemLine(error, context.language)}\n`);
    return failure(1);
  }
  return success({ program: program.value, graph: graphs[target.value.graph] });
}
