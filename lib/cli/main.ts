/** The command `skipbook`: summaries, checks and trainings of notebook files in plain Node, over the same core as the page. */
import { Command, CommanderError } from 'commander';
import packageJson from '@/package.json';
import { languages, type Language } from '@/lib/i18n/define';
import { exportGraph, type ExportOptions } from './commands/export';
import { plan, type PlanOptions } from './commands/plan';
import { summary, type SummaryOptions } from './commands/summary';
import { train, type TrainOptions } from './commands/train';
import { validate, type ValidateOptions } from './commands/validate';
import { zoo, type ZooCommandOptions } from './commands/zoo';
import type { Context, ExitCode } from './context';
import { fail } from './finish';
import { cliProblem, say, type CliCode } from './sentence';
import { usageProblem } from './usage';

const titles: Readonly<Record<string, CliCode>> = { 'Usage:': 'helpUsage', 'Arguments:': 'helpArguments', 'Options:': 'helpOptions', 'Commands:': 'helpCommands' };

function isLanguage(text: string): text is Language {
  return languages.some((language) => language === text);
}

/** `--lang zh` or `--lang=zh`, wherever it stands: it must be known before anything is said. Null if it is not one of ours. */
function languageOf(args: readonly string[]): { readonly given: string; readonly language: Language | null } {
  const index = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  if (index < 0) return { given: 'en', language: 'en' };
  const given = args[index].includes('=') ? args[index].slice('--lang='.length) : (args[index + 1] ?? '');
  return { given, language: isLanguage(given) ? given : null };
}

function programOf(context: Context, finish: (code: ExitCode) => void): Command {
  const text = (code: CliCode) => say(context.language, code);
  const program = new Command('skipbook');
  const command = (name: string, description: CliCode) => program.command(name).description(text(description)).argument('<file>', text('fileArgument'));
  const written = (made: Command, out: CliCode) =>
    made.option('-o, --out <file>', text(out)).option('--lang <language>', text('optionLanguage')).helpOption('-h, --help', text('optionHelp'));
  const common = (made: Command, out: CliCode) => written(made.option('--json', text('optionJson')), out);
  const withGraph = (made: Command) => made.option('--graph <id>', text('optionGraph')).option('--cell <id>', text('optionCell')).option('--variant <name>', text('optionVariant'), (name: string, before: readonly string[] = []) => [...before, name]);
  program
    .description(text('description'))
    .version(packageJson.version, '-V, --version', text('optionVersion'))
    .option('--lang <language>', text('optionLanguage'))
    .helpOption('-h, --help', text('optionHelp'))
    .helpCommand(false)
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({ writeOut: context.write, writeErr: () => undefined })
    .configureHelp({ styleTitle: (title) => (title in titles ? text(titles[title]) : title) });
  common(withGraph(command('summary', 'summaryDescription')), 'optionOut').action(async (file: string, options: SummaryOptions) => finish(await summary(file, options, context)));
  common(withGraph(command('validate', 'validateDescription')), 'optionOut').action(async (file: string, options: ValidateOptions) => finish(await validate(file, options, context)));
  common(
    command('train', 'trainDescription').option('--cell <id>', text('optionTrainCell')).option('--epochs <count>', text('optionEpochs')).option('--data <folder>', text('optionData')),
    'optionRecordOut',
  ).action(async (file: string, options: TrainOptions) => finish(await train(file, options, context)));
  common(withGraph(command('plan', 'planDescription').option('--batch <images>', text('optionBatch')).option('--threads <count>', text('optionThreads'))), 'optionOut').action(
    async (file: string, options: PlanOptions) => finish(await plan(file, options, context)),
  );
  written(withGraph(command('export', 'exportDescription').option('--to <format>', text('optionTo'))), 'optionOut').action(async (file: string, options: ExportOptions) => finish(await exportGraph(file, options, context)));
  common(program.command('zoo').description(text('zooDescription')), 'optionOut').action(async (options: ZooCommandOptions) => finish(await zoo(options, context)));
  return program;
}

async function run(args: readonly string[]): Promise<ExitCode> {
  const { given, language } = languageOf(args);
  const context: Context = {
    language: language ?? 'en',
    write: (text) => void process.stdout.write(text),
    complain: (text) => void process.stderr.write(text),
    terminal: process.stderr.isTTY,
  };
  if (language === null) return fail(cliProblem('languageUnknown', { given }), context);
  let code: ExitCode = 0;
  const program = programOf(context, (value) => (code = value));
  if (args.length === 0) {
    context.complain(program.helpInformation());
    return 2;
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : fail(usageProblem(error), context);
    context.complain(`${say(context.language, 'crashed', { message: error instanceof Error ? error.message : String(error) })}\n`);
    return 2;
  }
}

process.exitCode = await run(process.argv.slice(2));
