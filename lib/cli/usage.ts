/** What commander says of a wrong command line, as a problem of ours, so that it has a sentence in every language. */
import type { CommanderError } from 'commander';
import type { Problem } from '@/lib/util/problem';
import { cliProblem } from './sentence';

/** `error: unknown option '--foo'` → `--foo` */
function quoted(message: string): string {
  return /'([^']*)'/.exec(message)?.[1] ?? '';
}

export function usageProblem(error: CommanderError): Problem {
  const name = quoted(error.message);
  switch (error.code) {
    case 'commander.unknownCommand':
      return cliProblem('unknownCommand', { name });
    case 'commander.unknownOption':
      return cliProblem('unknownOption', { name });
    case 'commander.missingArgument':
      return cliProblem('missingArgument', { name });
    case 'commander.optionMissingArgument':
      return cliProblem('optionWithoutValue', { name });
    case 'commander.excessArguments':
      return cliProblem('tooManyArguments');
    default:
      return cliProblem('badUsage', { message: error.message.replace(/^error: /, '') });
  }
}
