/** `skipbook validate`: all that is wrong with the graphs of a file and with what is to be trained, as the screen would say it. */
import { infer } from '@/lib/graph/infer';
import type { GraphProblem } from '@/lib/graph/inference';
import { holdsVariantsOnly } from '@/lib/graph/variants';
import type { NotebookDocument } from '@/lib/notebook/document';
import type { Problem } from '@/lib/util/problem';
import { success, type Result } from '@/lib/util/result';
import { chooseGraph, type Choice, type Target } from '../choose';
import type { Context, ExitCode } from '../context';
import { openDocument } from '../document';
import { deliver, fail } from '../finish';
import { misfits } from '../fit';
import { problemData, problemLine } from '../problems';
import { scopeOf } from '../scope';
import { say } from '../sentence';

export type ValidateOptions = Choice & { readonly json?: boolean; readonly out?: string };

/** The named graph; without a name every graph that a cell shows or that no other uses. Blocks are looked at where they are used. */
function targetsOf(document: NotebookDocument, options: ValidateOptions): Result<readonly Target[], Problem> {
  if (options.graph !== undefined || options.cell !== undefined) {
    const target = chooseGraph(document, options);
    return target.ok ? success([target.value]) : target;
  }
  return success(Object.keys(document.graphs).filter((id) => !holdsVariantsOnly(document.graphs, id)).map((graph) => ({ graph, arguments: {}, cell: null })));
}

export async function validate(file: string, options: ValidateOptions, context: Context): Promise<ExitCode> {
  const document = await openDocument(file, options.variant);
  if (!document.ok) return fail(document.problem, context);
  const targets = targetsOf(document.value, options);
  if (!targets.ok) return fail(targets.problem, context);
  const { graphs } = document.value;
  const inGraphs: readonly GraphProblem[] = targets.value.flatMap((target) => infer(graphs, target.graph, undefined, { scope: scopeOf(graphs, target) }).problems);
  const problems = [...inGraphs, ...(options.graph === undefined ? misfits(document.value, options.cell) : [])];
  const code = problems.some((problem) => problem.severity === 'error') ? 1 : 0;
  const { language } = context;
  if (options.json === true) return deliver(`${JSON.stringify({ problems: problems.map((problem) => problemData(problem, language)) }, null, 2)}\n`, options.out, code, context);
  const last = problems.length === 0 ? say(language, 'noProblems') : say(language, 'problemCount', { count: problems.length });
  return deliver(`${[...problems.map((problem) => problemLine(problem, language)), last].join('\n')}\n`, options.out, code, context);
}
