/** How commands end: with a result on the screen or in a file, or with one sentence on standard error. */
import type { Problem } from '@/lib/util/problem';
import type { Context, ExitCode } from './context';
import { writeText } from './files';
import { sentenceOf } from './sentence';

/** Bad input. */
export function fail(problem: Problem, context: Context): ExitCode {
  context.complain(`${sentenceOf(problem, context.language)}\n`);
  return 2;
}

export async function deliver(text: string, out: string | undefined, code: ExitCode, context: Context): Promise<ExitCode> {
  if (out === undefined) {
    context.write(text);
    return code;
  }
  const written = await writeText(out, text);
  return written.ok ? code : fail(written.problem, context);
}
