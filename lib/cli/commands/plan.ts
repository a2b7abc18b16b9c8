/** `skipbook plan`: what the training engine makes of a graph: stages, algorithms, fusions, memory, and what is slow. */
import { describePlan, type DescribedPart, type DescribedPass, type DescribedPipeline, type PlanDescription } from '@/lib/engine/describe-plan';
import type { Language } from '@/lib/i18n/define';
import type { Choice } from '../choose';
import type { Context, ExitCode } from '../context';
import { deliver, fail } from '../finish';
import { formatCount, table } from '../output';
import { programOfChoice } from '../program-of';
import { cliProblem, say, type CliCode } from '../sentence';
import { WORK_WORDS } from './plan-words';

export type PlanOptions = Choice & { readonly batch?: string; readonly threads?: string; readonly json?: boolean; readonly out?: string };

const DEFAULT_BATCH = 32;
/** Buffers that are listed for people, the largest first. */
const LISTED_BUFFERS = 10;

const PASSES = { training: 'planTraining', evaluation: 'planEvaluation', probe: 'planProbe' } as const satisfies Record<DescribedPass['name'], CliCode>;
const USES = { weights: 'planWeights', optimizer: 'planOptimizer', activations: 'planActivations', work: 'planWork' } as const satisfies Record<Exclude<keyof PlanDescription['bytes'], 'total'>, CliCode>;
const SLOW = { fewChannelsInGroup: 'slowFewChannelsInGroup', fewFilters: 'slowFewFilters', fewPixels: 'slowFewPixels' } as const satisfies Record<PlanDescription['slow'][number]['reason'], CliCode>;
const FUSIONS = { normalization: 'fusedNormalization', folded: 'fusedFolded' } as const satisfies Record<DescribedPass['fusions'][number]['as'], CliCode>;

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

function splitOf({ split, chunkImages }: DescribedPipeline, language: Language): string {
  switch (split) {
    case 'images':
      return say(language, 'splitImages', { images: chunkImages ?? 1 });
    case 'range':
      return say(language, 'splitRange');
    case 'once':
      return say(language, 'splitOnce');
  }
}

function stageRows(pass: DescribedPass, language: Language): readonly (readonly string[])[] {
  return pass.stages.flatMap((pipelines, stage) =>
    pipelines.flatMap((pipeline, place) =>
      pipeline.parts.map(({ path, does, algorithm, multiplyAdds }: DescribedPart, index) => [
        place === 0 && index === 0 ? String(stage) : '',
        index === 0 ? splitOf(pipeline, language) : '',
        path,
        say(language, WORK_WORDS[does]),
        algorithm ?? '',
        multiplyAdds === 0 ? '' : formatCount(multiplyAdds),
      ]),
    ),
  );
}

function passText(pass: DescribedPass, language: Language): string {
  const columns = [
    { title: say(language, 'columnStage'), align: 'right' },
    { title: say(language, 'columnSplit'), align: 'left' },
    { title: say(language, 'columnLayer'), align: 'left' },
    { title: say(language, 'columnDoes'), align: 'left' },
    { title: say(language, 'columnAlgorithm'), align: 'left' },
    { title: say(language, 'columnMultiplyAdds'), align: 'right' },
  ] as const;
  const fusions = pass.fusions.map(({ calls, as }) => `  ${calls.join(' + ')}: ${say(language, FUSIONS[as])}`);
  const largest = [...pass.buffers].sort((a, b) => b.bytes - a.bytes).slice(0, LISTED_BUFFERS);
  const buffers = table(
    [
      { title: say(language, 'columnBuffer'), align: 'left' },
      { title: 'MiB', align: 'right' },
      { title: say(language, 'columnLives'), align: 'left' },
    ],
    largest.map(({ name, bytes, first, last, chunkOnly }) => [name, mebibytes(bytes), chunkOnly ? say(language, 'livesInChunk', { stage: first }) : say(language, 'livesBetween', { first, last })]),
  );
  return [
    say(language, PASSES[pass.name], { stages: pass.stages.length }),
    '',
    table(columns, stageRows(pass, language)),
    '',
    ...(fusions.length === 0 ? [] : [say(language, 'planFusions'), ...fusions, '']),
    say(language, 'planBuffers', { count: largest.length, all: pass.buffers.length }),
    buffers,
    '',
  ].join('\n');
}

function asText(plan: PlanDescription, language: Language): string {
  const { total, ...uses } = plan.bytes;
  const memory = [
    ...Object.entries(USES).map(([use, code]) => [say(language, code), mebibytes(Object.entries(uses).find(([name]) => name === use)?.[1] ?? 0)]),
    [say(language, 'planTotal'), mebibytes(total)],
  ];
  const columns = [
    { title: say(language, 'columnMemory'), align: 'left' },
    { title: 'MiB', align: 'right' },
  ] as const;
  const slow = plan.slow.map(({ path, reason }) => `  ${path}: ${say(language, SLOW[reason])}`);
  return [
    say(language, 'planHead', { batch: plan.batchSize, threads: plan.threads }),
    '',
    ...plan.passes.map((pass) => passText(pass, language)),
    table(columns, memory),
    '',
    ...(slow.length === 0 ? [say(language, 'planNothingSlow')] : [say(language, 'planSlow'), ...slow]),
    '',
  ].join('\n');
}

/** Null if it is no count. */
function countOf(given: string | undefined, otherwise: number): number | null {
  const count = given === undefined ? otherwise : Number(given);
  return Number.isInteger(count) && count >= 1 ? count : null;
}

/** Exit code 1 if the graph has errors, which are listed: then there is nothing to plan. */
export async function plan(file: string, options: PlanOptions, context: Context): Promise<ExitCode> {
  const batch = countOf(options.batch, DEFAULT_BATCH);
  if (batch === null) return fail(cliProblem('countExpected', { option: '--batch', given: options.batch ?? '' }), context);
  const threads = countOf(options.threads, 1);
  if (threads === null) return fail(cliProblem('countExpected', { option: '--threads', given: options.threads ?? '' }), context);
  const chosen = await programOfChoice(file, options, context);
  if (!chosen.ok) return chosen.problem;
  const { program } = chosen.value;
  if (program.inputs.length !== 1 || program.outputs.length !== 1) return fail(cliProblem('planNotOneOutput'), context);
  const description = describePlan(program, batch, threads);
  return deliver(options.json === true ? `${JSON.stringify(description, null, 2)}\n` : asText(description, context.language), options.out, 0, context);
}
